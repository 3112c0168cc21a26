// Questions the view asks of the state; each answer follows from it alone.

import type { ErrorEntry } from "./entry";
import type { Problem } from "./parse";
import type { Room } from "./room";
import { isHeadline } from "./scene";
import { firstWhere } from "./sorted";
import type { State, Still } from "./state";
import { isEmit, isNumbered, type Stop } from "./stops";

export const isUnrun = ({ code }: Still): boolean => code.text !== code.running;

/** The stop on show: the one at the cursor, else the newest that makes a headline. */
export function shownStop(state: Pick<State, "cursor" | "log">, all: readonly Stop[]): Stop | null {
  const at = state.cursor;
  // An event that nothing followed from is no stop any more once a timer sends after all: what it sent is next.
  if (at !== null) return all[firstWhere(all, ({ seq }) => seq >= at)] ?? null;
  return all.findLast((stop) => isHeadline(state.log, stop.moment)) ?? null;
}

/** Emits among the stops, up to an entry where one is given. */
export function emitCount(all: readonly Stop[], until = Number.POSITIVE_INFINITY): number {
  return newest(all, until)?.emits ?? 0;
}

/** Requests among the stops, likewise. */
export function requestCount(all: readonly Stop[], until = Number.POSITIVE_INFINITY): number {
  return newest(all, until)?.requests ?? 0;
}

const newest = (all: readonly Stop[], until: number) => all[firstWhere(all, ({ seq }) => seq > until) - 1];

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
export function problem(state: Pick<State, "run" | "log" | "dismissed">): Problem | null {
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

/** Clients that are connected, or whose pages need no connection. */
export function connectedCount(state: Still): number {
  const names = new Set<string>();
  let others = 0;
  for (const { client, told } of state.log.world.values()) {
    if (!told) continue;
    if (client !== null && state.clients.includes(client)) names.add(client);
    else others += 1;
  }
  for (const name of plain(state)) names.add(name);
  return names.size + others;
}

/** Clients whose pages are loaded and have made no socket. */
export function plain({ clients, frames }: Pick<State, "clients" | "frames">): ReadonlySet<string> {
  return new Set(clients.filter((client) => frames[client]?.ready && !frames[client]?.hasSocket));
}

/** Nobody has sent, asked or pressed anything yet: what is known comes from the pages by themselves. */
export function isUntouched({ frames }: Still, all: readonly Stop[]): boolean {
  return !all.some(isNumbered) && !Object.values(frames).some(({ touched }) => touched);
}

/** The rooms of a page's client at this moment. */
export function roomsNow(state: Still, client: string): readonly Room[] {
  return [...state.log.world.values()].find((peer) => peer.client === client)?.rooms ?? [];
}

export function namespacesNow(state: Still, client: string): readonly string[] {
  const own = [...state.log.world.values()].filter((peer) => peer.told && peer.client === client);
  return [...new Set(own.map(({ namespace }) => namespace))];
}

export function isConnected(state: Still, client: string): boolean {
  return [...state.log.world.values()].some((peer) => peer.client === client);
}
