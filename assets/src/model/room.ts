// A room's name as the trace tells it: Socket.IO takes any value, JSON has strings and numbers, the rest is wrapped.

export type Room = string | number | { readonly $value: string };

/** Tells rooms apart as Socket.IO does: `42` and `"42"` are two rooms. */
export function roomKey(room: Room): string {
  if (typeof room === "string") return `s:${room}`;
  return typeof room === "number" ? `n:${room}` : `v:${room.$value}`;
}

export function roomName(room: Room): string {
  if (typeof room === "string") return room;
  return typeof room === "number" ? String(room) : room.$value;
}
