import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { decided, NOTHING_HEARD, arrived } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { isHeadline, scene } from "./scene";
import { stops } from "./stops";

const clients = ["alice", "bob", "carol"];

function show(trace: Trace, seq: number, live = true, heardBy: string[] = []) {
  const log = append(EMPTY_LOG, trace.entries);
  const reports = heardBy.map((name) => ({ socket: `${name}-id`, event: "hello", listeners: 1 }));
  const hearing = arrived(decided(NOTHING_HEARD, trace.entries), reports);
  const stop = stops(log).find((found) => found.seq === seq) ?? null;
  return scene({ log, hearing, clients, stop, live });
}

function connected(): Trace {
  const trace = new Trace();
  for (const name of clients) trace.connect(name);
  return trace;
}

test("each client has its outcome, and the cause is known", () => {
  const trace = connected();
  const cause = trace.receive("alice", "hello");
  const seq = trace.emit("hello", { to: ["bob", "carol"], skipped: [["alice", "sender"]], sender: "alice", cause });
  const { actors, originKey } = show(trace, seq, true, ["bob"]);
  assert.equal(originKey, "alice");
  assert.deepEqual(
    actors.map(({ key, outcome }) => [key, outcome?.kind]),
    [
      ["alice", "skipped"],
      ["bob", "heard"],
      ["carol", "delivered"],
    ],
  );
});

test("a direct emit leaves the others aside", () => {
  const trace = connected();
  const seq = trace.emit("hello", { to: ["alice"], direct: true });
  const kinds = show(trace, seq).actors.map(({ outcome }) => outcome?.kind);
  assert.deepEqual(kinds, ["delivered", "aside", "aside"]);
});

test("looking back shows the rooms as they were, live as they are", () => {
  const trace = connected();
  const seq = trace.emit("hello", { to: ["bob"] });
  trace.join("carol", "room1");
  assert.deepEqual(show(trace, seq, false).rooms, []);
  assert.deepEqual(
    show(trace, seq, true).rooms.map(({ name, members }) => [name, members]),
    [["room1", ["carol"]]],
  );
});

test("a join shows the room before and after", () => {
  const trace = connected();
  trace.join("alice", "room1");
  const seq = trace.join("bob", "room1");
  const [room] = show(trace, seq, false).rooms;
  assert.deepEqual([room?.before, room?.members], [["alice"], ["alice", "bob"]]);
});

test("a client that is gone keeps its place", () => {
  const trace = connected();
  const seq = trace.emit("hello", { to: ["bob", "carol"] });
  trace.disconnect("carol");
  const { actors, ring } = show(trace, seq);
  assert.equal(actors.find(({ key }) => key === "carol")?.connected, false);
  assert.deepEqual(ring, clients);
});

test("another program goes by the name it gave itself, else by its short id, and so does a second socket of one client", () => {
  const trace = connected();
  trace.connect(null, "0123456789abcdef");
  trace.connect("dave", "dave-of-node");
  trace.connect("a-name-without-an-end", "long-of-node");
  trace.connect("alice", "second-of-alice");
  const seq = trace.emit("hello", { to: ["alice"] });
  assert.deepEqual(
    show(trace, seq).actors.map(({ name }) => name),
    ["alice", "bob", "carol", "012345", "dave", "a-name-without-a…", "second"],
  );
});

test("joins while people settle in make no headline; joins on request do", () => {
  const trace = new Trace();
  const cause = trace.connect("alice");
  const settling = trace.join("alice", "room1", cause);
  const asked = trace.receive("alice", "join");
  const request = trace.join("alice", "room2", asked);
  const log = append(EMPTY_LOG, trace.entries);
  const headline = (seq: number) => isHeadline(log, log.moments[seq - 1]!);
  assert.equal(headline(settling), false);
  assert.equal(headline(request), true);
  assert.equal(headline(1), false, "the room of its own id");
});

test("rooms have their colours from the order in which they appeared in this run", () => {
  const trace = connected();
  trace.join("alice", "first");
  trace.restart();
  trace.connect("alice");
  trace.join("alice", "second");
  const seq = trace.emit("hello", { to: [] });
  assert.deepEqual(
    show(trace, seq).rooms.map(({ name, index }) => [name, index]),
    [["second", 0]],
  );
});
