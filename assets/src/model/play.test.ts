import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { arrived, decided, NOTHING_HEARD } from "./hearing";
import { judged, received, underWay } from "./judge";
import { append, EMPTY_LOG } from "./log";
import type { Act, Scenario } from "./part";
import { type Fact, heldNamespaces, nextStimulus, opened, type Window } from "./play";

const at = (client: string) => ({ client, namespace: "/" });
const emit = (client: string, event: string): Act => ({ kind: "emit", ...at(client), event, args: [], ack: false });
const event = (client: string, name: string, args: unknown[] = []): Act => ({
  kind: "event",
  ...at(client),
  event: name,
  args,
});
const clock: Act = { kind: "clock", milliseconds: 1_000 };

const scenario = (...acts: Act[]): Scenario => ({
  title: "t",
  text: "",
  predict: null,
  lines: acts.map((act) => ({ text: "", act })),
});

/** Plays: each entry of `steps` builds the trace of one window, the first that of the start. */
function played(of: Scenario, steps: ((trace: Trace) => void)[], facts: Fact[] = [], deaf: string[] = []) {
  const trace = new Trace();
  const windows: Window[] = [];
  let line: number | null = -1;
  for (const step of steps) {
    windows.push({ line, base: trace.entries.length, settled: true, problem: null });
    step(trace);
    line = nextStimulus(of, line + 1) ?? of.lines.length;
  }
  const log = append(EMPTY_LOG, trace.entries);
  const sent = decided(NOTHING_HEARD, trace.entries);
  const hearing = arrived(
    sent,
    sent.sent.filter(({ socket }) => !deaf.includes(socket)).map(({ socket, event: name }) => ({ socket, event: name, listeners: 1 })),
  );
  const play = judged({ ...opened(of, 0, "all"), phase: "over", windows, facts }, of, log, hearing);
  return { play, log, hearing, kinds: play.marks.map(({ kind }) => kind) };
}

const enter = (trace: Trace) => ["alice", "bob"].forEach((name) => trace.connect(name));
const chat = (trace: Trace, ...to: string[]) => {
  const cause = trace.receive("alice", "chat");
  trace.emit("chat", { to, cause });
};

test("a line comes true when the event arrived in its client's frame, not when it was sent", () => {
  const of = scenario(emit("alice", "chat"), event("bob", "chat"), event("alice", "chat"));
  const steps = [enter, (trace: Trace) => chat(trace, "alice", "bob")];
  assert.deepEqual(played(of, steps).kinds, ["done", "met", "met"]);
  const late = played(of, steps, [], ["bob-id"]);
  assert.deepEqual(late.kinds, ["done", "missing", "met"]);
  assert.equal(underWay(late.play, of, { ...late, clients: ["alice", "bob"] }), 1);
});

test("what no line says is told at its stimulus, or instead of what a line says", () => {
  const of = scenario(emit("alice", "chat"), event("bob", "hello"));
  const { play } = played(of, [enter, (trace) => chat(trace, "bob", "alice")]);
  const came = { kind: "event", namespace: "/", event: "chat", args: [] };
  assert.deepEqual(play.marks, [
    { kind: "done", also: [{ client: "alice", came }] },
    { kind: "missing", instead: came },
  ]);
});

test("what comes before the first stimulus stands above it", () => {
  const of = scenario(event("alice", "hi"), emit("alice", "chat"));
  const { kinds, play } = played(of, [
    (trace) => {
      enter(trace);
      trace.emit("hi", { to: ["alice", "bob"] });
    },
    (trace) => chat(trace),
  ]);
  assert.deepEqual(kinds, ["met", "done"]);
  assert.deepEqual(
    play.early.map(({ client }) => client),
    ["bob"],
  );
});

test("a timer of the real clock may fire before the line that waits for it", () => {
  const of = scenario(emit("alice", "chat"), emit("bob", "chat"), clock, event("alice", "chat"));
  const { kinds, play } = played(of, [enter, (trace) => chat(trace, "alice"), () => undefined, () => undefined]);
  assert.deepEqual(kinds, ["done", "done", "done", "met"]);
  assert.deepEqual(play.marks[0], { kind: "done", also: [] });
});

test("an ack belongs to its client's last emit", () => {
  const of = scenario(emit("alice", "a"), emit("alice", "b"), { kind: "ack", client: "alice", namespace: null, args: ["*"] });
  const fact = (act: number): Fact => ({ client: "alice", window: 2, came: { kind: "ack", act, args: [1] } });
  const steps = [enter, () => undefined, () => undefined];
  assert.equal(played(of, steps, [fact(1)]).kinds[2], "met");
  assert.equal(played(of, steps, [fact(0)]).kinds[2], "missing");
});

