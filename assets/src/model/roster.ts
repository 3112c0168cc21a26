// Namespaces, their rooms, and who is in them: the whole of what the server keeps, at one moment. A socket's own room is a
// room like any other, and comes after those that somebody named.

import { keyOf, socketName } from "./actors";
import { type Room, roomKey, roomName } from "./room";
import type { Peer, World } from "./world";

export interface RosterRoom {
  readonly key: string;
  /** As the code names it; of an own room the socket's id. */
  readonly name: string;
  /** Whose own room it is, by name; null for every other room. */
  readonly owner: string | null;
  readonly members: readonly string[];
}

export interface RosterSpace {
  readonly namespace: string;
  readonly rooms: readonly RosterRoom[];
}

/** In the order in which sockets came: `/` is the first that anybody connects to. */
export function roster(world: World, clients: readonly string[]): readonly RosterSpace[] {
  const peers = [...world.values()].filter(({ told }) => told);
  const namespaces = [...new Set(peers.map(({ namespace }) => namespace))];
  const nameOf = ({ id, client }: Peer) => {
    const key = keyOf(id, [world], clients);
    return clients.includes(key) ? key : socketName(id, client, clients);
  };
  return namespaces.map((namespace) => {
    const here = peers.filter((peer) => peer.namespace === namespace);
    return { namespace, rooms: [...named(here, nameOf), ...own(here, nameOf)] };
  });
}

type NameOf = (peer: Peer) => string;

function named(peers: readonly Peer[], nameOf: NameOf): readonly RosterRoom[] {
  const ids = new Set(peers.map(({ id }) => id));
  const found = new Map<string, { readonly room: Room; readonly members: string[] }>();
  for (const peer of peers) {
    for (const room of peer.rooms) {
      const known = found.get(roomKey(room)) ?? { room, members: [] };
      known.members.push(nameOf(peer));
      found.set(roomKey(room), known);
    }
  }
  // Others may be in somebody's own room: that stands with the own ones.
  return [...found]
    .filter(([, { room }]) => typeof room !== "string" || !ids.has(room))
    .map(([key, { room, members }]) => ({ key, name: roomName(room), owner: null, members }));
}

function own(peers: readonly Peer[], nameOf: NameOf): readonly RosterRoom[] {
  return peers.flatMap((peer) => {
    const guests = peers.filter(({ rooms }) => rooms.includes(peer.id));
    const members = [...(peer.own ? [peer] : []), ...guests].map(nameOf);
    return members.length > 0 ? [{ key: `s:${peer.id}`, name: peer.id, owner: nameOf(peer), members }] : [];
  });
}
