// Why it went so for one client: the decision's own reason, in one sentence.

import type { DecisionEntry, Reason } from "../model/entry";
import { type Room, roomKey, roomName } from "../model/room";
import type { Actor } from "../model/scene";
import { rich, t } from "./fluent";
import { code, type Text } from "./pieces";
import { listedTexts, roomPieces } from "./room";
import { listed } from "./sentence";

/** `owners`: names of clients by socket id, which names their own rooms. */
export function because(actor: Actor, entry: DecisionEntry, owners: ReadonlyMap<string, string>): Text {
  const { outcome } = actor;
  const rooms = entry.rooms.map((room) => roomPieces(room, owners));
  switch (outcome?.kind) {
    case "heard":
      return rich("why-heard", { chosen: chosen(actor, entry), listeners: outcome.listeners });
    case "delivered":
      return chosen(actor, entry);
    case "unheard":
      return rich("why-unheard", { chosen: chosen(actor, entry), event: entry.event });
    case "aside":
      return rich("why-aside", { call: written(entry, "emit") });
    case "skipped":
      return leftOut(outcome.reason, outcome.room, entry, rooms);
    case "missed":
      return outcome.late
        ? rich("why-late")
        : rich("why-missed");
    case "joined":
    case "left": {
      const all = listed(actor.roomsThen.map((room) => code(roomName(room))));
      return actor.roomsThen.length > 0 ? rich("why-in-now", { rooms: all }) : rich("why-in-none-now");
    }
    case "ended":
      return rich("why-ended");
    default:
      return [];
  }
}

/** Why somebody was among the recipients. */
function chosen(actor: Actor, entry: DecisionEntry): Text {
  if (entry.direct) return rich("why-direct", { call: written(entry, "emit") });
  const asked = new Map(entry.rooms.map((room) => [roomKey(room), room]));
  const shared = actor.roomsThen.filter((room) => asked.has(roomKey(room)));
  if (shared.length > 0) return rich("why-in", { rooms: listed(shared.map((room) => code(roomName(room)))) });
  if (entry.rooms.length > 0) return rich("why-own-room");
  return entry.sender === null ? rich("why-everyone", { call: written(entry, "emit") }) : rich("why-not-sender");
}

/** What of a decision the reasons speak of. */
export type Called = Pick<DecisionEntry, "call" | "sender" | "direct">;

/** Why somebody was not among the recipients. `rooms` are those that were asked for; none where they are not known. */
export function leftOut(reason: Reason, room: Room | null, entry: Called, rooms: readonly Text[]): Text {
  switch (reason) {
    case "sender":
      return rich("why-sender", { call: written(entry, "to") });
    case "not-in-room":
      if (rooms.length === 0) return rich("why-not-in-room");
      return rooms.length === 1
        ? rich("why-not-in", { rooms: listedTexts(rooms) })
        : rich("why-in-none", { rooms: listedTexts(rooms) });
    case "excepted":
      return rich("why-excepted", { room: room === null ? t("a-room") : roomName(room) });
    case "disconnected":
      return rich("why-disconnected");
    case "not-ready":
      return rich("why-not-ready");
    case "buffer-full":
      return rich("why-buffer-full");
    case "other-server":
      return rich("why-other-server");
  }
}

/** The call as the learner wrote it, cut to what the reason speaks of: `socket.to()`, `socket.broadcast`, `io.emit`. */
function written(entry: Called, what: "emit" | "to"): string {
  const call = entry.call ?? "";
  const caller = /^[\w$]+/.exec(call)?.[0] ?? (entry.sender === null && !entry.direct ? "io" : "socket");
  if (what === "emit") return `${caller}.emit`;
  if (/\.broadcast\b/.test(call)) return `${caller}.broadcast`;
  const modifier = /\.(to|in|except)\b/.exec(call)?.[1];
  return modifier ? `${caller}.${modifier}()` : `${caller}.broadcast`;
}
