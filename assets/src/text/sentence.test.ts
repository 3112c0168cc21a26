import assert from "node:assert/strict";
import test from "node:test";
import type { HttpEntry } from "../model/entry";
import { Trace } from "../model/fixture";
import { effect } from "../model/effect";
import { arrived, decided, NOTHING_HEARD } from "../model/hearing";
import { append, EMPTY_LOG } from "../model/log";
import { scene } from "../model/scene";
import { stops } from "../model/stops";
import { because } from "./because";
import { plain } from "./pieces";
import { sentence } from "./sentence";

const CODE = `io.on("connection", (socket) => {
  socket.on("twice", log); socket.on("twice", log);
  socket.on("btn", () => console.log("pressed"));
});`;

const clients = ["alice", "bob", "carol"];

function people(): Trace {
  const trace = new Trace();
  for (const name of clients) trace.connect(name);
  return trace;
}

function tell(trace: Trace, seq: number, reports: [string, string, number][] = []) {
  const log = append(EMPTY_LOG, trace.entries);
  const arrivals = reports.map(([name, event, listeners]) => ({ socket: `${name}-id`, event, listeners }));
  const hearing = arrived(decided(NOTHING_HEARD, trace.entries), arrivals);
  const stop = stops(log).find((found) => found.seq === seq) ?? null;
  const shown = scene({ log, hearing, clients, stop, live: true });
  const entry = stop?.moment.entry;
  const reasons =
    entry?.kind === "decision" ? shown.actors.map((actor) => plain(because(actor, entry, shown.owners))) : [];
  return {
    said: plain(sentence(shown, clients, entry?.kind === "receive" ? { effect: effect(log, entry, CODE) } : {}) ?? []),
    why: reasons,
  };
}

test("what follows from a request says who asked", () => {
  const trace = people();
  const cause = trace.ask("bob", "POST", "/messages");
  const seq = trace.emit("message", { to: ["alice", "bob", "carol"], cause, line: 4, call: "io.emit" });
  assert.equal(tell(trace, seq).said, "bob asked POST /messages. Line 4 sent message to 3 of 3 clients.");
  const other = trace.emit("message", { to: ["alice"], cause: trace.ask(null, "GET", "/x"), line: 4, call: "io.emit" });
  assert.match(tell(trace, other).said, /^A client asked GET \/x\. /);
});

test("a broadcast", () => {
  const trace = people();
  const cause = trace.receive("alice", "hello");
  const call = "socket.broadcast.emit";
  const skipped = [["alice", "sender"]] as const;
  const seq = trace.emit("hello", { to: ["bob", "carol"], skipped, sender: "alice", cause, line: 4, call });
  const { said, why } = tell(trace, seq, [
    ["bob", "hello", 1],
    ["carol", "hello", 0],
  ]);
  assert.equal(said, "alice sent hello. Line 4 delivered it to 2 of 3 clients; 1 heard it.");
  assert.deepEqual(why, [
    "It is the sender, and socket.broadcast leaves the sender out",
    "It is not the sender; 1 listener ran",
    "It is not the sender, but has no listener for hello",
  ]);
});

test("a room, by another event, from a call in the learner's own words", () => {
  const trace = people();
  trace.join("alice", "room1");
  trace.join("bob", "room1");
  const cause = trace.receive("alice", "chat");
  const skipped = [
    ["alice", "sender"],
    ["carol", "not-in-room"],
  ] as const;
  const sent = { to: ["bob"], skipped, sender: "alice", cause, line: 9, rooms: ["room1"], call: 's.to("room1").emit' };
  const { said, why } = tell(trace, trace.emit("message", sent));
  assert.equal(said, "alice sent chat. Line 9 sent message to 1 of 3 clients.");
  assert.deepEqual(why, ["It is the sender, and s.to() leaves the sender out", "It is in room1", "It is not in room1"]);
});

test("to one client only", () => {
  const trace = people();
  const cause = trace.receive("alice", "hello");
  const call = "socket.emit";
  const seq = trace.emit("hello", { to: ["alice"], direct: true, cause, line: 3, call });
  const { said, why } = tell(trace, seq, [["alice", "hello", 1]]);
  assert.equal(said, "alice sent hello. Line 3 delivered it to alice only, who heard it.");
  assert.equal(why[1], "socket.emit goes to one client only");
});

test("nobody is there", () => {
  const trace = people();
  const skipped = clients.map((name) => [name, "not-in-room"] as const);
  const cause = trace.receive("alice", "hello");
  const seq = trace.emit("hello", { to: [], skipped, rooms: ["room9"], cause, line: 4 });
  assert.equal(tell(trace, seq).said, "alice sent hello. Line 4 delivered it to 0 of 3 clients: nobody is in room9.");
});

test("the server by itself, a connection, a join", () => {
  const trace = people();
  const tick = trace.emit("tick", { to: clients, line: 7 });
  const join = trace.join("bob", "room1", trace.receive("bob", "enter"));
  assert.equal(tell(trace, tick).said, "The server sent tick by itself. Line 7 delivered it to 3 of 3 clients.");
  assert.equal(tell(trace, join).said, "bob sent enter. Line 2 put bob into room1.");
  assert.equal(tell(trace, join).why[1], "It is in room1 now");
  const connection = trace.connect("dave");
  assert.equal(tell(trace, connection).said, "dave connected.");
});

test("an event that the server did not answer with anything", () => {
  const trace = people();
  const [pressed, unknown, twice] = [
    trace.receive("alice", "btn"),
    trace.receive("bob", "nothing", false),
    trace.receive("carol", "twice"),
  ];
  assert.equal(tell(trace, pressed).said, "alice sent btn. The server's listener on line 3 ran, and sent nothing.");
  assert.equal(tell(trace, unknown).said, "bob sent nothing. The server has no listener for it.");
  assert.equal(tell(trace, twice).said, "carol sent twice. The server's listener ran, and sent nothing.");
  trace.ack("alice", pressed);
  assert.match(tell(trace, pressed).said, /on line 3 answered with an ack, and sent nothing else\.$/);
  trace.error("x is not defined", twice);
  assert.match(tell(trace, twice).said, /The server's listener failed: x is not defined$/);
});

test("a request, and how it was answered", () => {
  const trace = people();
  const location = { line: 4, column: 1 };
  const said = (told: Partial<HttpEntry>) => tell(trace, trace.ask("alice", "GET", "/m", told)).said;
  assert.equal(said({ location }), "alice asked GET /m. Line 4 answered 200 with 2 bytes.");
  assert.equal(said({ status: 404 }), "alice asked GET /m. The server has no route for it, and answered 404.");
  assert.equal(said({ location, status: null, state: "open" }), "alice asked GET /m. Line 4 has not answered yet.");
  assert.match(said({ location, state: "open" }), /Line 4 began to answer 200, and the answer stays open\.$/);
  assert.match(said({ state: "aborted", responseBytes: 1 }), /The answer was broken off after 1 byte\.$/);
  assert.match(said({ location, cause: 4 }), /^alice had asked GET \/m\. Line 4 answered 200/);
});

test("a room that bears a socket's id is somebody's own", () => {
  const trace = people();
  const skipped = [["carol", "not-in-room"]] as const;
  const seq = trace.emit("dm", { to: ["bob"], skipped, rooms: ["bob-id"], line: 5, call: "io.to(id).emit" });
  assert.equal(tell(trace, seq).why[2], "It is not in bob's own room");
});
