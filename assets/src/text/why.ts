// A check's reasons in the words of the table: which line sent it, and how it went for each client.

import type { Fate, Told } from "../model/report";
import { roomsOf } from "../model/report";
import { leftOut } from "./because";
import { RESULTS } from "./outcome";
import { code, say, type Text } from "./pieces";

export const resultOf = ({ reason }: Fate) => RESULTS[reason === null ? "delivered" : "skipped"];

/** "socket.broadcast.emit sent hello": what stands after the line's number. */
export function sentBy({ call, event, times }: Told): Text {
  const again = times > 1 ? say`, ${times} times` : say``;
  return say`${code(call)} sent ${code(event)}${again}`;
}

export function fateBecause({ reason, room }: Fate, { call }: Told): Text {
  if (reason === null) return [];
  // Whom the call was made on is told by its first word; that is all that the reasons ask.
  const sender = /^io\b/.test(call) ? null : "";
  const rooms = roomsOf(call).map((name) => [code(name)]);
  return leftOut(reason, room, { call, sender, direct: false }, rooms);
}

export function restOf({ rest, fates }: Told): string {
  if (rest === 0) return "";
  const clients = rest === 1 ? "client" : "clients";
  return fates.length === 0 ? `It went to none of ${rest} ${clients}` : `It was not meant for ${rest} other ${clients}`;
}
