// Too many people for the diagram: those of other programs who are in the same rooms become one seat, "room1 ×18". The
// page's own clients and whoever caused the decision keep seats of their own.

import { AWAY } from "./presence";
import { roomName } from "./room";
import type { Actor, Outcome, RoomView, Scene } from "./scene";

/** People drawn one by one at most, and seats at most when there are more. */
export const MAX_DRAWN = 12;

/** What a seat of several is called where no room says it. */
export interface CrowdNames {
  readonly gone: string;
  readonly others: string;
  readonly none: string;
}

export function crowded(scene: Scene, names: CrowdNames): Scene {
  if (scene.actors.length <= MAX_DRAWN) return scene;
  const alone = (actor: Actor) => actor.own || actor.cause;
  const singles = scene.actors.filter(alone).slice(0, MAX_DRAWN - 1);
  const groups = new Map<string, Actor[]>();
  for (const actor of scene.actors) {
    if (singles.includes(actor)) continue;
    const name = actor.connected ? actor.rooms.map(roomName).sort().join(", ") || names.none : names.gone;
    groups.set(name, [...(groups.get(name) ?? []), actor]);
  }
  const seats = fit(groups, MAX_DRAWN - singles.length, names.others).map(([name, members]) => merged(name, members));
  const seatOf = new Map(seats.flatMap(({ actor, members }) => members.map((member) => [member.key, actor.key])));
  const placed = (keys: readonly string[]) => [...new Set(keys.map((key) => seatOf.get(key) ?? key))];
  const rooms = scene.rooms.map((room): RoomView => ({
    ...room,
    members: placed(room.members),
    before: placed(room.before),
  }));
  return { ...scene, actors: [...singles, ...seats.map(({ actor }) => actor)], ring: placed(scene.ring), rooms };
}

/** The largest groups; where there are more than seats, the rest become one. */
function fit(groups: ReadonlyMap<string, Actor[]>, seats: number, others: string): [string, Actor[]][] {
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  if (sorted.length <= seats) return sorted;
  return [...sorted.slice(0, seats - 1), [others, sorted.slice(seats - 1).flatMap(([, members]) => members)]];
}

function merged(name: string, members: readonly Actor[]) {
  const reached = members.filter(({ outcome }) => outcome && REACHED.includes(outcome.kind));
  const first = reached[0] ?? members[0];
  const actor: Actor = {
    key: `crowd:${name}`,
    name: `${name} ×${members.length}`,
    own: false,
    connected: members.some(({ connected }) => connected),
    presence: first?.presence ?? AWAY,
    rooms: first?.rooms ?? [],
    roomsThen: first?.roomsThen ?? [],
    outcome: first?.outcome ?? null,
    cause: false,
    crowd: { count: members.length, reached: reached.length },
  };
  return { actor, members };
}

const REACHED: readonly Outcome["kind"][] = ["heard", "delivered", "unheard"];
