// An outcome in few words: beside a disc of the diagram, under a client's card, in the table.

import type { DecisionEntry } from "../model/entry";
import type { Presence } from "../model/presence";
import type { Actor, Outcome } from "../model/scene";
import { roomLabel } from "./room";

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
  answered: "Answered",
  waiting: "Waiting",
  cut: "Broken off",
  apart: "No part in it",
};

/** Under the name in the diagram. */
export function shortStatus(actor: Actor, entry: DecisionEntry | null, narrow: boolean, owners: Owners): string {
  const { outcome, crowd } = actor;
  if (outcome?.kind === "missed") return outcome.late ? "came later" : "missed";
  if (outcome?.kind === "answered") return narrow ? String(outcome.status) : `got ${outcome.status}`;
  if (outcome?.kind === "waiting") return "waiting";
  if (outcome?.kind === "cut") return narrow ? "cut" : "broken off";
  if (!actor.connected) return absent(actor.presence);
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
      if (outcome.reason === "not-in-room" && entry?.rooms.length === 1) return `not in ${room(entry, owners)}`;
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
export function cardStatus(actor: Actor, entry: DecisionEntry | null, owners: Owners): string {
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
        return entry?.rooms.length === 1 ? `Not sent: not in ${room(entry, owners)}` : "Not sent: in none of the rooms";
      if (outcome.reason === "excepted") return "Not sent: left out by except()";
      if (outcome.reason === "not-ready") return "Not sent: volatile, connection busy";
      return "Not sent";
    case "answered":
      return outcome.open ? `Answering ${outcome.status}, not over yet` : `Answered ${outcome.status}`;
    case "waiting":
      return "Waits for its answer";
    case "cut":
      return "Its answer was broken off";
    default:
      return "";
  }
}

/** Names of clients, by the socket ids that their own rooms bear. */
type Owners = ReadonlyMap<string, string>;

const room = (entry: DecisionEntry, owners: Owners) =>
  entry.rooms[0] === undefined ? "it" : roomLabel(entry.rooms[0], owners);

/** Under the name in the diagram, of one who is not in the namespace on show. */
function absent(presence: Presence): string {
  switch (presence.kind) {
    case "elsewhere":
      return `in ${presence.namespaces.join(", ")}`;
    case "refused":
      return "refused";
    case "plain":
      return "no socket";
    default:
      return "gone";
  }
}

/** Where no outcome is told; `idle` is said of one who is connected, `away` of one who is not, for all that is known. */
export function presenceStatus(presence: Presence, idle: string, away: string): string {
  switch (presence.kind) {
    case "connected":
      return idle;
    case "elsewhere":
      return `Connected in ${presence.namespaces.join(", ")}`;
    case "refused":
      return presence.namespace === "/" ? `Refused: ${presence.message}` : `Refused in ${presence.namespace}: ${presence.message}`;
    case "plain":
      return "Loaded, without a connection";
    case "away":
      return away;
  }
}
