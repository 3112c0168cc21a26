// An outcome in few words: beside a disc of the diagram, under a client's card, in the table.

import type { DecisionEntry } from "../model/entry";
import { roomName } from "../model/room";
import type { Actor, Outcome } from "../model/scene";
import { t } from "./fluent";

/** In the table. */
export const RESULTS: Record<Outcome["kind"], string> = {
  heard: t("result-delivered"),
  delivered: t("result-delivered"),
  unheard: t("result-unheard"),
  skipped: t("result-skipped"),
  aside: t("result-skipped"),
  joined: t("result-joined"),
  missed: t("result-missed"),
  left: t("result-left"),
  ended: t("result-ended"),
};

/** Under the name in the diagram. */
export function shortStatus(actor: Actor, entry: DecisionEntry | null, narrow: boolean): string {
  const { outcome, crowd } = actor;
  if (outcome?.kind === "missed") return outcome.late ? t("short-late") : t("short-missed");
  if (!actor.connected) return t("short-gone");
  if (crowd && outcome) return t("short-crowd", { reached: crowd.reached, count: crowd.count });
  switch (outcome?.kind) {
    case "heard":
      return narrow ? t("short-heard-narrow") : t("short-heard");
    case "delivered":
      return t("short-delivered");
    case "unheard":
      return narrow ? t("short-unheard-narrow") : t("short-unheard");
    case "skipped":
      if (outcome.reason === "sender") return t("short-sender");
      if (narrow) return t("short-skipped");
      if (outcome.reason === "not-in-room" && entry?.rooms.length === 1)
        return t("short-not-in", { room: room(entry) });
      return outcome.reason === "excepted" ? t("short-excepted") : t("short-skipped");
    case "joined":
      return t("short-joined");
    case "left":
      return t("short-left");
    case "ended":
      return t("short-ended");
    default:
      return actor.cause ? t("short-sender") : "";
  }
}

/** At the foot of a client's card. */
export function cardStatus(actor: Actor, entry: DecisionEntry | null): string {
  const { outcome } = actor;
  switch (outcome?.kind) {
    case "heard":
      return t("card-heard", { listeners: outcome.listeners });
    case "delivered":
      return t("card-delivered");
    case "unheard":
      return entry ? t("card-unheard", { event: entry.event }) : t("card-unheard-it");
    case "aside":
      return t("card-aside");
    case "missed":
      return outcome.late ? t("card-late") : t("card-missed");
    case "joined":
      return t("card-joined");
    case "left":
      return t("card-left");
    case "ended":
      return t("card-ended");
    case "skipped":
      if (outcome.reason === "sender") return t("card-sender");
      if (outcome.reason === "not-in-room")
        return entry?.rooms.length === 1 ? t("card-not-in", { room: room(entry) }) : t("card-in-none");
      if (outcome.reason === "excepted") return t("card-excepted");
      if (outcome.reason === "not-ready") return t("card-not-ready");
      return t("card-skipped");
    default:
      return actor.connected ? "" : t("client-away");
  }
}

const room = (entry: DecisionEntry) => (entry.rooms[0] === undefined ? t("it") : roomName(entry.rooms[0]));
