// An outcome in few words: beside a disc of the diagram, under a client's card, in the table.

import type { DecisionEntry } from "../model/entry";
import { roomName } from "../model/room";
import type { Actor, Outcome } from "../model/scene";

/** In the table. */
export const RESULTS: Record<Outcome["kind"], string> = {
  heard: "Delivered",
  delivered: "Delivered",
  unheard: "Unheard",
  skipped: "Skipped",
  aside: "Skipped",
  joined: "Joined",
  missed: "Missed",
  left: "Left",
  ended: "Disconnected",
};

/** Under the name in the diagram. */
export function shortStatus(actor: Actor, entry: DecisionEntry | null, narrow: boolean): string {
  const { outcome, crowd } = actor;
  if (outcome?.kind === "missed") return outcome.late ? "came later" : "missed";
  if (!actor.connected) return "gone";
  if (crowd && outcome) return `${crowd.reached} of ${crowd.count}`;
  switch (outcome?.kind) {
    case "heard":
      return narrow ? "heard" : "heard it";
    case "delivered":
      return "delivered";
    case "unheard":
      return narrow ? "unheard" : "no listener";
    case "skipped":
      if (outcome.reason === "sender") return "sender";
      if (narrow) return "skipped";
      if (outcome.reason === "not-in-room" && entry?.rooms.length === 1) return `not in ${room(entry)}`;
      return outcome.reason === "excepted" ? "left out" : "skipped";
    case "joined":
    case "left":
    case "ended":
      return outcome.kind === "ended" ? "ended" : outcome.kind;
    default:
      return actor.cause ? "sender" : "";
  }
}

/** At the foot of a client's card. */
export function cardStatus(actor: Actor, entry: DecisionEntry | null): string {
  const { outcome } = actor;
  switch (outcome?.kind) {
    case "heard":
      return `Heard by ${outcome.listeners} ${outcome.listeners === 1 ? "listener" : "listeners"}`;
    case "delivered":
      return "Delivered";
    case "unheard":
      return `Arrived, no listener for ${entry?.event ?? "it"}`;
    case "aside":
      return "Not sent here";
    case "missed":
      return outcome.late ? "Missed, and came later" : "Missed: it was not connected";
    case "joined":
      return "Joined a room";
    case "left":
      return "Left a room";
    case "ended":
      return "Disconnected by the server";
    case "skipped":
      if (outcome.reason === "sender") return "Not sent back: it is the sender";
      if (outcome.reason === "not-in-room")
        return entry?.rooms.length === 1 ? `Not sent: not in ${room(entry)}` : "Not sent: in none of the rooms";
      if (outcome.reason === "excepted") return "Not sent: left out by except()";
      if (outcome.reason === "not-ready") return "Not sent: volatile, connection busy";
      return "Not sent";
    default:
      return actor.connected ? "" : "Not connected";
  }
}

const room = (entry: DecisionEntry) => (entry.rooms[0] === undefined ? "it" : roomName(entry.rooms[0]));
