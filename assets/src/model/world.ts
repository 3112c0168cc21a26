// Who is connected and in which rooms, at one moment of the trace. Folding the entries gives every moment its world, so
// looking back needs no server.

import type { DecisionEntry, Entry } from "./entry";
import { rooms as readRooms } from "./read";
import { type Room, roomKey } from "./room";

/** One socket of the server. `rooms` leaves out the room of its own id, of which `own` tells. */
export interface Peer {
  readonly id: string;
  readonly client: string | null;
  readonly namespace: string;
  readonly rooms: readonly Room[];
  /** It is in the room that bears its id, as every socket is until it leaves it. */
  readonly own: boolean;
  /** Its connection was told. Before that it only joins its own room, and is nobody to be shown. */
  readonly told: boolean;
}

export type World = ReadonlyMap<string, Peer>;

export const EMPTY_WORLD: World = new Map();

/** Whether a client is connected: to this namespace, or for null to any. */
export function isIn(world: World, client: string, namespace: string | null): boolean {
  return [...world.values()].some(
    (peer) => peer.told && peer.client === client && (namespace === null || peer.namespace === namespace),
  );
}

/** The world after an entry; the same value when the entry changes nothing. */
export function after(world: World, entry: Entry): World {
  switch (entry.kind) {
    case "connect": {
      const { socket: id, client, namespace } = entry;
      // The socket joins its own room before its connection is told, so it may be known already.
      const { rooms = [], own = true } = world.get(id) ?? {};
      return put(world, { id, client, namespace, rooms, own, told: true });
    }
    case "disconnect":
      return without(world, entry.socket);
    case "decision":
      if (entry.operation === "join" || entry.operation === "leave") return moved(world, entry);
      return world;
    case "restart":
      return EMPTY_WORLD;
    default:
      return world;
  }
}

/** The rooms that a join or leave is about. */
export function movedRooms(entry: DecisionEntry): readonly Room[] {
  return readRooms(entry.args);
}

/** A socket's own room comes and goes with its connection: told in the trace, but no step of its own in the lesson. */
export function isHousekeeping(entry: DecisionEntry): boolean {
  if (entry.operation !== "join" && entry.operation !== "leave") return false;
  const rooms = movedRooms(entry);
  const own = rooms.some((room) => entry.recipients.includes(roomKey(room).slice(2)));
  return own && (entry.location === null || rooms.length > 1);
}

function moved(world: World, entry: DecisionEntry): World {
  let next = world;
  for (const id of entry.recipients) {
    const peer = next.get(id) ?? { id, client: null, namespace: entry.namespace, rooms: [], own: true, told: false };
    const named = movedRooms(entry);
    const own = named.includes(id) ? entry.operation === "join" : peer.own;
    const concerned = named.filter((room) => room !== id);
    const keys = new Set(concerned.map(roomKey));
    const others = peer.rooms.filter((room) => !keys.has(roomKey(room)));
    const have = new Set(peer.rooms.map(roomKey));
    const added = concerned.filter((room) => !have.has(roomKey(room)));
    next = put(next, { ...peer, own, rooms: entry.operation === "join" ? [...peer.rooms, ...added] : others });
  }
  return next;
}

function put(world: World, peer: Peer): World {
  return new Map(world).set(peer.id, peer);
}

function without(world: World, id: string): World {
  const next = new Map(world);
  next.delete(id);
  return next;
}
