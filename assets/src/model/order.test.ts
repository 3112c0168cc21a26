import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { append, EMPTY_LOG } from "./log";
import { arrange, pieces, ring } from "./order";

const four = ["alice", "bob", "carol", "dave"];

test("room-mates come to sit beside each other", () => {
  const room = new Set(["alice", "bob", "dave"]);
  assert.equal(pieces(four, room), 1, "the ring closes between dave and alice");
  const pair = new Set(["alice", "carol"]);
  const order = arrange(four, [pair]);
  assert.equal(pieces(order, pair), 1);
  assert.equal(order[0], "alice");
});

test("without rooms, or with one that holds everybody, the order is as given", () => {
  assert.deepEqual(arrange(four, []), four);
  assert.deepEqual(arrange(four, [new Set(four)]), four);
});

test("twelve people in four rooms are ordered, too", () => {
  const people = Array.from({ length: 12 }, (_, at) => `p${at}`);
  const rooms = [0, 1, 2, 3].map((room) => new Set(people.filter((_, at) => at % 4 === room)));
  const order = arrange(people, rooms);
  assert.deepEqual([...order].sort(), [...people].sort());
  const before = rooms.reduce((sum, room) => sum + pieces(people, room), 0);
  const after = rooms.reduce((sum, room) => sum + pieces(order, room), 0);
  assert.ok(after < before, `${after} pieces instead of ${before}`);
});

test("after the first emit nobody moves any more, whoever joins what", () => {
  const trace = new Trace();
  for (const name of four) trace.connect(name);
  trace.emit("hello", { to: ["bob"] });
  const before = ring(append(EMPTY_LOG, trace.entries), 0, "/", four);
  trace.join("alice", "room1");
  trace.join("carol", "room1");
  trace.connect("eve", "eve-id");
  const after = ring(append(EMPTY_LOG, trace.entries), 0, "/", four);
  assert.deepEqual(after.slice(0, 4), before);
  assert.equal(after[4], "eve-id");
});
