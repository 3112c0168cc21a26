// What the live panel shows at the cursor: one stop, who is on stage, in which rooms, and how it went for each of them.
// Diagram, table, sentence and the clients' cards all draw this one value.

import { cast, keyOf, socketName } from "./actors";
import { type Origin, origin } from "./cause";
import type { DecisionEntry, Entry, HttpEntry, Reason } from "./entry";
import type { Hearing } from "./hearing";
import { find, type Log, type Moment } from "./log";
import { missedBy } from "./missed";
import { ring } from "./order";
import { AWAY, CONNECTED, type Presence, presences } from "./presence";
import { remember } from "./remember";
import { type Room, roomKey, roomName } from "./room";
import { isEmit, isRequest, type Stop } from "./stops";
import { EMPTY_WORLD, isHousekeeping, type World } from "./world";

export type Outcome =
  | { readonly kind: "heard"; readonly listeners: number }
  | { readonly kind: "unheard" }
  /** Sent, and nothing is known of its listeners: another program, or its report is still on the way. */
  | { readonly kind: "delivered" }
  | { readonly kind: "skipped"; readonly reason: Reason; readonly room: Room | null }
  /** A direct emit was for somebody else. */
  | { readonly kind: "aside" }
  /** It was not connected, and would have got it; `late`: it came after all, when its connection was recovered. */
  | { readonly kind: "missed"; readonly late: boolean }
  | { readonly kind: "joined" | "left" | "ended" }
  /** Over HTTP; `open`: more of the answer is to come. */
  | { readonly kind: "answered"; readonly status: number; readonly open: boolean }
  /** It asked over HTTP: nothing has come yet, or the answer was broken off. */
  | { readonly kind: "waiting" | "cut" }
  /** Somebody else asked over HTTP; `open`: an earlier answer to this one was not complete yet, and may have got more. */
  | { readonly kind: "apart"; readonly open: boolean };

export interface Actor {
  readonly key: string;
  readonly name: string;
  /** One of the page's own clients. */
  readonly own: boolean;
  /** To the namespace on show. */
  readonly connected: boolean;
  readonly presence: Presence;
  readonly rooms: readonly Room[];
  /** At the stop on show, which may be some entries ago. */
  readonly roomsThen: readonly Room[];
  readonly outcome: Outcome | null;
  /** What the server acted on came from here. */
  readonly cause: boolean;
  /** Stands for so many, of whom so many got it. */
  readonly crowd?: { readonly count: number; readonly reached: number };
}

export interface RoomView {
  readonly key: string;
  readonly name: string;
  /** Place in the order in which rooms first appeared; its colour follows from it. */
  readonly index: number;
  readonly members: readonly string[];
  /** Members before the stop on show; differs from `members` when that stop is a join or leave. */
  readonly before: readonly string[];
}

/** What a scene needs of a stop. */
type Shown = Pick<Stop, "seq" | "moment">;

export interface Scene {
  readonly stop: Shown | null;
  readonly origin: Origin;
  readonly originKey: string | null;
  readonly namespace: string;
  /** In the lesson's order, then as they came. */
  readonly actors: readonly Actor[];
  /** The same people in their order around the server. */
  readonly ring: readonly string[];
  readonly rooms: readonly RoomView[];
  /** Whose own room a room is: names by socket id. */
  readonly owners: ReadonlyMap<string, string>;
  /** Everybody on show, in all namespaces. */
  readonly world: World;
}

export interface SceneInput {
  readonly log: Log;
  readonly hearing: Hearing;
  readonly clients: readonly string[];
  readonly stop: Shown | null;
  /** At the newest moment: rooms and connections are shown as they are now, not as they were at the stop. */
  readonly live: boolean;
  /** Clients whose pages are loaded and have made no socket. */
  readonly plain?: ReadonlySet<string>;
}

