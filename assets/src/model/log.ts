// The page's copy of the trace: its newest entries, each with the world before and after it and the run it belongs to.

import type { Entry } from "./entry";
import { firstWhere } from "./sorted";
import { after, EMPTY_WORLD, type World } from "./world";

export interface Moment {
  readonly entry: Entry;
  readonly before: World;
  readonly after: World;
  /** How often the server had restarted by then; lines of an older run say nothing about the code of this one. */
  readonly run: number;
}

export interface Log {
  readonly moments: readonly Moment[];
  readonly world: World;
  readonly run: number;
}

/** Entries the page keeps; older ones go, as in the server's own journal. */
export const MAX_MOMENTS = 10_000;

export const EMPTY_LOG: Log = { moments: [], world: EMPTY_WORLD, run: 0 };

/** Appends entries in their order; those known already (a stream that began anew) are left out. */
export function append(log: Log, entries: readonly Entry[]): Log {
  const moments = [...log.moments];
  let { world, run } = log;
  let last = lastSeq(log);
  for (const entry of entries) {
    if (entry.seq <= last) continue;
    last = entry.seq;
    if (entry.kind === "restart") run += 1;
    const before = world;
    world = after(world, entry);
    moments.push({ entry, before, after: world, run });
  }
  return { moments: moments.slice(-MAX_MOMENTS), world, run };
}

/** Entries were lost: what is known of the rooms comes from elsewhere. */
export function resumed(log: Log, world: World): Log {
  return { ...log, world };
}

export function lastSeq(log: Log): number {
  return log.moments.at(-1)?.entry.seq ?? 0;
}

export function find(log: Log, seq: number): Moment | null {
  const found = log.moments[firstWhere(log.moments, ({ entry }) => entry.seq >= seq)];
  return found?.entry.seq === seq ? found : null;
}