test("an answer in pieces is told by its lines, whenever its pieces come", () => {
  const response = (body: unknown): Act => ({ kind: "response", client: "alice", status: 200, body });
  const ask: Act = { kind: "request", client: "alice", method: "GET", path: "/", body: null };
  const fact = (body: string, whole = false): Fact => ({
    client: "alice",
    window: 1,
    came: { kind: "response", act: 0, status: 200, body, whole },
  });
  const of = scenario(ask, response("one "), clock, response("two"));
  const steps = [enter, () => undefined, () => undefined];
  const all = [fact("o"), fact("ne "), fact("two"), fact("one two", true)];
  assert.deepEqual(played(of, steps, all).kinds, ["done", "met", "done", "met"]);
  assert.deepEqual(played(of, steps, [fact("one ")]).kinds, ["done", "met", "done", "missing"]);
  assert.deepEqual(played(of, steps, [fact("one three")]).kinds, ["done", "met", "done", "missing"]);
  assert.deepEqual(played(scenario(ask, response("one two")), [enter, () => undefined], all).kinds, ["done", "met"]);
});

test("an answer in pieces goes on beside a later request of the same client", () => {
  const response = (status: number, body: unknown): Act => ({ kind: "response", client: "alice", status, body });
  const ask = (method: string): Act => ({ kind: "request", client: "alice", method, path: "/", body: null });
  const came = (act: number, window: number, status: number, body: string, whole = false): Fact => ({
    client: "alice",
    window,
    came: { kind: "response", act, status, body, whole },
  });
  const of = scenario(ask("GET"), response(200, "one "), clock, response(200, "two "), ask("POST"), response(200, "yes"), response(201, null));
  const steps = [enter, () => undefined, () => undefined, () => undefined];
  const stream = [came(0, 1, 200, "one "), came(0, 2, 200, "two "), came(0, 3, 200, "yes")];
  const all = played(of, steps, [...stream, came(4, 3, 201, "", true)]);
  assert.deepEqual(all.kinds, ["done", "met", "done", "met", "done", "met", "met"]);
  assert.equal(played(of, steps, stream).kinds[6], "missing");
  assert.equal(played(of, steps, [...stream.slice(0, 2), came(4, 3, 201, "", true)]).kinds[5], "missing");
});

test("the emit of a line is found by its client and event", () => {
  const of = scenario(emit("alice", "chat"));
  const { play, log } = played(of, [
    enter,
    (trace) => {
      trace.receive("bob", "chat");
      trace.receive("alice", "typing");
      chat(trace);
    },
  ]);
  const seq = received(play, of, 0, log);
  assert.equal(log.moments.find(({ entry }) => entry.seq === seq)?.entry.kind, "receive");
  assert.equal(seq, log.moments.findLast(({ entry }) => entry.kind === "receive")?.entry.seq);
});

test("a play of an older run keeps its marks", () => {
  const of = scenario(emit("alice", "chat"), event("bob", "chat"));
  const { play, hearing, kinds } = played(of, [enter, (trace) => chat(trace, "bob")]);
  const trace = new Trace();
  trace.restart();
  const again = judged(play, of, append(EMPTY_LOG, trace.entries), hearing);
  assert.deepEqual(again.marks.map(({ kind }) => kind), kinds);
});

test("a page waits with the connection that its scenario makes", () => {
  const connect = (client: string, namespace = "/"): Act => ({ kind: "connect", client, namespace, auth: null });
  assert.deepEqual(heldNamespaces(scenario(connect("bob"), emit("alice", "a")), "bob"), ["/"]);
  assert.deepEqual(heldNamespaces(scenario(connect("bob")), "alice"), []);
  const again = scenario({ kind: "disconnect", ...at("bob") }, connect("bob"));
  assert.deepEqual(heldNamespaces(again, "bob"), [], "it was connected before");
  assert.deepEqual(heldNamespaces(scenario(connect("bob", "/admin")), "bob"), ["/admin", "/"]);
  assert.deepEqual(heldNamespaces(scenario(connect("bob", "/admin"), emit("bob", "a")), "bob"), ["/admin"]);
});

test("that a client's own weather breaks its connection is no surprise; that anything else ends it is one", () => {
  const of = scenario({ kind: "offline", client: "bob" }, emit("alice", "chat"));
  const dropped = (client: string, reason: string): Fact => ({
    client,
    window: 1,
    came: { kind: "dropped", namespace: "/", reason },
  });
  const steps = [enter, () => undefined, (trace: Trace) => void trace.receive("alice", "chat")];
  const surprises = (...facts: Fact[]) =>
    played(of, steps, facts).play.marks.flatMap((mark) => (mark.kind === "done" ? mark.also : []));
  assert.deepEqual(surprises(dropped("bob", "transport close")), []);
  assert.equal(surprises(dropped("bob", "io server disconnect")).length, 1);
  assert.equal(surprises(dropped("alice", "transport close")).length, 1);
});

test("the request of a line is found by its client, method and path, as a browser sends it", () => {
  const request = (client: string, path: string): Act => ({ kind: "request", client, method: "GET", path, body: null });
  const of = scenario(request("alice", "/a b?c=ü"), request("bob", "/a"));
  const { play, log } = played(of, [
    enter,
    (trace) => {
      trace.ask("bob", "GET", "/a%20b?c=%C3%BC");
      trace.ask("alice", "GET", "/a%20b?c=%C3%BC");
    },
    (trace) => void trace.ask("bob", "POST", "/a"),
  ]);
  const found = received(play, of, 0, log);
  const entry = log.moments.find((moment) => moment.entry.seq === found)?.entry;
  assert.equal(entry?.kind === "http" && entry.client, "alice");
  assert.equal(received(play, of, 1, log), null);
});