export function scene({ log, hearing, clients, stop, live, plain = NOBODY }: SceneInput): Scene {
  const moment = stop?.moment ?? null;
  const entry = moment?.entry ?? null;
  const namespace = entry && "namespace" in entry ? entry.namespace : "/";
  // What is left of an older run is a picture of it: nobody in it is connected any more.
  const now = live && (moment === null || moment.run === log.run);
  const shown = now ? log.world : (moment?.after ?? EMPTY_WORLD);
  const people = new Map(cast(shown, namespace, clients));
  const worlds = moment ? [moment.before, moment.after] : [];
  const from = entry ? origin(log, entry) : null;
  const outcomes =
    entry?.kind === "http" ? answers(entry, [...people.keys()], openAnswers(log, entry)) : outcomesOf(entry, worlds, hearing, clients);
  for (const client of clients) {
    const late = entry && missedBy(log, client).get(entry.seq);
    if (late !== undefined && late !== null && !outcomes.has(client)) outcomes.set(client, { kind: "missed", late });
  }
  for (const key of outcomes.keys()) if (!people.has(key)) people.set(key, null);
  // A request has no socket: it is its page's client who asked.
  const asked = from?.kind === "http" ? clients.find((name) => name === from.client) : undefined;
  const originKey =
    from && from.kind !== "http" ? keyOf(from.socket, [...worlds, ...around(log, from.seq)], clients) : (asked ?? null);
  const then = cast(moment?.after ?? shown, namespace, clients);
  const run = now ? log.run : (moment?.run ?? log.run);
  const until = now ? Number.POSITIVE_INFINITY : (entry?.seq ?? 0);
  const nameOf = (id: string) => {
    const key = keyOf(id, [...worlds, shown], clients);
    return clients.includes(key) ? key : socketName(key, clientOf(key, [shown, ...worlds]), clients);
  };
  const present = presences(clients, { log, run, until, world: shown, namespace, plain });
  const actors = [...people].map(([key, peer]): Actor => ({
    key,
    name: clients.includes(key) ? key : socketName(key, clientOf(key, [shown, ...worlds]), clients),
    own: clients.includes(key),
    connected: peer !== null,
    presence: present.get(key) ?? (peer ? CONNECTED : AWAY),
    rooms: peer?.rooms ?? [],
    roomsThen: (then.get(key) ?? peer)?.rooms ?? [],
    outcome: outcomes.get(key) ?? null,
    cause: key === originKey,
  }));
  const order = ring(log, run, namespace, clients).filter((key) => people.has(key));
  const moved = moment && movesRooms(moment.entry) ? moment : null;
  const absent = [...people.keys()].filter((key) => !order.includes(key));
  return {
    stop,
    origin: from,
    originKey,
    namespace,
    actors,
    ring: [...order, ...absent],
    rooms: roomViews(appeared(log, run, namespace, clients), namespace, clients, shown, moved),
    owners: new Map([...worlds, shown].flatMap((world) => [...world.keys()].map((id) => [id, nameOf(id)]))),
    world: shown,
  };
}

/** The name that a socket gave itself, by any of the worlds in which it may be. */
function clientOf(id: string, worlds: readonly World[]): string | null {
  return worlds.find((world) => world.has(id))?.get(id)?.client ?? null;
}

/** Not gone: connected, or there without being part of the namespace on show. */
export const isThere = ({ connected, presence }: Actor): boolean =>
  connected || presence.kind === "plain" || presence.kind === "elsewhere";

const NOBODY: ReadonlySet<string> = new Set();

/** An answer over HTTP goes to who asked; the others had no part in it, but for streams that are open to them. */
function answers(entry: HttpEntry, people: readonly string[], open: ReadonlySet<string>): Map<string, Outcome> {
  const { client, status, state } = entry;
  const came: Outcome =
    state === "aborted"
      ? { kind: "cut" }
      : status === null
        ? { kind: "waiting" }
        : { kind: "answered", status, open: state === "open" };
  return new Map(people.map((key) => [key, key === client ? came : { kind: "apart", open: open.has(key) }]));
}

