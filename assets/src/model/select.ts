// Questions the view asks of the state; each answer follows from it alone.

import type { ErrorEntry } from "./entry";
import type { Problem } from "./parse";
import type { Room } from "./room";
import { isHeadline } from "./scene";
import type { State } from "./state";
import { isEmit, type Stop } from "./stops";

export const isUnrun = ({ code }: State): boolean => code.text !== code.running;

/** The stop on show: the one at the cursor, else the newest that makes a headline. */
export function shownStop(state: State, all: readonly Stop[]): Stop | null {
  const at = state.cursor;
  if (at !== null) return all.find((stop) => stop.seq === at) ?? null;
  return all.findLast((stop) => isHeadline(state.log, stop.moment)) ?? null;
}

export function emitCount(all: readonly Stop[]): number {
  return all.findLast((stop) => stop.number !== null)?.number ?? 0;
}

/** Dimmed, "from the last run": the code has changed since, or was refused. */
export function isStale(state: State, stop: Stop | null): boolean {
  if (!stop || state.cursor !== null) return false;
  return stop.moment.run < state.log.run || (state.run.phase === "refused" && stop.seq <= state.run.since);
}

/** How long a burst lasts, in milliseconds of the sandbox, and how many decisions in it are too many to draw. */
const BURST_MS = 1_000;
export const BURST_DECISIONS = 3;

/** How many emits the second up to this stop had. */
export function burst(all: readonly Stop[], stop: Stop | null): number {
  if (!stop) return 0;
  const { at } = stop.moment.entry;
  return all.filter(({ seq, moment: { entry } }) => isEmit(entry) && seq <= stop.seq && at - entry.at < BURST_MS)
    .length;
}

/** The error to show under the editor's head: refused code first, else the newest of this run's handlers. */
export function problem(state: State): Problem | null {
  if (state.run.problem) return state.run.problem;
  const found = state.log.moments.findLast(
    ({ entry, run }) => entry.kind === "error" && run === state.log.run && entry.seq > state.dismissed,
  )?.entry as ErrorEntry | undefined;
  if (!found) return null;
  const { title, detail, location } = found;
  return { title, detail, line: location?.line ?? null, column: location?.column ?? null };
}

/** The line to highlight: only while the text on show is what ran. */
export function ranLine(state: State, stop: Stop | null): number | null {
  if (!stop || stop.moment.run !== state.log.run || isStale(state, stop)) return null;
  return stop.moment.entry.location?.line ?? null;
}

export function connectedCount(state: State): number {
  const names = new Set<string>();
  let others = 0;
  for (const { client, told } of state.log.world.values()) {
    if (!told) continue;
    if (client !== null && state.clients.includes(client)) names.add(client);
    else others += 1;
  }
  return names.size + others;
}

/** The rooms of a page's client at this moment. */
export function roomsNow(state: State, client: string): readonly Room[] {
  return [...state.log.world.values()].find((peer) => peer.client === client)?.rooms ?? [];
}

export function isConnected(state: State, client: string): boolean {
  return [...state.log.world.values()].some((peer) => peer.client === client);
}
