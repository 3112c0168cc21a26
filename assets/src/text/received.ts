// An event that came to the server and made it send nothing: who sent what, and what the server did with it.

import type { ReceiveEntry } from "../model/entry";
import type { Effect } from "../model/effect";
import { code, say, strong, type Text } from "./pieces";

/** `line`: of the listener, where the code has one. */
export function receivedSentence(name: string, entry: ReceiveEntry, { line, error, acked }: Effect): Text {
  const lead = say`${strong(name)} sent ${code(entry.event)}.`;
  if (!entry.handled) return say`${lead} The server has no listener for it.`;
  const listener = line === null ? say`The server's listener` : say`The server's listener on line ${line}`;
  if (error !== null) return say`${lead} ${listener} failed: ${error}`;
  return acked ? say`${lead} ${listener} answered with an ack, and sent nothing else.` : say`${lead} ${listener} ran, and sent nothing.`;
}
