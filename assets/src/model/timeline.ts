// Where the steps of a run stand on the timeline: to the right as time goes on, but each with room for its arrows, and no
// pause longer than a hand's breadth. Also who has a lane, and what one step draws into the lanes.

import { socketName } from "./actors";
import { origin } from "./cause";
import type { Entry } from "./entry";
import type { Hearing } from "./hearing";
import type { Log, Moment } from "./log";
import { reached } from "./scene";
import { firstWhere } from "./sorted";
import { isEmit, isRequest, type Stop } from "./stops";

export interface Point {
  readonly stop: Stop;
  /** Pixels from the track's left end. */
  readonly x: number;
  /** Pixels that its arrows take to the right of it. */
  readonly reach: number;
}

export interface Track {
  readonly points: readonly Point[];
  readonly width: number;
}

const MARGIN = 24;
const PIXELS_PER_SECOND = 40;
/** A longer pause is drawn this long. */
const MAX_PAUSE = 96;
const TICK_SPACE = 14;
/** Left of an emit's dot, for the arrow that came in. */
const INBOUND = 8;
/** From an emit's dot to its first arrow, and from one to the next; many share a width. */
const FIRST = 10;
const SPREAD = 10;
const MAX_REACH = 84;

export function track(all: readonly Stop[]): Track {
  const points: Point[] = [];
  let [x, before] = [MARGIN, 0];
  for (const stop of all) {
    const { entry } = stop.moment;
    const last = points.at(-1);
    const passed = ((entry.at - before) / 1000) * PIXELS_PER_SECOND;
    const least = last ? last.reach + TICK_SPACE + (comesIn(entry) ? INBOUND : 0) : 0;
    x += last ? Math.min(Math.max(passed, least), Math.max(MAX_PAUSE, least)) : 0;
    before = entry.at;
    points.push({ stop, x, reach: reachOf(stop) });
  }
  return { points, width: x + (points.at(-1)?.reach ?? 0) + MARGIN };
}

/** May have an arrow from a client's lane. */
const comesIn = (entry: Entry) => isEmit(entry) || isRequest(entry) || entry.kind === "receive";

function reachOf({ moment: { entry } }: Stop): number {
  if (entry.kind === "http") return FIRST + SPREAD;
  if (!isEmit(entry)) return 0;
  const arrows = entry.recipients.length + entry.skipped.length;
  return arrows === 0 ? FIRST : Math.min(FIRST + SPREAD * arrows, MAX_REACH);
}

/** The index of the point nearest to `x`; -1 for a track without points. */
export function nearest({ points }: Track, x: number): number {
  const at = firstWhere(points, (point) => point.x >= x);
  const [left, right] = [points[at - 1], points[at]];
  if (!left || !right) return left ? at - 1 : right ? at : -1;
  return x - left.x < right.x - x ? at - 1 : at;
}

/** Points that may be seen between two pixels. */
export function between({ points }: Track, from: number, to: number): readonly Point[] {
  const first = (least: number) => firstWhere(points, ({ x }) => x >= least);
  return points.slice(first(from - MAX_REACH), first(to + MAX_REACH));
}

/** Lanes below the server's. */
export const MAX_LANES = 12;

/** Who has a lane: the page's clients, then other programs' sockets as they came, up to `MAX_LANES`. */
export function lanes(log: Log, clients: readonly string[]): readonly string[] {
  const found = new Set(clients.slice(0, MAX_LANES));
  for (const { entry } of log.moments) {
    if (found.size >= MAX_LANES) break;
    if (entry.kind === "connect") found.add(laneName(entry.socket, entry.client, clients));
  }
  return [...found];
}

function laneName(socket: string, client: string | null, clients: readonly string[]): string {
  return client !== null && clients.includes(client) ? client : socketName(socket, client, clients);
}

export type Tone = "heard" | "unheard" | "skip" | "moved" | "came" | "went" | "open";

/** What one step draws; lanes by their names. */
export interface Figure {
  /** The lane whose event set it off, if no step before it was set off by the same. */
  readonly from: string | null;
  readonly to: readonly { readonly lane: string; readonly tone: Tone; readonly x: number }[];
}

export function figure(point: Point, previous: Point | null, log: Log, hearing: Hearing, clients: readonly string[]): Figure {
  const { moment } = point.stop;
  const { entry } = moment;
  const lane = (id: string) => {
    const peer = moment.before.get(id) ?? moment.after.get(id);
    return laneName(id, peer?.client ?? null, clients);
  };
  if (entry.kind === "connect" || entry.kind === "disconnect") {
    const tone = entry.kind === "connect" ? "came" : "went";
    return { from: null, to: [{ lane: laneName(entry.socket, entry.client, clients), tone, x: point.x }] };
  }
  if (entry.kind === "refuse") return { from: null, to: [{ lane: entry.client ?? "", tone: "went", x: point.x }] };
  if (entry.kind === "receive") return { from: lane(entry.socket), to: [] };
  if (entry.kind === "http") {
    const { client, state, status } = entry;
    const from = isRequest(entry) ? client : null;
    // An answer that stays open, or was broken off, is not the whole of it.
    const tone = state === "ended" ? "heard" : state === "aborted" ? "went" : "open";
    const isSilent = client === null || (state === "open" && status === null);
    return { from, to: isSilent ? [] : [{ lane: client, tone, x: point.x + FIRST }] };
  }
  if (entry.kind !== "decision") return { from: null, to: [] };
  if (entry.operation !== "emit")
    return { from: null, to: entry.recipients.map((id) => ({ lane: lane(id), tone: "moved", x: point.x })) };
  const tones = new Map<string, Tone>();
  for (const id of entry.recipients) tones.set(lane(id), reached(entry, id, hearing).kind === "unheard" ? "unheard" : "heard");
  for (const { socket } of entry.skipped) if (!tones.has(lane(socket))) tones.set(lane(socket), "skip");
  const step = (point.reach - FIRST) / Math.max(tones.size, 1);
  const to = [...tones].map(([name, tone], at) => ({ lane: name, tone, x: point.x + FIRST + step * at }));
  return { from: inbound(moment, previous, log, lane), to };
}

function inbound(moment: Moment, previous: Point | null, log: Log, lane: (id: string) => string): string | null {
  const from = origin(log, moment.entry);
  // A request is a step of its own, and has its arrow there.
  if (from?.kind !== "receive") return null;
  const same = previous && isEmit(previous.stop.moment.entry) && origin(log, previous.stop.moment.entry)?.seq === from.seq;
  return same ? null : lane(from.socket);
}
