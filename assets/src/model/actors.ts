// The people on stage: the page's own clients by name, and the sockets of other programs by a short form of their id.

import type { World, Peer } from "./world";

/** Characters of a socket's id that are shown when it has no name. */
const SHORT_ID = 6;

export function shortId(id: string): string {
  return id.slice(0, SHORT_ID);
}

/**
 * Who is who in one namespace: a client's first socket goes by the client's name, any other by its id. The page's
 * clients are always there, connected or not.
 */
export function cast(world: World, namespace: string, clients: readonly string[]): ReadonlyMap<string, Peer | null> {
  const people = new Map<string, Peer | null>(clients.map((name) => [name, null]));
  for (const peer of world.values()) {
    if (!peer.told || peer.namespace !== namespace) continue;
    const name = peer.client;
    const free = name !== null && clients.includes(name) && !people.get(name);
    people.set(free ? name : peer.id, peer);
  }
  return people;
}

/** The key under which a socket stands on stage, by any of the worlds in which it may be. */
export function keyOf(id: string, worlds: readonly World[], clients: readonly string[]): string {
  for (const world of worlds) {
    const peer = world.get(id);
    if (!peer) continue;
    for (const [key, found] of cast(world, peer.namespace, clients)) if (found?.id === id) return key;
  }
  return id;
}

/** Characters of the name that another program gave itself; longer ones are cut. */
const MAX_NAME = 16;

/** What a socket goes by: a client of the page by its name, another program by the one it gave itself, if any. */
export function socketName(id: string, client: string | null, clients: readonly string[]): string {
  if (client === null || client === "") return shortId(id);
  // A second page of alice's is not alice.
  if (clients.includes(client)) return shortId(id);
  return client.length > MAX_NAME ? `${client.slice(0, MAX_NAME)}…` : client;
}

export function displayName(key: string, clients: readonly string[]): string {
  return clients.includes(key) ? key : shortId(key);
}
