// The order of people around the server: room-mates beside each other where that is possible, else as they came. It is
// settled by the run's first emit and only grows after that, so nobody moves from one decision to the next.

import { cast } from "./actors";
import type { Moment } from "./log";
import { remember } from "./remember";
import { roomKey } from "./room";
import { isEmit } from "./stops";

/** Up to this many are ordered by trying every order; more by swapping pairs. */
const MAX_TRIED = 7;

export const ring = remember((log, run, namespace, clients) => {
  const moments = log.moments.filter((moment) => moment.run === run);
  const settled = moments.findIndex((moment) => isEmit(moment.entry));
  const first = settled < 0 ? moments : moments.slice(0, settled + 1);
  const early = seen(first, namespace, clients);
  const ordered = arrange(early.keys, [...early.rooms.values()]);
  const late = settled < 0 ? [] : [...seen(moments, namespace, clients).keys];
  return [...ordered, ...late.filter((key) => !ordered.includes(key))];
});

function seen(moments: readonly Moment[], namespace: string, clients: readonly string[]) {
  const keys = new Set(clients);
  const rooms = new Map<string, Set<string>>();
  let last: unknown = null;
  for (const moment of moments) {
    if (moment.after === last) continue;
    last = moment.after;
    for (const [key, peer] of cast(moment.after, namespace, clients)) {
      keys.add(key);
      for (const room of peer?.rooms ?? []) {
        const members = rooms.get(roomKey(room)) ?? new Set();
        rooms.set(roomKey(room), members.add(key));
      }
    }
  }
  return { keys: [...keys], rooms };
}

/** Orders keys on a ring so that each room is broken into as few pieces as can be; ties keep the given order. */
export function arrange(keys: readonly string[], rooms: readonly ReadonlySet<string>[]): readonly string[] {
  const shared = rooms.filter((room) => room.size > 1 && room.size < keys.length);
  if (shared.length === 0 || keys.length < 4) return keys;
  const cost = (order: readonly string[]) => shared.reduce((sum, room) => sum + pieces(order, room), 0);
  return keys.length <= MAX_TRIED ? tried(keys, cost) : swapped(keys, cost);
}

/** Into how many runs of neighbours a room falls on the ring. */
export function pieces(order: readonly string[], room: ReadonlySet<string>): number {
  return order.filter((key, at) => room.has(key) && !room.has(order[(at + 1) % order.length] ?? key)).length;
}

type Cost = (order: readonly string[]) => number;

function tried(keys: readonly string[], cost: Cost): readonly string[] {
  const [head, ...rest] = keys;
  let [best, lowest] = [keys, cost(keys)];
  for (const tail of permutations(rest)) {
    const order = [head ?? "", ...tail];
    const found = cost(order);
    if (found < lowest) [best, lowest] = [order, found];
  }
  return best;
}

function* permutations(keys: readonly string[]): Generator<readonly string[]> {
  if (keys.length < 2) yield keys;
  else
    for (const [at, key] of keys.entries())
      for (const rest of permutations(keys.toSpliced(at, 1))) yield [key, ...rest];
}

function swapped(keys: readonly string[], cost: Cost): readonly string[] {
  let [best, lowest] = [keys, cost(keys)];
  for (let improved = true; improved;) {
    improved = false;
    for (let a = 1; a < keys.length; a += 1) {
      for (let b = a + 1; b < keys.length; b += 1) {
        const order = [...best];
        [order[a], order[b]] = [order[b] ?? "", order[a] ?? ""];
        const found = cost(order);
        if (found < lowest) [best, lowest, improved] = [order, found, true];
      }
    }
  }
  return best;
}
