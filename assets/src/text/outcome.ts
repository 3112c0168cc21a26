// An outcome in few words: beside a disc of the diagram, under a client's card, in the table.

import type { DecisionEntry } from "../model/entry";
import type { Presence } from "../model/presence";
import type { Actor, Outcome } from "../model/scene";
import { t } from "./fluent";
import { roomLabel } from "./room";

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
  answered: t("result-answered"),
  waiting: t("result-waiting"),
  cut: t("result-cut"),
  apart: t("result-apart"),
};

/** What the table says of it. */
export const result = (outcome: Outcome): string =>
  outcome.kind === "apart" && outcome.open ? t("result-stream") : RESULTS[outcome.kind];

/** Under the name in the diagram. */
export function shortStatus(actor: Actor, entry: DecisionEntry | null, narrow: boolean, owners: Owners): string {
  const { outcome, crowd } = actor;
  if (outcome?.kind === "missed") return outcome.late ? t("short-late") : t("short-missed");
  if (outcome?.kind === "answered")
    return narrow ? String(outcome.status) : t("short-answered", { status: String(outcome.status) });
  if (outcome?.kind === "waiting") return t("short-waiting");
  if (outcome?.kind === "apart" && outcome.open) return t("short-stream");
  if (outcome?.kind === "cut") return narrow ? t("short-cut-narrow") : t("short-cut");
  if (!actor.connected) return absent(actor.presence);
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
        return t("short-not-in", { room: room(entry, owners) });
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
export function cardStatus(actor: Actor, entry: DecisionEntry | null, owners: Owners): string {
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
        return entry?.rooms.length === 1 ? t("card-not-in", { room: room(entry, owners) }) : t("card-in-none");
      if (outcome.reason === "excepted") return t("card-excepted");
      if (outcome.reason === "not-ready") return t("card-not-ready");
      return t("card-skipped");
    case "answered": {
      const status = String(outcome.status);
      return outcome.open ? t("card-answering", { status }) : t("card-answered", { status });
    }
    case "waiting":
      return t("card-waiting");
    case "cut":
      return t("card-cut");
    case "apart":
      return outcome.open ? t("card-stream") : "";
    default:
      return "";
  }
}

/** Names of clients, by the socket ids that their own rooms bear. */
type Owners = ReadonlyMap<string, string>;

const room = (entry: DecisionEntry, owners: Owners) =>
  entry.rooms[0] === undefined ? t("it") : roomLabel(entry.rooms[0], owners);

/** Under the name in the diagram, of one who is not in the namespace on show. */
function absent(presence: Presence): string {
  switch (presence.kind) {
    case "elsewhere":
      return t("short-elsewhere", { namespaces: presence.namespaces.join(", ") });
    case "refused":
      return t("short-refused");
    case "plain":
      return t("short-plain");
    default:
      return t("short-gone");
  }
}

/** Where no outcome is told; `idle` is said of one who is connected, `away` of one who is not, for all that is known. */
export function presenceStatus(presence: Presence, idle: string, away: string): string {
  switch (presence.kind) {
    case "connected":
      return idle;
    case "elsewhere":
      return t("presence-elsewhere", { namespaces: presence.namespaces.join(", ") });
    case "refused": {
      const { namespace, message } = presence;
      return namespace === "/" ? t("presence-refused", { message }) : t("presence-refused-in", { namespace, message });
    }
    case "plain":
      return t("presence-plain");
    case "away":
      return away;
  }
}
