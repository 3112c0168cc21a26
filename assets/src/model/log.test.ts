import assert from "node:assert/strict";
import test from "node:test";
import { origin } from "./cause";
import { Trace } from "./fixture";
import { append, EMPTY_LOG, find, MAX_MOMENTS } from "./log";
import { beside, stops } from "./stops";

test("rooms grow and shrink with joins and leaves, and own rooms stay out of sight", () => {
  const trace = new Trace();
  trace.connect("alice");
  const joined = trace.join("alice", "room1");
  const left = trace.leave("alice", "room1");
  const log = append(EMPTY_LOG, trace.entries);
  assert.deepEqual(find(log, joined)?.before.get("alice-id")?.rooms, []);
  assert.deepEqual(find(log, joined)?.after.get("alice-id")?.rooms, ["room1"]);
  assert.deepEqual(find(log, left)?.after.get("alice-id")?.rooms, []);
  assert.equal(log.world.get("alice-id")?.client, "alice");
});

test("a room of the number 42 is not the room of the text 42", () => {
  const trace = new Trace();
  trace.connect("alice");
  trace.join("alice", 42);
  trace.join("alice", "42");
  trace.leave("alice", 42);
  assert.deepEqual(append(EMPTY_LOG, trace.entries).world.get("alice-id")?.rooms, ["42"]);
});

test("a stream that began anew adds nothing twice, and a restart begins another run", () => {
  const trace = new Trace();
  trace.connect("alice");
  const first = append(EMPTY_LOG, trace.entries);
  trace.restart();
  const second = append(first, trace.entries);
  assert.equal(second.moments.length, 3);
  assert.equal(second.run, 1);
  assert.equal(second.world.size, 0);
});

test("the log is bounded and still finds what it keeps", () => {
  const trace = new Trace();
  for (let n = 0; n < MAX_MOMENTS + 10; n += 1) trace.receive("alice", "x");
  const log = append(EMPTY_LOG, trace.entries);
  assert.equal(log.moments.length, MAX_MOMENTS);
  assert.equal(find(log, 10), null);
  assert.equal(find(log, MAX_MOMENTS + 10)?.entry.seq, MAX_MOMENTS + 10);
});

test("emits are counted; joins and connections are ticks between them", () => {
  const trace = new Trace();
  trace.connect("alice");
  trace.join("alice", "room1");
  const first = trace.emit("hello", { to: ["alice"] });
  const tick = trace.leave("alice", "room1");
  const second = trace.emit("hello", { to: ["alice"] });
  const all = stops(append(EMPTY_LOG, trace.entries));
  assert.deepEqual(
    all.map(({ number }) => number),
    [null, null, 1, null, 2],
  );
  assert.equal(beside(all, second, -1)?.seq, tick);
  assert.equal(beside(all, second, -1, ({ number }) => number !== null)?.seq, first);
  assert.equal(beside(all, second, 1), null);
});

test("the origin is found through a chain of causes", () => {
  const trace = new Trace();
  trace.connect("alice");
  const heard = trace.receive("alice", "hello");
  const join = trace.join("alice", "room1", heard);
  const emit = trace.emit("hello", { to: [], cause: join });
  const alone = trace.emit("tick", { to: [] });
  const log = append(EMPTY_LOG, trace.entries);
  const originOf = (seq: number) => origin(log, log.moments[seq - 1]!.entry)?.seq ?? null;
  assert.equal(originOf(emit), heard);
  assert.equal(originOf(alone), null);
});
