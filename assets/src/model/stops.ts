// What one can step through: emits are the numbered decisions; joins, leaves, connections and ends are ticks between.

import type { DecisionEntry, Entry } from "./entry";
import type { Log, Moment } from "./log";
import { isHousekeeping } from "./world";

export interface Stop {
  readonly seq: number;
  readonly moment: Moment;
  /** From 1 for an emit; null for a tick. */
  readonly number: number | null;
}

export function stops(log: Log): readonly Stop[] {
  const found: Stop[] = [];
  let emits = 0;
  for (const moment of log.moments) {
    if (!isStop(moment.entry)) continue;
    const number = isEmit(moment.entry) ? (emits += 1) : null;
    found.push({ seq: moment.entry.seq, moment, number });
  }
  return found;
}

export function isEmit(entry: Entry): entry is DecisionEntry {
  return entry.kind === "decision" && entry.operation === "emit";
}

export function isStop(entry: Entry): boolean {
  if (entry.kind === "decision") return !isHousekeeping(entry);
  return entry.kind === "connect" || entry.kind === "disconnect" || entry.kind === "refuse" || entry.kind === "restart";
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
