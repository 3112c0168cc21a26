// What a step of the history is called.

import { roomName } from "../model/room";
import type { HttpEntry } from "../model/entry";
import type { Stop } from "../model/stops";
import { movedRooms } from "../model/world";
import { t } from "./fluent";
import { asked } from "./http";
import { text } from "./words";

export function stepName(stop: Stop): string {
  const { entry } = stop.moment;
  const name = nameOf(stop);
  // Who came and went is no line of the code; a decision and an answer are.
  return (entry.kind === "decision" || entry.kind === "http") && entry.location
    ? t("step-at-line", { name, line: String(entry.location.line) })
    : name;
}

function nameOf({ number, moment: { entry } }: Stop): string {
  switch (entry.kind) {
    case "decision": {
      if (number !== null) {
        const { recipients, skipped } = entry.totals;
        // The words that are seen stand in it as they are seen.
        const reach = text.live.reach(recipients, recipients + skipped);
        return t("step-decision", { number, event: entry.event, reach });
      }
      const rooms = movedRooms(entry).map(roomName).join(", ");
      const { operation } = entry;
      if (operation === "join") return t("step-join", { rooms });
      if (operation === "leave") return t("step-leave", { rooms });
      return operation === "disconnect" ? t("step-disconnect") : "";
    }
    case "receive":
      return t("step-received", { event: entry.event });
    case "http":
      return t("step-request", {
        client: entry.client ?? t("another-program"),
        request: asked(entry),
        state: httpState(entry),
      });
    case "connect":
      return t("step-connects", { client: entry.client ?? entry.socket });
    case "disconnect":
      return t("step-disconnects", { client: entry.client ?? entry.socket });
    case "refuse":
      return t("step-refused", { client: entry.client ?? t("a-client") });
    default:
      return t("step-restarts");
  }
}

function httpState({ state, status }: HttpEntry): string {
  if (state === "aborted") return t("step-broken-off");
  if (status === null) return t("step-not-answered");
  return state === "open" ? t("step-still-open", { status: String(status) }) : String(status);
}
