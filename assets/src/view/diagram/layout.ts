// Where everything stands in the diagram, from the size and who is there alone: no physics, no time. People sit left and
// right of the server on a rounded track; the ring starts at the left top and goes clockwise.

import { bandPath, type Track } from "./track";

export interface Person {
  readonly key: string;
  readonly name: string;
}

export interface RoomOnTrack {
  readonly key: string;
  readonly name: string;
  readonly index: number;
  readonly members: readonly string[];
}

export interface Seat {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly side: "left" | "right";
  /** Where name and status begin (right side) or end (left side). */
  readonly labelX: number;
}

export interface Band {
  readonly room: string;
  readonly index: number;
  readonly path: string;
  readonly width: number;
  readonly label: Label;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly text: string;
}

export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly server: { readonly x: number; readonly y: number; readonly r: number };
  readonly disc: number;
  readonly seats: readonly Seat[];
  /** Widest first, so that drawn in this order the inner ones lie on top. */
  readonly bands: readonly Band[];
  /** Pixels that name and status have beside a disc, at least. */
  readonly labelWidth: number;
  /** There is room for a status under each name. */
  readonly hasStatus: boolean;
}

/** Pixels: a client's disc, the band around it, and what each further band shows of itself outside the one before. */
export const DISC = 18;
const BAND = 52;
const RIM = { wide: 18, narrow: 12 };
const LABEL_GAP = 10;
const MARGIN = 8;
const SERVER = { wide: 30, narrow: 27 };
/** Below this width the stage is a phone's. */
export const NARROW = 440;

/** Seats' distance and the track's corners, at least; and the part of their size to which things shrink at most. */
const LEAST_GAP = 60;
const LEAST_CORNER = 36;
const SMALLEST = 0.48;
/** From this distance between seats on, a status has room under each name. */
const STATUS_GAP = 38;
/** From this distance between seats on, a band's name has room between them. */
const ROOMY_GAP = 76;
/** Letters of a room's name that fit across a band. */
const FITS_IN_BAND = 6;
/** Width of a letter of a name; and what the words under it need: "not in room1". */
const CHAR = 7.4;
const STATUS_WIDTH = 80;
/** Rims for which there is always room, so that nobody moves when two rooms first overlap. */
const RIMS_KEPT = 1;

export function layout(width: number, height: number, people: readonly Person[], rooms: readonly RoomOnTrack[]): Stage {
  const count = people.length;
  const left = count < 2 ? count : Math.floor(count / 2);
  const right = count - left;
  const rows = Math.max(left, right, 1);
  const runs = runsOf(
    people.map(({ key }) => key),
    rooms,
  );
  const lanes = lanesOf(runs, count);
  const narrow = width < NARROW;
  const rims = Math.max(RIMS_KEPT, ...lanes.values());
  const full = { disc: DISC, band: BAND, rim: narrow ? RIM.narrow : RIM.wide, gap: LEAST_GAP, corner: LEAST_CORNER };
  const tall = (rows - 1) * full.gap + 2 * (full.corner + full.band / 2 + rims * full.rim);
  // Where many sit in a low pane, all that has no letters in it becomes smaller.
  const { disc, band, rim, ...least } = scaled(full, clamp((height - 2 * MARGIN) / tall, SMALLEST, 1));
  const spread = band / 2 + rims * rim;

  const longest = Math.max(3, ...people.map(({ name }) => name.length));
  const labels = clamp(longest * CHAR, narrow ? 44 : STATUS_WIDTH, narrow ? 58 : 116);
  const half = clamp(width / 2 - MARGIN - labels - LABEL_GAP - spread + (narrow ? 0 : rim / 2), 74, 180);
  const inner = height - 2 * (MARGIN + spread);
  // Round corners are worth less than rows that all are in view.
  const corner = clamp(Math.min(inner * 0.24, (inner - (rows - 1) * least.gap) / 2), least.corner, 64);
  const gap = rows > 1 ? clamp((inner - 2 * corner) / (rows - 1), least.gap, 120) : 0;
  const need = (rows - 1) * gap + 2 * (corner + spread + MARGIN);
  const [cx, cy] = [width / 2, Math.max(height, need) / 2];

  const track: Track = { left: cx - half, right: cx + half, top: 0, bottom: 0, corner };
  const reach = ((rows - 1) * gap) / 2 + corner;
  const placed = { ...track, top: cy - reach, bottom: cy + reach };
  const seats = people.map(({ key }, at): Seat => {
    const onLeft = at === 0 || at > right;
    const row = onLeft ? (at === 0 ? 0 : count - at) : at - 1;
    const [side, x] = onLeft ? (["left", placed.left] as const) : (["right", placed.right] as const);
    const y = cy + (row - ((onLeft ? left : right) - 1) / 2) * gap;
    const offset = bandAt(lanes, at, count, { disc, band, rim }) + LABEL_GAP;
    return { key, x, y, side, labelX: onLeft ? x - offset : x + offset };
  });
  return {
    width,
    height: Math.max(height, need),
    server: { x: cx, y: cy, r: narrow ? SERVER.narrow : SERVER.wide },
    disc,
    seats,
    bands: bandsOf(runs, lanes, seats, placed, { gap, rim, band }),
    labelWidth: width / 2 - half - spread - LABEL_GAP - 2,
    hasStatus: gap === 0 || gap >= STATUS_GAP,
  };
}

