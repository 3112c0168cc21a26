// One sentence that says what happened at the stop on show.

import { displayName } from "../model/actors";
import type { Effect } from "../model/effect";
import type { ConnectEntry, DecisionEntry, DisconnectEntry, Entry } from "../model/entry";
import { roomName } from "../model/room";
import type { Actor, Scene } from "../model/scene";
import { movedRooms } from "../model/world";
import { rich, t } from "./fluent";
import { asked, requestSentence } from "./http";
import { code, type Piece, strong, type Text } from "./pieces";
import { receivedSentence } from "./received";
import { listedTexts, roomPieces } from "./room";

/** `effect`: of an event that nothing followed from. `since`: when the request was asked whose answer took longer. */
export function sentence(
  scene: Scene,
  clients: readonly string[],
  { effect = null, since = null }: { readonly effect?: Effect | null; readonly since?: number | null } = {},
): Text | null {
  const entry = scene.stop?.moment.entry;
  if (!entry) return null;
  switch (entry.kind) {
    case "decision": {
      const cause = lead(scene, entry);
      return cause ? rich("said-both", { lead: cause, deed: deed(scene, entry) }) : deed(scene, entry);
    }
    case "connect":
      return connected(entry);
    case "disconnect":
      return rich("said-disconnected", { client: who(entry, clients), reason: entry.reason });
    case "refuse":
      return rich("said-refused", { client: entry.client ?? t("a-client"), message: entry.message });
    case "receive":
      return receivedSentence(nameOf(scene), entry, effect ?? { line: null, error: null, acked: false });
    case "http":
      return requestSentence(entry, since);
    case "restart":
      return entry.reason ? rich("said-restarted-why", { reason: entry.reason }) : rich("said-restarted");
    default:
      return null;
  }
}

/** The name of whoever caused it. */
const nameOf = (scene: Scene) => scene.actors.find((actor) => actor.key === scene.originKey)?.name ?? t("a-client");

/** What may be done first, beside what the pages did by themselves. */
export const invitationToo = (client: string, action: string): Text => rich("said-press-too", { action, client });

/** Nothing was sent yet. `action`: what that client's page offers to press. */
export function invitation(client: string | null, action: string | null): Text {
  return client && action ? rich("said-press", { action, client }) : rich("said-nothing");
}

function connected(entry: ConnectEntry): Text {
  const client = entry.client ?? displayName(entry.socket, []);
  const { namespace, recovered } = entry;
  if (namespace === "/") return recovered ? rich("said-recovered", { client }) : rich("said-connected", { client });
  return recovered
    ? rich("said-recovered-to", { client, namespace })
    : rich("said-connected-to", { client, namespace });
}

const who = (entry: DisconnectEntry, clients: readonly string[]) => entry.client ?? displayName(entry.socket, clients);

/** What set it off: an event, a connection, a request, or the server itself. */
function lead(scene: Scene, entry: DecisionEntry): Text | null {
  const { origin } = scene;
  const client = nameOf(scene);
  if (origin?.kind === "receive") return rich("lead-sent", { client, event: origin.event });
  if (origin?.kind === "connect") return rich("lead-connected", { client });
  if (origin?.kind === "http") return rich("lead-asked", { client, request: asked(origin) });
  if (origin?.kind === "disconnect") return rich("lead-disconnected", { client });
  return entry.operation === "emit" ? rich("lead-server", { event: entry.event }) : null;
}

function deed(scene: Scene, entry: DecisionEntry): Text {
  if (entry.operation === "emit") return entry.direct ? direct(scene, entry) : broadcast(scene, entry);
  const clients = namesOf(scene, (kind) => kind === "joined" || kind === "left" || kind === "ended");
  const by = subject(entry);
  if (entry.operation === "disconnect") return rich("deed-disconnected", { subject: by, clients });
  const rooms = listed(movedRooms(entry).map((room) => code(roomName(room))));
  return entry.operation === "join"
    ? rich("deed-joined", { subject: by, clients, rooms })
    : rich("deed-left", { subject: by, clients, rooms });
}

function broadcast(scene: Scene, entry: DecisionEntry): Text {
  const { recipients, skipped } = entry.totals;
  const reach = { subject: subject(entry), recipients, all: recipients + skipped };
  const act = isSame(scene, entry) ? rich("act-delivered", reach) : rich("act-sent", { ...reach, event: entry.event });
  if (recipients === 0) return rich("deed-nobody", { act, nobody: nobody(scene, entry) });
  const known = scene.actors.filter(({ outcome }) => outcome?.kind === "heard" || outcome?.kind === "unheard");
  if (known.length === 0) return rich("deed", { act });
  const heard = known.filter(({ outcome }) => outcome?.kind === "heard").length;
  return rich("deed-heard", { act, heard });
}

function direct(scene: Scene, entry: DecisionEntry): Text {
  const receiver = scene.actors.find(({ outcome }) => isReached(outcome?.kind));
  const to = { subject: subject(entry), client: receiver?.name ?? t("one-client") };
  const act = isSame(scene, entry) ? rich("act-one", to) : rich("act-one-sent", { ...to, event: entry.event });
  if (receiver?.outcome?.kind === "heard") return rich("deed-one-heard", { act });
  return receiver?.outcome?.kind === "unheard" ? rich("deed-one-unheard", { act }) : rich("deed", { act });
}

const isReached = (kind: string | undefined) => kind === "heard" || kind === "unheard" || kind === "delivered";

/** It is the event that came in, which "delivered it" says; another one is named. */
function isSame({ origin }: Scene, entry: DecisionEntry): boolean {
  return origin === null || (origin.kind === "receive" && origin.event === entry.event);
}

function nobody(scene: Scene, entry: DecisionEntry): Text {
  if (entry.rooms.length === 0) return rich("nobody-else");
  const rooms = listedTexts(entry.rooms.map((room) => roomPieces(room, scene.owners)));
  return entry.totals.skipped > 0 && entry.skipped.some(({ reason }) => reason !== "not-in-room")
    ? rich("nobody-else-in", { rooms })
    : rich("nobody-in", { rooms });
}

export function subject(entry: Entry): Text {
  return entry.location ? rich("subject-line", { line: String(entry.location.line) }) : rich("subject-server");
}

function namesOf(scene: Scene, wanted: (kind: string) => boolean): Text {
  const found = scene.actors.filter((actor: Actor) => actor.outcome && wanted(actor.outcome.kind));
  return found.length === 0 ? rich("nobody") : listed(found.map((actor) => strong(actor.name)));
}

/** "a", "a and b", "a, b and c". */
export function listed(pieces: readonly Piece[]): Text {
  return pieces.reduce<Text>((list, next, at) => {
    if (at === 0) return [next];
    return at === pieces.length - 1 ? rich("list-last", { list, next }) : rich("list-more", { list, next });
  }, []);
}
