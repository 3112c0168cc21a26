// How each of the page's clients is there: connected, in another namespace, refused, gone, or a page that uses no socket
// at all and asks over HTTP.

import { doors } from "./doors";
import type { Log } from "./log";
import type { World } from "./world";

export type Presence =
  | { readonly kind: "connected" }
  /** Connected, and only to these other namespaces. */
  | { readonly kind: "elsewhere"; readonly namespaces: readonly string[] }
  /** The server said no, and it has not connected since. */
  | { readonly kind: "refused"; readonly namespace: string; readonly message: string }
  /** Its page is loaded and has made no socket. */
  | { readonly kind: "plain" }
  /** Not connected: not yet, or not any more. */
  | { readonly kind: "away" };

export const CONNECTED: Presence = { kind: "connected" };
export const AWAY: Presence = { kind: "away" };

interface At {
  readonly log: Log;
  /** The run and the newest entry that count. */
  readonly run: number;
  readonly until: number;
  readonly world: World;
  readonly namespace: string;
  /** Clients whose pages are loaded and have made no socket. */
  readonly plain: ReadonlySet<string>;
}

/** Of clients; whoever is in the namespace is `connected`. */
export function presences(clients: readonly string[], at: At): ReadonlyMap<string, Presence> {
  const { world, namespace, plain } = at;
  const refusals = refused(at);
  return new Map(
    clients.map((client): [string, Presence] => {
      const spaces = [...world.values()].filter((peer) => peer.told && peer.client === client);
      const namespaces = [...new Set(spaces.map((peer) => peer.namespace))];
      const refusal = refusals.get(client);
      if (namespaces.includes(namespace)) return [client, CONNECTED];
      if (refusal && (namespaces.length === 0 || refusal.namespace === namespace)) return [client, refusal];
      if (namespaces.length > 0) return [client, { kind: "elsewhere", namespaces }];
      return [client, plain.has(client) ? { kind: "plain" } : AWAY];
    }),
  );
}

/** Why a client's connection was ended by either side; null for one that is waiting for another, or was never there. */
export function endedBy(log: Log, client: string): string | null {
  const last = doors(log).findLast(
    ({ entry, run }) =>
      run === log.run && (entry.kind === "connect" || entry.kind === "disconnect") && entry.client === client,
  )?.entry;
  return last?.kind === "disconnect" && last.reason.endsWith("namespace disconnect") ? last.reason : null;
}

/** Clients whose last word from the server's door was a no. */
function refused({ log, run, until }: At): ReadonlyMap<string, Presence & { kind: "refused" }> {
  const found = new Map<string, Presence & { kind: "refused" }>();
  for (const { entry, run: of } of doors(log)) {
    if (entry.seq > until) break;
    if (of !== run) continue;
    if (entry.kind === "connect" && entry.client !== null) {
      if (found.get(entry.client)?.namespace === entry.namespace) found.delete(entry.client);
    }
    if (entry.kind === "refuse" && entry.client !== null)
      found.set(entry.client, { kind: "refused", namespace: entry.namespace, message: entry.message });
  }
  return found;
}
