// What a client missed while it was not connected: emits that would have been sent to the rooms it had been in. Where
// connection state recovery brings it back, they come after all; else they are lost.

import { doors } from "./doors";
import type { DecisionEntry, Entry } from "./entry";
import type { Log } from "./log";
import { type Room, roomKey } from "./room";

/** Of one client, by the decision's `seq`: whether it came after all. */
export type Missed = ReadonlyMap<number, boolean>;

/** Decisions remembered for one client. */
const MAX_MISSED = 1_000;

const NOTHING: Missed = new Map();

interface Absence {
  readonly seq: number;
  readonly client: string;
  readonly namespace: string;
  readonly rooms: readonly Room[];
  readonly missed: number[];
}

export function missedBy(log: Log, client: string): Missed {
  const known = remembered.get(log) ?? all(log);
  remembered.set(log, known);
  return known.get(client) ?? NOTHING;
}

/** What it has missed since it was there last. */
export function missedNow(log: Log, client: string): number {
  const last = doors(log).findLast(({ entry }) => isConnectionOf(entry, client))?.entry;
  const since = last?.kind === "disconnect" ? last.seq : Number.POSITIVE_INFINITY;
  return [...missedBy(log, client).keys()].filter((seq) => seq > since).length;
}

const remembered = new WeakMap<Log, ReadonlyMap<string, Missed>>();

function isConnectionOf(entry: Entry, client: string): boolean {
  return (entry.kind === "connect" || entry.kind === "disconnect") && entry.client === client;
}

function all(log: Log): ReadonlyMap<string, Missed> {
  const found = new Map<string, Map<number, boolean>>();
  let absent: Absence[] = [];
  for (const { entry } of log.moments) {
    if (entry.kind === "restart") absent = [];
    else if (entry.kind === "disconnect" && entry.client !== null)
      absent.push({
        seq: entry.seq,
        client: entry.client,
        namespace: entry.namespace,
        rooms: entry.rooms,
        missed: [],
      });
    else if (entry.kind === "connect") {
      const { client, namespace } = entry;
      const back = absent.filter((it) => it.client === client && it.namespace === namespace);
      absent = absent.filter((it) => !back.includes(it));
      if (entry.recovered) for (const seq of back.at(-1)?.missed ?? []) found.get(client ?? "")?.set(seq, true);
    } else if (entry.kind === "decision" && entry.operation === "emit" && !entry.direct) {
      for (const it of absent) {
        if (!concerns(entry, it)) continue;
        const missed = found.get(it.client) ?? new Map<number, boolean>();
        if (missed.size < MAX_MISSED) missed.set(entry.seq, false);
        found.set(it.client, missed);
        it.missed.push(entry.seq);
      }
    }
  }
  return found;
}

/** That it is gone is told to the others; nobody would have sent it to the client itself. */
function concerns(entry: DecisionEntry, { seq, namespace, rooms }: Absence): boolean {
  if (entry.namespace !== namespace || entry.cause === seq) return false;
  const own = new Set(rooms.map(roomKey));
  const isIn = (room: Room) => own.has(roomKey(room));
  return (entry.rooms.length === 0 || entry.rooms.some(isIn)) && !entry.except.some(isIn);
}
