import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { stops } from "./stops";
import { between, figure, lanes, nearest, track } from "./timeline";

const CLIENTS = ["alice", "bob", "carol"];

function told(trace: Trace) {
  const log = append(EMPTY_LOG, trace.entries);
  return { log, all: stops(log), track: track(stops(log)) };
}

function hello(at = [0, 0]) {
  const trace = new Trace();
  for (const name of CLIENTS) trace.connect(name);
  for (const moment of at) {
    const cause = trace.receive("alice", "hello");
    trace.emit("hello", { to: ["bob", "carol"], skipped: [["alice", "sender"]], sender: "alice", cause, at: moment });
  }
  return told(trace);
}

test("steps stand in their order, each with room for its arrows", () => {
  const { points, width } = hello([100, 101]).track;
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    if (before) assert.ok(point.x >= before.x + before.reach + 10, `${before.x} + ${before.reach}, ${point.x}`);
  }
  const last = points.at(-1);
  assert.ok(last && width > last.x + last.reach);
});

test("a second is wide, an hour no wider than a pause may be", () => {
  const gap = (ms: number) => {
    const { points } = hello([0, ms]).track;
    return (points.at(-1)?.x ?? 0) - (points.at(-2)?.x ?? 0);
  };
  assert.ok(gap(2_000) > gap(10));
  assert.equal(gap(3_600_000), gap(60_000));
});

test("the nearest step is found, also beyond both ends", () => {
  const { track: found } = hello();
  for (const [at, { x }] of found.points.entries()) assert.equal(nearest(found, x + 1), at);
  assert.equal(nearest(found, -100), 0);
  assert.equal(nearest(found, 1e9), found.points.length - 1);
  assert.equal(nearest(track([]), 5), -1);
});

test("what is seen includes a step whose arrows reach into view", () => {
  const { track: found } = hello([0, 10_000]);
  const emits = found.points.filter(({ stop }) => stop.number !== null);
  const [first, second] = emits;
  assert.ok(first && second);
  assert.ok(between(found, first.x + first.reach, first.x + first.reach + 1).includes(first));
  assert.deepEqual(between(found, second.x - 1, second.x + 1).at(-1), second);
});

test("lanes are the page's clients, then other programs by their name or a short id", () => {
  const trace = new Trace();
  for (const name of CLIENTS) trace.connect(name);
  trace.connect("phone", "0123456789");
  trace.connect(null, "abcdefghij");
  assert.deepEqual(lanes(told(trace).log, CLIENTS), [...CLIENTS, "phone", "abcdef"]);
});

test("an emit draws who sent it and what became of it for each", () => {
  const { log, track: found } = hello();
  const [first, second] = found.points.filter(({ stop }) => stop.number !== null);
  assert.ok(first && second);
  const drawn = figure(first, found.points[2] ?? null, log, NOTHING_HEARD, CLIENTS);
  assert.equal(drawn.from, "alice");
  assert.deepEqual(
    drawn.to.map(({ lane, tone }) => [lane, tone]),
    [
      ["bob", "heard"],
      ["carol", "heard"],
      ["alice", "skip"],
    ],
  );
  assert.equal(new Set(drawn.to.map(({ x }) => x)).size, 3, "no two arrows on one another");
  assert.ok(Math.max(...drawn.to.map(({ x }) => x)) <= first.x + first.reach);
});

test("of several emits that one event set off, the first shows it coming in", () => {
  const trace = new Trace();
  for (const name of CLIENTS) trace.connect(name);
  const cause = trace.receive("alice", "hello");
  trace.emit("a", { to: ["bob"], cause });
  trace.emit("b", { to: ["bob"], cause });
  const { log, track: found } = told(trace);
  const [a, b] = found.points.slice(-2);
  assert.ok(a && b);
  assert.equal(figure(a, null, log, NOTHING_HEARD, CLIENTS).from, "alice");
  assert.equal(figure(b, a, log, NOTHING_HEARD, CLIENTS).from, null);
});

test("a join marks the lane of who joined", () => {
  const trace = new Trace();
  trace.connect("bob");
  trace.join("bob", "room1");
  const { log, track: found } = told(trace);
  const last = found.points.at(-1);
  assert.ok(last);
  assert.deepEqual(figure(last, null, log, NOTHING_HEARD, CLIENTS).to, [{ lane: "bob", tone: "moved", x: last.x }]);
});