interface Sizes {
  readonly disc: number;
  readonly band: number;
  readonly rim: number;
}

function scaled<T extends Record<string, number>>(sizes: T, by: number): T {
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, size * by])) as T;
}

/** A stretch of neighbours on the ring that share a room. */
interface Stretch {
  readonly room: RoomOnTrack;
  readonly from: number;
  readonly length: number;
}

function runsOf(keys: readonly string[], rooms: readonly RoomOnTrack[]): readonly Stretch[] {
  const count = keys.length;
  return rooms.flatMap((room) => {
    const inside = keys.map((key) => room.members.includes(key));
    if (inside.every(Boolean)) return count === 0 ? [] : [{ room, from: 0, length: count }];
    return inside.flatMap((is, at) => {
      if (!is || inside[(at + count - 1) % count]) return [];
      let length = 1;
      while (inside[(at + length) % count]) length += 1;
      return [{ room, from: at, length }];
    });
  });
}

/** How far the bands around a seat reach from its middle. */
function bandAt(lanes: ReadonlyMap<Stretch, number>, seat: number, count: number, { disc, band, rim }: Sizes): number {
  const around = [...lanes].filter(([run]) => (seat - run.from + count) % count < run.length).map(([, lane]) => lane);
  return around.length === 0 ? disc : band / 2 + Math.max(...around) * rim;
}

/** Bands that share a seat get lanes of their own, counted outward, the room that came first innermost. */
function lanesOf(runs: readonly Stretch[], count: number): ReadonlyMap<Stretch, number> {
  const lanes = new Map<Stretch, number>();
  const seatsOf = ({ from, length }: Stretch) => Array.from({ length }, (_, step) => (from + step) % count);
  for (const run of runs.toSorted((a, b) => a.room.index - b.room.index)) {
    const seats = new Set(seatsOf(run));
    const taken = [...lanes]
      .filter(([other]) => seatsOf(other).some((seat) => seats.has(seat)))
      .map(([, lane]) => lane);
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    lanes.set(run, lane);
  }
  return lanes;
}

function bandsOf(
  runs: readonly Stretch[],
  lanes: ReadonlyMap<Stretch, number>,
  seats: readonly Seat[],
  track: Track,
  { gap, rim, band }: { readonly gap: number; readonly rim: number; readonly band: number },
): readonly Band[] {
  const used = new Set<string>();
  const ordered = runs.toSorted((a, b) => (lanes.get(b) ?? 0) - (lanes.get(a) ?? 0));
  return ordered.map((run): Band => {
    const lane = lanes.get(run) ?? 0;
    const members = Array.from({ length: run.length }, (_, step) => seats[(run.from + step) % seats.length]);
    const on = members.filter((seat) => seat !== undefined);
    // Most of a lane's rim lies outside, where its label has room; a little of it still shows inside.
    const single = run.length === 1;
    const shift = single ? 0 : lane * rim * 0.35;
    const width = band + lane * rim * (single ? 1.6 : 1.3);
    const { path, crosses } = bandPath(track, on, shift);
    const label = labelOf(run, on, crosses, track, { gap, lane, rim, outer: band / 2 + lane * rim, used });
    return { room: run.room.key, index: run.room.index, path, width, label };
  });
}

interface LabelRoom {
  readonly gap: number;
  readonly lane: number;
  readonly rim: number;
  readonly outer: number;
  readonly used: Set<string>;
}

/**
 * On the stretch that crosses top or bottom; else between two seats where the name fits, or below the last one. Where
 * neither has room, and for a rim, the name stands under the last member's.
 */
function labelOf(
  { room }: Stretch,
  on: readonly Seat[],
  crosses: { readonly top: boolean; readonly bottom: boolean },
  track: Track,
  { gap, lane, rim, outer, used }: LabelRoom,
): Label {
  const middle = (track.left + track.right) / 2;
  const inRim = lane === 0 ? 0 : outer - rim / 2;
  const text = room.name;
  if (crosses.top) return { x: middle, y: track.top - inRim + 4, anchor: "middle", text };
  if (crosses.bottom) return { x: middle, y: track.bottom + inRim + 4, anchor: "middle", text };
  const [first, second] = on;
  const last = on.at(-1);
  if (!first || !last) return { x: middle, y: track.top, anchor: "middle", text };
  const lowest = Math.max(...on.map((seat) => seat.y));
  // Below a band lies the next seat, unless the seats are far apart or none follows.
  const isFree = gap >= ROOMY_GAP || lowest + track.corner + 1 > track.bottom;
  if (lane === 0 && second && gap >= ROOMY_GAP && text.length <= FITS_IN_BAND)
    return { x: first.x, y: (first.y + second.y) / 2 + 4, anchor: "middle", text };
  // Between people who sit close there is no room below the status: the table has the name.
  if (gap > 0 && gap < LEAST_GAP) return { x: last.x, y: last.y, anchor: "middle", text: "" };
  if (lane > 0 || !isFree) {
    let y = last.y + 32;
    while (used.has(`${last.key}:${y}`)) y += 14;
    used.add(`${last.key}:${y}`);
    return { x: last.labelX, y, anchor: last.side === "left" ? "end" : "start", text };
  }
  return { x: first.x, y: lowest + outer + 14, anchor: "middle", text };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
