import assert from "node:assert/strict";
import test from "node:test";
import { crowded, MAX_DRAWN } from "./crowd";
import { Trace } from "./fixture";
import { NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { scene } from "./scene";
import { stops } from "./stops";

const CLIENTS = ["alice", "bob", "carol"];
const NAMES = { gone: "gone", others: "others", none: "no room" };

/** The page's three clients and this many phones, the first half of them in room1; then a hello to room1. */
function shown(phones: number) {
  const trace = new Trace();
  for (const name of CLIENTS) trace.connect(name);
  const others = Array.from({ length: phones }, (_, at) => `phone${at}`);
  for (const [at, name] of others.entries()) {
    trace.connect(name);
    if (at < phones / 2) trace.join(name, "room1");
  }
  const inRoom = others.filter((_, at) => at < phones / 2);
  const outside = others.filter((_, at) => at >= phones / 2);
  const cause = trace.receive("alice", "hello");
  trace.emit("hello", {
    to: inRoom,
    skipped: [...outside, ...CLIENTS].map((name) => [name, "not-in-room"] as const),
    rooms: ["room1"],
    cause,
  });
  const log = append(EMPTY_LOG, trace.entries);
  const stop = stops(log).at(-1) ?? null;
  return scene({ log, hearing: NOTHING_HEARD, clients: CLIENTS, stop, live: true });
}

test("up to twelve, everybody has a seat", () => {
  const few = shown(9);
  assert.equal(few.actors.length, MAX_DRAWN);
  assert.equal(crowded(few, NAMES), few);
});

test("beyond, those in the same rooms share one, and it says how many got it", () => {
  const { actors, ring, rooms } = crowded(shown(36), NAMES);
  assert.deepEqual(
    actors.map(({ name }) => name),
    ["alice", "bob", "carol", "room1 ×18", "no room ×18"],
  );
  assert.deepEqual(actors[3]?.crowd, { count: 18, reached: 18 });
  assert.equal(actors[3]?.outcome?.kind, "delivered");
  assert.deepEqual(actors[4]?.crowd, { count: 18, reached: 0 });
  assert.equal(actors[4]?.outcome?.kind, "skipped");
  assert.deepEqual([...ring].sort(), actors.map(({ key }) => key).sort());
  assert.deepEqual(rooms[0]?.members, ["crowd:room1"]);
});
