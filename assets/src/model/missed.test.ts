import assert from "node:assert/strict";
import test from "node:test";
import type { Entry } from "./entry";
import { Trace } from "./fixture";
import { append, EMPTY_LOG } from "./log";
import { missedBy, missedNow } from "./missed";

/** bob was in `r` when he went. */
function away(): Trace {
  const trace = new Trace();
  trace.connect("alice");
  trace.connect("bob");
  const gone = trace.disconnect("bob");
  patch(trace, gone, { rooms: ["bob-id", "r"] });
  return trace;
}

function patch(trace: Trace, seq: number, fields: object): void {
  trace.entries[seq - 1] = { ...trace.entries[seq - 1], ...fields } as Entry;
}

const log = (trace: Trace) => append(EMPTY_LOG, trace.entries);

test("what would have been sent to a client's rooms is missed", () => {
  const trace = away();
  const everyone = trace.emit("a", { to: ["alice"] });
  const room = trace.emit("b", { to: [], rooms: ["r"] });
  trace.emit("c", { to: [], rooms: ["other"] });
  trace.emit("d", { to: ["alice"], direct: true });
  patch(trace, trace.emit("e", { to: ["alice"] }), { except: ["r"] });
  patch(trace, trace.emit("f", { to: [] }), { namespace: "/other" });
  assert.deepEqual([...missedBy(log(trace), "bob").keys()], [everyone, room]);
  assert.equal(missedNow(log(trace), "bob"), 2);
  assert.equal(missedNow(log(trace), "alice"), 0);
});

test("the notice of its own going is nothing that it missed", () => {
  const trace = away();
  const gone = trace.entries.length;
  trace.emit("left", { to: ["alice"], cause: gone });
  assert.equal(missedNow(log(trace), "bob"), 0);
});

test("a recovered connection brings it after all, any other does not", () => {
  const trace = away();
  const first = trace.emit("a", { to: ["alice"] });
  trace.connect("bob");
  assert.deepEqual([...missedBy(log(trace), "bob")], [[first, false]]);
  assert.equal(missedNow(log(trace), "bob"), 0);
  patch(trace, trace.disconnect("bob"), { rooms: ["bob-id"] });
  const second = trace.emit("b", { to: ["alice"] });
  patch(trace, trace.connect("bob"), { recovered: true });
  assert.deepEqual(
    [...missedBy(log(trace), "bob")],
    [
      [first, false],
      [second, true],
    ],
  );
});

test("a restart ends what can be missed", () => {
  const trace = away();
  trace.restart();
  trace.emit("a", { to: ["alice"] });
  assert.equal(missedBy(log(trace), "bob").size, 0);
});
