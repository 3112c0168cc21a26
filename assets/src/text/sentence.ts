// One sentence that says what happened at the stop on show.

import { displayName } from "../model/actors";
import type { Effect } from "../model/effect";
import type { ConnectEntry, DecisionEntry, DisconnectEntry, Entry } from "../model/entry";
import { roomName } from "../model/room";
import type { Actor, Scene } from "../model/scene";
import { movedRooms } from "../model/world";
import { asked, requestSentence } from "./http";
import { code, say, strong, type Text } from "./pieces";
import { receivedSentence } from "./received";
import { roomPieces, listedTexts } from "./room";

/** `effect`: of an event that nothing followed from. `since`: when the request was asked whose answer took longer. */
export function sentence(
  scene: Scene,
  clients: readonly string[],
  { effect = null, since = null }: { readonly effect?: Effect | null; readonly since?: number | null } = {},
): Text | null {
  const entry = scene.stop?.moment.entry;
  if (!entry) return null;
  switch (entry.kind) {
    case "decision":
      return say`${lead(scene, entry)}${deed(scene, entry)}`;
    case "connect":
      return connected(entry);
    case "disconnect":
      return say`${who(entry, clients)} disconnected: ${entry.reason}.`;
    case "refuse":
      return say`${strong(entry.client ?? "A client")} was refused: ${entry.message}`;
    case "receive":
      return receivedSentence(nameOf(scene), entry, effect ?? { line: null, error: null, acked: false });
    case "http":
      return requestSentence(entry, since);
    case "restart":
      return say`The server restarted${entry.reason ? `: ${entry.reason}` : ""}.`;
    default:
      return null;
  }
}

/** The name of whoever caused it. */
const nameOf = (scene: Scene) => scene.actors.find((actor) => actor.key === scene.originKey)?.name ?? "A client";

/** What may be done first, beside what the pages did by themselves. */
export const invitationToo = (client: string, action: string): Text => say`Press ${strong(action)} in ${strong(client)}.`;

/** Nothing was sent yet. `action`: what that client's page offers to press. */
export function invitation(client: string | null, action: string | null): Text {
  if (client && action) return say`Nothing was sent yet. Press ${strong(action)} in ${strong(client)}.`;
  return say`Nothing was sent yet. What a client or the server sends shows here.`;
}

function connected(entry: ConnectEntry): Text {
  const name = strong(entry.client ?? displayName(entry.socket, []));
  const where = entry.namespace === "/" ? say`` : say` to ${code(entry.namespace)}`;
  return entry.recovered ? say`${name} came back${where} and was recovered.` : say`${name} connected${where}.`;
}

const who = (entry: DisconnectEntry, clients: readonly string[]) =>
  strong(entry.client ?? displayName(entry.socket, clients));

/** What set it off: an event, a connection, a request, or the server itself. */
function lead(scene: Scene, entry: DecisionEntry): Text {
  const { origin } = scene;
  const name = strong(nameOf(scene));
  if (origin?.kind === "receive") return say`${name} sent ${code(origin.event)}. `;
  if (origin?.kind === "connect") return say`${name} connected. `;
  if (origin?.kind === "http") return say`${name} asked ${code(asked(origin))}. `;
  if (origin?.kind === "disconnect") return say`${name} disconnected. `;
  return entry.operation === "emit" ? say`The server sent ${code(entry.event)} by itself. ` : say``;
}

function deed(scene: Scene, entry: DecisionEntry): Text {
  if (entry.operation === "emit") return entry.direct ? direct(scene, entry) : broadcast(scene, entry);
  const names = namesOf(scene, (kind) => kind === "joined" || kind === "left" || kind === "ended");
  if (entry.operation === "disconnect") return say`${subject(entry)} disconnected ${names}.`;
  const rooms = listed(movedRooms(entry).map((room) => code(roomName(room))));
  return entry.operation === "join"
    ? say`${subject(entry)} put ${names} into ${rooms}.`
    : say`${subject(entry)} took ${names} out of ${rooms}.`;
}

function broadcast(scene: Scene, entry: DecisionEntry): Text {
  const { recipients, skipped } = entry.totals;
  const all = recipients + skipped;
  const reach = strong(`${recipients} of ${all}`);
  const clients = all === 1 ? "client" : "clients";
  const act = say`${subject(entry)} ${verb(scene, entry)} ${reach} ${clients}`;
  if (recipients === 0) return say`${act}: ${nobody(scene, entry)}.`;
  const known = scene.actors.filter(({ outcome }) => outcome?.kind === "heard" || outcome?.kind === "unheard");
  if (known.length === 0) return say`${act}.`;
  const heard = known.filter(({ outcome }) => outcome?.kind === "heard").length;
  return say`${act}; ${strong(heard)} heard it.`;
}

function direct(scene: Scene, entry: DecisionEntry): Text {
  const receiver = scene.actors.find(({ outcome }) => isReached(outcome?.kind));
  const act = say`${subject(entry)} ${verb(scene, entry)} ${strong(receiver?.name ?? "one client")} only`;
  if (receiver?.outcome?.kind === "heard") return say`${act}, who heard it.`;
  return receiver?.outcome?.kind === "unheard" ? say`${act}, where no listener waits for it.` : say`${act}.`;
}

const isReached = (kind: string | undefined) => kind === "heard" || kind === "unheard" || kind === "delivered";

/** "delivered it to" for the event that came in, "sent `x` to" for another one. */
function verb({ origin }: Scene, entry: DecisionEntry): Text {
  const same = origin === null || (origin.kind === "receive" && origin.event === entry.event);
  return same ? say`delivered it to` : say`sent ${code(entry.event)} to`;
}

function nobody(scene: Scene, entry: DecisionEntry): Text {
  const rooms = entry.rooms.map((room) => roomPieces(room, scene.owners));
  if (rooms.length === 0) return say`nobody else is connected`;
  return entry.totals.skipped > 0 && entry.skipped.some(({ reason }) => reason !== "not-in-room")
    ? say`nobody else is in ${listedTexts(rooms)}`
    : say`nobody is in ${listedTexts(rooms)}`;
}

export function subject(entry: Entry): Text {
  return entry.location ? say`Line ${entry.location.line}` : say`The server`;
}

function namesOf(scene: Scene, wanted: (kind: string) => boolean): Text {
  const found = scene.actors.filter((actor: Actor) => actor.outcome && wanted(actor.outcome.kind));
  return found.length === 0 ? say`nobody` : listed(found.map((actor) => strong(actor.name)));
}

/** "a", "a and b", "a, b and c". */
export function listed(pieces: readonly ReturnType<typeof strong>[]): Text {
  return pieces.flatMap((piece, at) => {
    const last = at === pieces.length - 1;
    return [...(at === 0 ? [] : [last ? " and " : ", "]), piece];
  });
}
