import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { append, EMPTY_LOG } from "./log";
import { roster } from "./roster";

const told = (build: (trace: Trace) => void) => {
  const trace = new Trace();
  build(trace);
  return roster(append(EMPTY_LOG, trace.entries).world, ["alice", "bob", "carol"]).map(({ namespace, rooms }) => [
    namespace,
    ...rooms.map(({ name, owner, members }) => `${owner ? `(${owner})` : name}: ${members.join(" ")}`),
  ]);
};

test("named rooms come first, and everybody's own room after them", () => {
  const found = told((trace) => {
    trace.connect("alice");
    trace.connect("bob");
    trace.join("bob", "red");
    trace.join("alice", "red");
    trace.join("alice", "blue");
  });
  assert.deepEqual(found, [["/", "red: alice bob", "blue: alice", "(alice): alice", "(bob): bob"]]);
});

test("a room belongs to its namespace", () => {
  const found = told((trace) => {
    trace.connect("alice");
    trace.connect("alice", "admin-id", "/admin");
    trace.join("admin", "red");
  });
  assert.deepEqual(found, [
    ["/", "(alice): alice"],
    ["/admin", "red: alice", "(alice): alice"],
  ]);
});

test("whoever leaves its own room is not in it, others may be", () => {
  const found = told((trace) => {
    trace.connect("alice");
    trace.connect("bob");
    trace.leave("alice", "alice-id");
    trace.join("alice", "bob-id");
  });
  assert.deepEqual(found, [["/", "(bob): bob alice"]]);
});

test("before anybody is connected there is nothing", () => {
  assert.deepEqual(told(() => undefined), []);
});