/** Clients to whom an answer was open when this request was told. */
function openAnswers(log: Log, at: HttpEntry): ReadonlySet<string> {
  const open = new Map<number, string>();
  for (const { entry } of log.moments) {
    if (entry.seq >= at.seq) break;
    if (entry.kind === "restart") open.clear();
    if (entry.kind !== "http") continue;
    if (entry.cause !== null) open.delete(entry.cause);
    else if (entry.state === "open" && entry.client !== null) open.set(entry.seq, entry.client);
  }
  return new Set(open.values());
}

function outcomesOf(
  entry: Entry | null,
  worlds: readonly World[],
  hearing: Hearing,
  clients: readonly string[],
): Map<string, Outcome> {
  const found = new Map<string, Outcome>();
  if (entry?.kind !== "decision") return found;
  for (const id of entry.recipients) found.set(keyOf(id, worlds, clients), reached(entry, id, hearing));
  for (const { socket, reason, room } of entry.skipped)
    found.set(keyOf(socket, worlds, clients), { kind: "skipped", reason, room });
  if (entry.direct && entry.operation === "emit")
    for (const [key, peer] of cast(worlds[0] ?? EMPTY_WORLD, entry.namespace, clients))
      if (peer && !found.has(key)) found.set(key, { kind: "aside" });
  return found;
}

export function reached(entry: DecisionEntry, id: string, hearing: Hearing): Outcome {
  if (entry.operation === "join") return { kind: "joined" };
  if (entry.operation === "leave") return { kind: "left" };
  if (entry.operation === "disconnect") return { kind: "ended" };
  const listeners = hearing.heard.get(entry.seq)?.get(id);
  if (listeners === undefined) return { kind: "delivered" };
  return listeners > 0 ? { kind: "heard", listeners } : { kind: "unheard" };
}

function movesRooms(entry: Entry): boolean {
  return entry.kind === "decision" && (entry.operation === "join" || entry.operation === "leave");
}

/** The worlds around an entry that is still kept: a socket that is gone by now is found there. */
function around(log: Log, seq: number): World[] {
  const moment = find(log, seq);
  return moment ? [moment.before, moment.after] : [];
}

function roomViews(
  known: readonly string[],
  namespace: string,
  clients: readonly string[],
  shown: World,
  move: Moment | null,
): readonly RoomView[] {
  const before = members(move?.before ?? shown, namespace, clients);
  const now = members(shown, namespace, clients);
  const all = new Map([...before, ...now]);
  return [...all]
    .map(([key, { name }]) => ({
      key,
      name,
      index: Math.max(0, known.indexOf(key)),
      members: now.get(key)?.keys ?? [],
      before: before.get(key)?.keys ?? [],
    }))
    .sort((a, b) => a.index - b.index);
}

function members(world: World, namespace: string, clients: readonly string[]) {
  const rooms = new Map<string, { name: string; keys: string[] }>();
  for (const [key, peer] of cast(world, namespace, clients)) {
    for (const room of peer?.rooms ?? []) {
      const found = rooms.get(roomKey(room)) ?? { name: roomName(room), keys: [] };
      found.keys.push(key);
      rooms.set(roomKey(room), found);
    }
  }
  return rooms;
}

/** The rooms of a run in the order in which somebody first joined them. */
const appeared = remember((log, run, namespace) => {
  const keys = new Set<string>();
  let last: World = EMPTY_WORLD;
  for (const { after, run: at } of log.moments) {
    if (after === last || at !== run) continue;
    last = after;
    for (const peer of after.values())
      if (peer.namespace === namespace) for (const room of peer.rooms) keys.add(roomKey(room));
  }
  return [...keys];
});

/**
 * Whether the live panel turns to this by itself: every emit, every request and answer, an event that nothing followed
 * from, and what moves people after they have settled in.
 */
export function isHeadline(log: Log, { entry }: Moment): boolean {
  if (entry.kind === "receive") return true;
  if (entry.kind === "http") return entry.state === "ended" || isRequest(entry);
  if (entry.kind !== "decision" || isHousekeeping(entry)) return false;
  return isEmit(entry) || origin(log, entry)?.kind !== "connect";
}
