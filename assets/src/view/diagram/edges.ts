// The lines between server and clients: where they start and end, and where the packet's chip rests on them.

import type { Seat, Stage } from "./layout";
import { round } from "./track";

export interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** The middle of the visible line, where the chip rests. */
  readonly chip: { readonly x: number; readonly y: number };
  readonly length: number;
}

/** Pixels between a disc and the line that reaches it, and between the two lines of one client that has both. */
const AIR = 3;
const ARROW = 4;
const APART = 12;

/** `lane`: 0 alone; -1 and 1 when something goes in and something comes out on the same way. */
export function edge(stage: Stage, seat: Seat, towards: "server" | "client", lane: -1 | 0 | 1, part = 1): Edge {
  const { server, disc } = stage;
  const [dx, dy] = [seat.x - server.x, seat.y - server.y];
  const distance = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / distance, dy / distance];
  const [nx, ny] = [-uy * APART * lane, ux * APART * lane];
  const near = server.r + (towards === "server" ? AIR + ARROW : 0);
  const far = distance - disc - (towards === "client" ? AIR + ARROW : 1);
  const end = near + (far - near) * part;
  const at = (along: number) => ({ x: round(server.x + ux * along + nx), y: round(server.y + uy * along + ny) });
  const [inner, outer] = [at(near), at(end)];
  const [from, to] = towards === "server" ? [outer, inner] : [inner, outer];
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, chip: at((near + end) / 2), length: end - near };
}

/** The bar in which a skipped line ends, across its direction. */
export function bar({ x1, y1, x2, y2 }: Edge): { x1: number; y1: number; x2: number; y2: number } {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [nx, ny] = [(-(y2 - y1) / length) * 7, ((x2 - x1) / length) * 7];
  return { x1: round(x2 - nx), y1: round(y2 - ny), x2: round(x2 + nx), y2: round(y2 + ny) };
}
