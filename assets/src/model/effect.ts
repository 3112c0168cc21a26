// What the server did with an event from which no decision follows: its listener ran, failed, or answered with an ack.

import type { ReceiveEntry } from "./entry";
import type { Log } from "./log";

export interface Effect {
  /** Of the listener in the server code; null where that has none or several. */
  readonly line: number | null;
  /** What the listener's code failed with. */
  readonly error: string | null;
  readonly acked: boolean;
}

/** `code`: what the server ran when the event came. */
export function effect(log: Log, entry: ReceiveEntry, code: string): Effect {
  const caused = new Set([entry.seq]);
  let [error, acked]: [string | null, boolean] = [null, false];
  for (const { entry: next } of log.moments) {
    if (next.cause === null || !caused.has(next.cause)) continue;
    caused.add(next.seq);
    if (next.kind === "error") error ??= next.title;
    if (next.kind === "ack" && next.of === entry.seq) acked = true;
  }
  return { line: listenerLine(code, entry.event), error, acked };
}

const LISTENER = /\.(?:on|once)\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`\n$]*)`)/g;

/** The trace does not tell where a listener stands, so the text is asked, which says it only if there is one alone. */
export function listenerLine(code: string, event: string): number | null {
  const found = [...code.matchAll(LISTENER)].filter(([, ...names]) => names.includes(event));
  const [only] = found;
  return found.length === 1 && only ? code.slice(0, only.index).split("\n").length : null;
}
