import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { endedBy } from "./presence";
import { type Actor, scene } from "./scene";
import { stops } from "./stops";

const clients = ["alice", "bob", "carol"];

/** How each is there, live, or at an entry. */
function present(trace: Trace, plain: readonly string[] = [], seq: number | null = null) {
  const log = append(EMPTY_LOG, trace.entries);
  const stop = stops(log).find((found) => found.seq === seq) ?? null;
  const live = seq === null;
  const { actors } = scene({ log, hearing: NOTHING_HEARD, clients, stop, live, plain: new Set(plain) });
  return (name: string) => actors.find(({ key }) => key === name) as Actor;
}

test("a page without a socket is there, without a connection", () => {
  const trace = new Trace();
  trace.connect("alice");
  const of = present(trace, ["bob"]);
  assert.deepEqual(
    clients.map((name) => of(name).presence.kind),
    ["connected", "plain", "away"],
  );
});

test("who is refused stays refused until it connects", () => {
  const trace = new Trace();
  trace.connect("bob");
  const refusal = trace.refuse("alice", "not allowed");
  assert.deepEqual(present(trace)("alice").presence, { kind: "refused", namespace: "/", message: "not allowed" });
  trace.connect("alice");
  assert.equal(present(trace)("alice").presence.kind, "connected");
  assert.equal(present(trace, [], refusal)("alice").presence.kind, "refused");
  trace.disconnect("alice");
  assert.equal(present(trace)("alice").presence.kind, "away");
});

test("a refusal of another run is forgotten", () => {
  const trace = new Trace();
  trace.refuse("alice", "not allowed");
  trace.restart();
  assert.equal(present(trace)("alice").presence.kind, "away");
});

test("who is in another namespace only is elsewhere; refused there, it stays where it is", () => {
  const trace = new Trace();
  trace.connect("alice", "alice-admin", "/admin");
  trace.connect("bob");
  const refusal = trace.refuse("bob", "no", "/admin");
  assert.deepEqual(present(trace)("alice").presence, { kind: "elsewhere", namespaces: ["/admin"] });
  assert.equal(present(trace)("bob").presence.kind, "connected");
  assert.equal(present(trace, [], refusal)("bob").presence.kind, "refused");
});

test("a request is answered to who asked, and the others have no part in it", () => {
  const trace = new Trace();
  trace.connect("carol");
  const seq = trace.ask("alice", "GET", "/messages");
  const outcomes = (at: number) => clients.map((name) => present(trace, ["alice", "bob"], at)(name).outcome);
  assert.deepEqual(outcomes(seq), [{ kind: "answered", status: 200, open: false }, { kind: "apart", open: false }, { kind: "apart", open: false }]);
  assert.ok(present(trace, ["alice"], seq)("alice").cause);
  const open = trace.ask("bob", "GET", "/stream", { state: "open", streamed: true });
  assert.deepEqual(outcomes(open)[1], { kind: "answered", status: 200, open: true });
  const post = trace.ask("alice", "POST", "/messages");
  assert.deepEqual(outcomes(post).slice(1), [
    { kind: "apart", open: true },
    { kind: "apart", open: false },
  ]);
  trace.ask("bob", "GET", "/stream", { cause: open });
  const after = trace.ask("alice", "POST", "/messages");
  assert.deepEqual(outcomes(after)[1], { kind: "apart", open: false });
  const waits = trace.ask("bob", "GET", "/poll", { state: "open", status: null });
  assert.deepEqual(outcomes(waits)[1], { kind: "waiting" });
  const cut = trace.ask("bob", "GET", "/poll", { state: "aborted", cause: waits });
  assert.deepEqual(outcomes(cut)[1], { kind: "cut" });
});

test("a connection that somebody ended says why; one that broke waits for the next", () => {
  const trace = new Trace();
  const ended = () => endedBy(append(EMPTY_LOG, trace.entries), "alice");
  assert.equal(ended(), null);
  trace.connect("alice");
  trace.disconnect("alice");
  assert.equal(ended(), null);
  trace.connect("alice", "second");
  trace.disconnect("alice", "second", "server namespace disconnect");
  assert.equal(ended(), "server namespace disconnect");
  trace.connect("alice", "third");
  assert.equal(ended(), null);
});
