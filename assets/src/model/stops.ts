// What one can step through: emits are the numbered decisions, requests are numbered on their own; joins, leaves,
// connections, ends, and events that nothing followed from are ticks between.

import type { DecisionEntry, Entry, HttpEntry } from "./entry";
import type { Log, Moment } from "./log";
import { isHousekeeping } from "./world";

export interface Stop {
  readonly seq: number;
  readonly moment: Moment;
  /** From 1 for an emit; null for a tick. */
  readonly number: number | null;
  /** From 1 for a request over HTTP; null for all else, the end of a longer answer among it. */
  readonly request: number | null;
  /** How many emits and requests there were up to here, this one with them. */
  readonly emits: number;
  readonly requests: number;
}

const known = new WeakMap<Log, readonly Stop[]>();

/** Found once per log, since every key that goes a step further asks. */
export function stops(log: Log): readonly Stop[] {
  const found = known.get(log) ?? all(log);
  known.set(log, found);
  return found;
}

function all(log: Log): readonly Stop[] {
  const found: Stop[] = [];
  const answered = effective(log);
  let [emits, requests] = [0, 0];
  for (const moment of log.moments) {
    const { entry } = moment;
    if (!isStop(entry) && (entry.kind !== "receive" || answered.has(entry.seq))) continue;
    const number = isEmit(entry) ? (emits += 1) : null;
    const request = isRequest(entry) ? (requests += 1) : null;
    found.push({ seq: entry.seq, moment, number, request, emits, requests });
  }
  return found;
}

export function isEmit(entry: Entry): entry is DecisionEntry {
  return entry.kind === "decision" && entry.operation === "emit";
}

/** A request as it came; not the end of its answer, where that took longer. */
export function isRequest(entry: Entry): entry is HttpEntry {
  return entry.kind === "http" && entry.cause === null;
}

/** What one turns to from step to step: what somebody sent or asked. */
export const isNumbered = ({ number, request }: Stop): boolean => number !== null || request !== null;

export function isStop(entry: Entry): boolean {
  if (entry.kind === "decision") return !isHousekeeping(entry);
  return ["connect", "disconnect", "refuse", "restart", "http"].includes(entry.kind);
}

/** The received events from which a decision follows, which tells of them. */
function effective(log: Log): ReadonlySet<number> {
  const roots = new Map<number, number>();
  const found = new Set<number>();
  for (const { entry } of log.moments) {
    const root = entry.kind === "receive" ? entry.seq : entry.cause === null ? undefined : roots.get(entry.cause);
    if (root === undefined) continue;
    roots.set(entry.seq, root);
    if (entry.kind === "decision") found.add(root);
  }
  return found;
}

/** The stop before or after `seq` that satisfies `wanted`. */
export function beside(
  all: readonly Stop[],
  seq: number,
  direction: 1 | -1,
  wanted: (stop: Stop) => boolean = () => true,
): Stop | null {
  if (direction === 1) return all.find((stop) => stop.seq > seq && wanted(stop)) ?? null;
  return all.findLast((stop) => stop.seq < seq && wanted(stop)) ?? null;
}
