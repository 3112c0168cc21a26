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
  readonly label: { readonly x: number; readonly y: number; readonly text: string };
}

export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly server: { readonly x: number; readonly y: number; readonly r: number };
  readonly disc: number;
  readonly seats: readonly Seat[];
  /** Widest first, so that drawn in this order the inner ones lie on top. */
  readonly bands: readonly Band[];
  /** Longest name that fits beside a disc, in characters. */
  readonly nameChars: number;
}

/** Pixels: a client's disc, the band around it, and what each further band shows of itself outside the one before. */
export const DISC = 18;
const BAND = 52;
const RIM = 20;
const LABEL_GAP = 10;
const MARGIN = 8;
const SERVER = { wide: 30, narrow: 27 };
/** Below this width the stage is a phone's. */
const NARROW = 440;

const CHAR = 7.4;

export function layout(
  width: number,
  height: number,
  people: readonly Person[],
  rooms: readonly RoomOnTrack[],
  statusChars: number,
): Stage {
  const count = people.length;
  const left = count < 2 ? count : Math.floor(count / 2);
  const right = count - left;
  const rows = Math.max(left, right, 1);
  const runs = runsOf(people.map(({ key }) => key), rooms);
  const lanes = lanesOf(runs, count);
  const spread = Math.max(0, ...lanes.values()) * RIM + (rooms.length > 0 ? BAND / 2 : DISC);

  const narrow = width < NARROW;
  const longest = Math.max(3, ...people.map(({ name }) => name.length));
  const labels = clamp(Math.max(longest, statusChars * 0.9) * CHAR, 44, narrow ? 66 : 116);
  const half = clamp(width / 2 - MARGIN - labels - LABEL_GAP - spread, 74, 180);
  const inner = height - 2 * (MARGIN + spread);
  const corner = clamp(inner * 0.24, 36, 64);
  const gap = rows > 1 ? clamp((inner - 2 * corner) / (rows - 1), 60, 108) : 0;
  const need = (rows - 1) * gap + 2 * (corner + spread + MARGIN);
  const [cx, cy] = [width / 2, Math.max(height, need) / 2];

  const track: Track = { left: cx - half, right: cx + half, top: 0, bottom: 0, corner };
  const reach = ((rows - 1) * gap) / 2 + corner;
  const placed = { ...track, top: cy - reach, bottom: cy + reach };
  const offset = spread + LABEL_GAP;
  const seats = people.map(({ key }, at): Seat => {
    const onLeft = at === 0 || at > right;
    const row = onLeft ? (at === 0 ? 0 : count - at) : at - 1;
    const [side, x] = onLeft ? (["left", placed.left] as const) : (["right", placed.right] as const);
    const y = cy + (row - ((onLeft ? left : right) - 1) / 2) * gap;
    return { key, x, y, side, labelX: onLeft ? x - offset : x + offset };
  });
  return {
    width,
    height: Math.max(height, need),
    server: { x: cx, y: cy, r: narrow ? SERVER.narrow : SERVER.wide },
    disc: DISC,
    seats,
    bands: bandsOf(runs, lanes, seats, placed, gap),
    nameChars: Math.max(3, Math.floor((width / 2 - half - offset - 4) / CHAR)),
  };
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

/** Bands that share a seat or a stretch of track get lanes of their own, counted outward; longer bands lie outside. */
function lanesOf(runs: readonly Stretch[], count: number): ReadonlyMap<Stretch, number> {
  const lanes = new Map<Stretch, number>();
  const seatsOf = ({ from, length }: Stretch) => Array.from({ length }, (_, step) => (from + step) % count);
  for (const run of runs.toSorted((a, b) => a.length - b.length || a.room.index - b.room.index)) {
    const seats = new Set(seatsOf(run));
    const taken = [...lanes].filter(([other]) => seatsOf(other).some((seat) => seats.has(seat))).map(([, lane]) => lane);
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
  gap: number,
): readonly Band[] {
  const used = new Set<string>();
  const ordered = runs.toSorted((a, b) => (lanes.get(b) ?? 0) - (lanes.get(a) ?? 0));
  return ordered.map((run): Band => {
    const lane = lanes.get(run) ?? 0;
    const members = Array.from({ length: run.length }, (_, step) => seats[(run.from + step) % seats.length]);
    const on = members.filter((seat) => seat !== undefined);
    // Two thirds of a lane's rim lie outside, so that its label has room there and the inner edge still shows.
    const shift = lane * RIM * 0.3;
    const width = BAND + lane * RIM * 1.4;
    const { path, crosses } = bandPath(track, on, shift);
    const label = labelOf(run, on, crosses, track, { gap, lane, outer: BAND / 2 + lane * RIM, used });
    return { room: run.room.key, index: run.room.index, path, width, label };
  });
}

interface LabelRoom {
  readonly gap: number;
  readonly lane: number;
  readonly outer: number;
  readonly used: Set<string>;
}

/** On the stretch that crosses top or bottom, else between two seats where the name fits, else below the last one. */
function labelOf(
  { room }: Stretch,
  on: readonly Seat[],
  crosses: { readonly top: boolean; readonly bottom: boolean },
  track: Track,
  { gap, lane, outer, used }: LabelRoom,
): Band["label"] {
  const middle = (track.left + track.right) / 2;
  const inRim = lane === 0 ? 0 : outer - RIM / 2;
  if (crosses.top) return { x: middle, y: track.top - inRim + 4, text: room.name };
  if (crosses.bottom) return { x: middle, y: track.bottom + inRim + 4, text: room.name };
  const [first, second] = on;
  const x = first?.x ?? middle;
  if (lane === 0 && first && second && gap >= 76 && room.name.length <= 7)
    return { x, y: (first.y + second.y) / 2 + 4, text: room.name };
  const lowest = Math.max(...on.map((seat) => seat.y));
  let y = lowest + outer + 14;
  while (used.has(`${x}:${y}`)) y += 14;
  used.add(`${x}:${y}`);
  return { x, y, text: room.name };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
