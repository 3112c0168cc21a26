// What a packet is called in a list, and how sizes and times are written.

import { kindOf, type Raw } from "../model/packet";

/** `EVENT chat`, `ping`, `attachment` */
export function packetName(raw: Raw): string {
  const { engine, socket, event } = kindOf(raw);
  if (socket === null) return engine === "message" ? "attachment" : (engine ?? "?");
  const name = socket.replace("BINARY_", "");
  return event === null ? name : `${name} ${event}`;
}

/** `1.2 kB`, `530 B` */
export function size(count: number): string {
  return count < 1_000 ? `${count} B` : `${(count / 1_000).toFixed(count < 10_000 ? 1 : 0)} kB`;
}

/** `0 ms`, `430 ms`, `1.2 s` */
export function span(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
