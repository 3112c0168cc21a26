// Who set a decision off: the chain of causes, back to something a client did.

import type { ConnectEntry, DisconnectEntry, Entry, ReceiveEntry } from "./entry";
import { find, type Log } from "./log";

export type Origin = ReceiveEntry | ConnectEntry | DisconnectEntry | null;

/** Longest chain followed; a timer that sets itself anew makes chains without end. */
const MAX_CHAIN = 1_000;

/** The event, connection or disconnection a decision follows from; null when the server acted by itself. */
export function origin(log: Log, entry: Entry): Origin {
  let next = entry.cause;
  for (let step = 0; next !== null && step < MAX_CHAIN; step += 1) {
    const found = find(log, next)?.entry;
    if (!found) return null;
    if (found.kind === "receive" || found.kind === "connect" || found.kind === "disconnect") return found;
    next = found.cause;
  }
  return null;
}
