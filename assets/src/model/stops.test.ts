import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { isHeadline } from "./scene";
import { emitCount, requestCount, shownStop } from "./select";
import { stops } from "./stops";
import { figure, track } from "./timeline";

const clients = ["alice", "bob"];

function told(trace: Trace) {
  const log = append(EMPTY_LOG, trace.entries);
  return { log, all: stops(log), at: (seq: number) => stops(log).find((stop) => stop.seq === seq) };
}

test("an event is a step of its own while nothing follows from it", () => {
  const trace = new Trace();
  trace.connect("alice");
  const silent = trace.receive("alice", "btn");
  const loud = trace.receive("alice", "hello");
  const log = trace.emit("note", { to: ["alice"], cause: loud });
  assert.ok(told(trace).at(silent) && told(trace).at(log));
  assert.equal(told(trace).at(loud), undefined);
  assert.ok(isHeadline(told(trace).log, told(trace).at(silent)?.moment ?? assert.fail()));
  // A timer sends after all.
  trace.emit("later", { to: [], cause: silent });
  assert.equal(told(trace).at(silent), undefined);
});

test("requests are numbered on their own, and the end of a longer answer is not", () => {
  const trace = new Trace();
  trace.connect("alice");
  const [first, open] = [trace.ask("alice", "GET", "/a"), trace.ask("bob", "GET", "/s", { state: "open" })];
  const emit = trace.emit("a", { to: ["alice"] });
  const end = trace.ask("bob", "GET", "/s", { cause: open });
  const numbers = [first, open, emit, end].map((seq) => [told(trace).at(seq)?.number, told(trace).at(seq)?.request]);
  assert.deepEqual(numbers, [[null, 1], [null, 2], [1, null], [null, null]]);
});

test("emits and requests are counted up to any entry, and the step at one is the next that is left", () => {
  const trace = new Trace();
  const connected = trace.connect("alice");
  const ask = trace.ask("alice", "GET", "/a");
  const first = trace.emit("a", { to: ["alice"] });
  const loud = trace.receive("alice", "hello");
  const second = trace.emit("b", { to: ["alice"], cause: loud });
  const { all, log } = told(trace);
  const counted = [0, connected, ask, first, loud, second].map((seq) => [emitCount(all, seq), requestCount(all, seq)]);
  assert.deepEqual(counted, [[0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [2, 1]]);
  assert.deepEqual([emitCount(all), requestCount(all), emitCount([])], [2, 1, 0]);
  const shown = (cursor: number) => shownStop({ cursor, log }, all)?.seq ?? null;
  assert.deepEqual([shown(first), shown(loud), shown(second), shown(second + 1)], [first, second, second, null]);
});

test("the timeline draws who asked, and what went back", () => {
  const trace = new Trace();
  const ask = trace.ask("alice", "GET", "/a");
  const poll = trace.ask("bob", "GET", "/poll", { state: "open", status: null });
  const stream = trace.ask("bob", "GET", "/stream", { state: "open" });
  const end = trace.ask("bob", "GET", "/poll", { cause: poll });
  const cut = trace.ask("bob", "GET", "/stream", { cause: stream, state: "aborted" });
  const { log, all } = told(trace);
  const { points } = track(all);
  const drawn = (seq: number) => {
    const at = points.findIndex(({ stop }) => stop.seq === seq);
    const { from, to } = figure(points[at] ?? assert.fail(), points[at - 1] ?? null, log, NOTHING_HEARD, clients);
    return [from, ...to.map(({ lane, tone }) => `${tone} ${lane}`)];
  };
  assert.deepEqual(drawn(ask), ["alice", "heard alice"]);
  assert.deepEqual(drawn(poll), ["bob"]);
  assert.deepEqual(drawn(stream), ["bob", "open bob"]);
  assert.deepEqual(drawn(end), [null, "heard bob"]);
  assert.deepEqual(drawn(cut), [null, "went bob"]);
});
