import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { arrived, decided, NOTHING_HEARD } from "./hearing";

const report = (client: string, event: string, listeners: number) => ({ socket: `${client}-id`, event, listeners });

test("a report belongs to the oldest decision that sent this event to this socket", () => {
  const trace = new Trace();
  const first = trace.emit("hello", { to: ["bob"] });
  const second = trace.emit("hello", { to: ["bob", "carol"] });
  let hearing = decided(NOTHING_HEARD, trace.entries);
  hearing = arrived(hearing, [report("bob", "hello", 1), report("bob", "hello", 0), report("carol", "hello", 2)]);
  assert.equal(hearing.heard.get(first)?.get("bob-id"), 1);
  assert.equal(hearing.heard.get(second)?.get("bob-id"), 0);
  assert.equal(hearing.heard.get(second)?.get("carol-id"), 2);
});

test("the report may come before the decision is told", () => {
  const trace = new Trace();
  const early = arrived(NOTHING_HEARD, [report("bob", "hello", 1)]);
  assert.equal(early.heard.size, 0);
  const seq = trace.emit("hello", { to: ["bob"] });
  assert.equal(decided(early, trace.entries).heard.get(seq)?.get("bob-id"), 1);
});

test("a frame that invents arrivals changes nothing", () => {
  const hearing = arrived(decided(NOTHING_HEARD, []), [report("mallory", "hello", 9)]);
  assert.equal(hearing.heard.size, 0);
});
