// Who set a decision off: the chain of causes, back to something a client did.

import type { ConnectEntry, DisconnectEntry, Entry, HttpEntry, ReceiveEntry } from "./entry";
import { find, type Log } from "./log";

export type Origin = ReceiveEntry | ConnectEntry | DisconnectEntry | HttpEntry | null;

/** Longest chain followed; a timer that sets itself anew makes chains without end. */
const MAX_CHAIN = 1_000;

/**
 * The event, connection, disconnection or request an entry follows from; null when the server acted by itself. An event,
 * or a request, is its own.
 */
export function origin(log: Log, entry: Entry): Origin {
  if (entry.kind === "receive" || (entry.kind === "http" && entry.cause === null)) return entry;
  let next = entry.cause;
  for (let step = 0; next !== null && step < MAX_CHAIN; step += 1) {
    const found = find(log, next)?.entry;
    if (!found) return null;
    switch (found.kind) {
      case "receive":
      case "connect":
      case "disconnect":
      case "http":
        return found;
    }
    next = found.cause;
  }
  return null;
}
