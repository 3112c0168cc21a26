// A check's reasons in the words of the table: which line sent it, and how it went for each client.

import type { Fate, Told } from "../model/report";
import { roomsOf } from "../model/report";
import { leftOut } from "./because";
import { rich, t } from "./fluent";
import { RESULTS } from "./outcome";
import { code, type Text } from "./pieces";

export const resultOf = ({ reason }: Fate) => RESULTS[reason === null ? "delivered" : "skipped"];

/** "socket.broadcast.emit sent hello": what stands after the line's number. */
export function sentBy({ call, event, times }: Told): Text {
  return times > 1 ? rich("sent-by-times", { call, event, times }) : rich("sent-by", { call, event });
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
  return fates.length === 0 ? t("went-to-none", { rest }) : t("not-meant-for", { rest });
}
