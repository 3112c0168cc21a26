import assert from "node:assert/strict";
import test from "node:test";
import { hasArrived, isOnItsWay, newestPacket } from "./arrival";
import { NO_PARTS, Trace } from "./fixture";
import { append, EMPTY_LOG } from "./log";
import type { Stimulus } from "./part";
import { opened, type Play } from "./play";
import { NO_WIRE, parsePacket, received, type Wire, type WirePacket } from "./wire";

const connect = (namespace = "/"): Stimulus => ({ kind: "connect", client: "alice", namespace, auth: null });
const disconnect: Stimulus = { kind: "disconnect", client: "alice", namespace: "/" };
const answer: Stimulus = { kind: "answer", client: "alice", namespace: null, args: [] };
const emit: Stimulus = { kind: "emit", client: "alice", namespace: "/", event: "hello", args: [], ack: false };

function packet(text: string, { client = "alice", direction = "to-server" } = {}): WirePacket {
  const packet = { at: 5, connection: "c", client, direction, transport: "websocket", packet: text, bytes: text.length };
  return parsePacket(JSON.stringify(packet)) as WirePacket;
}

function present(...clients: string[]) {
  const trace = new Trace();
  for (const client of clients) trace.connect(client);
  return trace;
}

function played(stimulus: Stimulus, wire: Wire, trace = present(), after = 0): boolean {
  const scenario = { title: "t", text: "", predict: null, lines: [{ text: "", act: stimulus }] };
  const windows: Play["windows"] = [{ line: 0, base: 0, settled: false, problem: null }];
  const log = append(EMPTY_LOG, trace.entries);
  const play: Play = { ...opened(scenario, 0, "all"), run: log.run, windows };
  return hasArrived(stimulus, 0, after, { log, play, wire, lessonParts: { ...NO_PARTS, scenarios: [scenario] } });
}

test("a connection, its end and an answer arrive with their packet", () => {
  const wire = received(NO_WIRE, [packet("40"), packet("40/admin,"), packet("41"), packet("430[]")]);
  assert.equal(newestPacket({ wire }), 4);
  for (const stimulus of [connect(), connect("/admin"), disconnect, answer]) {
    assert.equal(played(stimulus, wire), true, JSON.stringify(stimulus));
    assert.equal(played(stimulus, wire, present(), 4), false, "what came before the line does not count");
  }
  assert.equal(played(connect("/other"), wire), false);
});

test("what others send, and what the server sends, does not count", () => {
  const wire = received(NO_WIRE, [packet("40", { client: "bob" }), packet("40", { direction: "to-client" })]);
  assert.equal(played(connect(), wire), false);
});

test("a namespace is told without its query", () => {
  assert.equal(played(connect("/admin"), received(NO_WIRE, [packet("40/admin?token=1,")])), true);
});

test("an emit arrives with its entry", () => {
  const trace = present("alice");
  assert.equal(played(emit, NO_WIRE, trace), false);
  trace.receive("alice", "hello");
  assert.equal(played(emit, NO_WIRE, trace), true);
});

test("only who is there sends, and only who is not connects", () => {
  const of = (trace: Trace) => ({ log: append(EMPTY_LOG, trace.entries), weather: {} });
  const [there, away] = [of(present("alice")), of(present("bob"))];
  for (const stimulus of [emit, answer, disconnect]) {
    assert.deepEqual([isOnItsWay(stimulus, there), isOnItsWay(stimulus, away)], [true, false], stimulus.kind);
  }
  assert.deepEqual([isOnItsWay(connect(), there), isOnItsWay(connect(), away)], [false, true]);
  assert.equal(isOnItsWay(connect("/admin"), there), true);
  assert.equal(isOnItsWay(connect(), { ...away, weather: { alice: { kind: "offline" } } }), false);
  assert.equal(isOnItsWay({ kind: "clock", milliseconds: 5 }, there), false);
});
