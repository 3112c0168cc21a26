// Why it went so for one client: the decision's own reason, in one sentence.

import type { DecisionEntry, Reason } from "../model/entry";
import { type Room, roomKey, roomName } from "../model/room";
import type { Actor } from "../model/scene";
import { code, say, type Text } from "./pieces";
import { listedTexts, roomPieces } from "./room";
import { listed } from "./sentence";

/** `owners`: names of clients by socket id, which names their own rooms. */
export function because(actor: Actor, entry: DecisionEntry, owners: ReadonlyMap<string, string>): Text {
  const { outcome } = actor;
  const rooms = entry.rooms.map((room) => roomPieces(room, owners));
  switch (outcome?.kind) {
    case "heard":
      return say`${chosen(actor, entry)}; ${outcome.listeners} ${outcome.listeners === 1 ? "listener" : "listeners"} ran`;
    case "delivered":
      return chosen(actor, entry);
    case "unheard":
      return say`${chosen(actor, entry)}, but has no listener for ${code(entry.event)}`;
    case "aside":
      return say`${code(written(entry, "emit"))} goes to one client only`;
    case "skipped":
      return leftOut(outcome.reason, outcome.room, entry, rooms);
    case "missed":
      return outcome.late
        ? say`It was not connected; the server kept the event and sent it when the connection was recovered`
        : say`It was not connected, so nothing was sent to it`;
    case "joined":
    case "left": {
      const all = listed(actor.roomsThen.map((room) => code(roomName(room))));
      return actor.roomsThen.length > 0 ? say`It is in ${all} now` : say`It is in no room now`;
    }
    case "ended":
      return say`The server closed its connection`;
    default:
      return say``;
  }
}

/** Why somebody was among the recipients. */
function chosen(actor: Actor, entry: DecisionEntry): Text {
  if (entry.direct) return say`${code(written(entry, "emit"))} goes to this one`;
  const asked = new Map(entry.rooms.map((room) => [roomKey(room), room]));
  const shared = actor.roomsThen.filter((room) => asked.has(roomKey(room)));
  if (shared.length > 0) return say`It is in ${listed(shared.map((room) => code(roomName(room))))}`;
  if (entry.rooms.length > 0) return say`It was named by its own room`;
  return entry.sender === null ? say`${code(written(entry, "emit"))} goes to everyone` : say`It is not the sender`;
}

/** What of a decision the reasons speak of. */
export type Called = Pick<DecisionEntry, "call" | "sender" | "direct">;

/** Why somebody was not among the recipients. `rooms` are those that were asked for; none where they are not known. */
export function leftOut(reason: Reason, room: Room | null, entry: Called, rooms: readonly Text[]): Text {
  switch (reason) {
    case "sender":
      return say`It is the sender, and ${code(written(entry, "to"))} leaves the sender out`;
    case "not-in-room":
      if (rooms.length === 0) return say`It is not in the room`;
      return rooms.length === 1 ? say`It is not in ${listedTexts(rooms)}` : say`It is in none of ${listedTexts(rooms)}`;
    case "excepted":
      return say`It is in ${code(nameOf(room))}, which ${code("except()")} leaves out`;
    case "disconnected":
      return say`It had disconnected`;
    case "not-ready":
      return say`Its connection was busy, and a ${code("volatile")} event is dropped then`;
    case "buffer-full":
      return say`It does not read, and its buffer is full`;
    case "other-server":
      return say`It is on another server, and ${code("local")} stays on this one`;
  }
}

const nameOf = (room: Room | null) => (room === null ? "a room" : roomName(room));

/** The call as the learner wrote it, cut to what the reason speaks of: `socket.to()`, `socket.broadcast`, `io.emit`. */
function written(entry: Called, what: "emit" | "to"): string {
  const call = entry.call ?? "";
  const caller = /^[\w$]+/.exec(call)?.[0] ?? (entry.sender === null && !entry.direct ? "io" : "socket");
  if (what === "emit") return `${caller}.emit`;
  if (/\.broadcast\b/.test(call)) return `${caller}.broadcast`;
  const modifier = /\.(to|in|except)\b/.exec(call)?.[1];
  return modifier ? `${caller}.${modifier}()` : `${caller}.broadcast`;
}
