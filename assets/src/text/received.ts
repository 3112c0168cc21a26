// An event that came to the server and made it send nothing: who sent what, and what the server did with it.

import type { ReceiveEntry } from "../model/entry";
import type { Effect } from "../model/effect";
import { rich } from "./fluent";
import type { Text } from "./pieces";

/** `line`: of the listener, where the code has one. */
export function receivedSentence(name: string, entry: ReceiveEntry, effect: Effect): Text {
  const lead = rich("lead-sent", { client: name, event: entry.event });
  return rich("said-both", { lead, deed: deed(entry, effect) });
}

function deed({ handled }: ReceiveEntry, { line, error, acked }: Effect): Text {
  if (!handled) return rich("received-unheard");
  const listener = line === null ? rich("received-listener") : rich("received-listener-line", { line: String(line) });
  if (error !== null) return rich("received-failed", { listener, error });
  return acked ? rich("received-acked", { listener }) : rich("received-ran", { listener });
}
