// What a step of the history is called.

import { roomName } from "../model/room";
import type { HttpEntry } from "../model/entry";
import type { Stop } from "../model/stops";
import { movedRooms } from "../model/world";
import { asked } from "./http";
import { text } from "./words";

export function stepName({ number, moment: { entry } }: Stop): string {
  const line = entry.location ? `, line ${entry.location.line}` : "";
  switch (entry.kind) {
    case "decision": {
      if (number !== null) {
        const { recipients, skipped } = entry.totals;
        // The words that are seen stand in it as they are seen.
        return `Decision ${number}: ${entry.event} ${text.live.reach(recipients, recipients + skipped)}${line}`;
      }
      const rooms = movedRooms(entry).map(roomName).join(", ");
      return (
        { join: `Join ${rooms}`, leave: `Leave ${rooms}`, disconnect: "Disconnect", emit: "" }[entry.operation] + line
      );
    }
    case "receive":
      return `${entry.event} received, nothing sent`;
    case "http":
      return `${entry.client ?? "Another program"}: ${asked(entry)}, ${httpState(entry)}${line}`;
    case "connect":
      return `${entry.client ?? entry.socket} connects`;
    case "disconnect":
      return `${entry.client ?? entry.socket} disconnects`;
    case "refuse":
      return `${entry.client ?? "A client"} is refused`;
    default:
      return "The server restarts";
  }
}

function httpState({ state, status }: HttpEntry): string {
  if (state === "aborted") return "broken off";
  if (status === null) return "not answered yet";
  return state === "open" ? `${status}, still open` : String(status);
}
