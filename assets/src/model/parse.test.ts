import assert from "node:assert/strict";
import test from "node:test";
import { parseBootstrap, parseEntry, parseProblem } from "./parse";
import { parseFrameReport } from "./frame";

test("a decision is read with its reasons, rooms and totals", () => {
  const entry = parseEntry(
    "decision",
    JSON.stringify({
      seq: 7,
      at: 12.5,
      cause: 6,
      location: { line: 3, column: 5 },
      operation: "emit",
      call: "socket.broadcast.emit",
      namespace: "/",
      sender: "a",
      event: "hello",
      args: ["x"],
      rooms: ["r", 42, { $value: "undefined" }],
      except: ["a"],
      direct: false,
      flags: { volatile: true },
      recipients: ["b"],
      skipped: [
        { socket: "a", reason: "sender", room: null },
        { socket: "c", reason: "a new one" },
      ],
      totals: { recipients: 1, skipped: 2 },
      warnings: ["careful"],
    }),
  );
  assert.equal(entry?.kind, "decision");
  if (entry?.kind !== "decision") return;
  assert.deepEqual(entry.rooms, ["r", 42, { $value: "undefined" }]);
  assert.deepEqual(entry.skipped, [{ socket: "a", reason: "sender", room: null }]);
  assert.deepEqual(entry.totals, { recipients: 1, skipped: 2 });
  assert.equal(entry.location?.line, 3);
  assert.equal(entry.volatile, true);
});

test("a request may have no status yet", () => {
  const open = { seq: 4, method: "GET", path: "/next", status: null, client: "alice", state: "open" };
  const entry = parseEntry("http", JSON.stringify(open));
  assert.ok(entry?.kind === "http");
  assert.deepEqual([entry.status, entry.client, entry.state, entry.responseBytes], [null, "alice", "open", 0]);
  assert.equal(parseEntry("http", '{"seq":1,"status":200}')?.kind, "http");
});

test("what does not fit is left out and never throws", () => {
  for (const data of ["", "null", "[]", "{}", '{"seq":"1"}', "{"]) assert.equal(parseEntry("decision", data), null);
  assert.equal(parseEntry("decision", '{"seq":1,"operation":"dance"}'), null);
  assert.equal(parseEntry("of a later version", '{"seq":1}')?.kind, "other");
  assert.deepEqual(parseBootstrap("").lesson.clients, []);
});

test("a problem keeps its place, and has a title in any case", () => {
  const problem = parseProblem('{"title":"Syntax error","detail":"expected ;","line":9,"column":2}', "Bad Request");
  assert.deepEqual(problem, { title: "Syntax error", detail: "expected ;", line: 9, column: 2 });
  assert.equal(parseProblem("<html>", "Bad Request").title, "Bad Request");
});

test("a frame is believed only in the forms that we know", () => {
  const from = "emitscope-client";
  assert.deepEqual(parseFrameReport({ from, type: "arrived", socket: "s", event: "e", listeners: 2 }), {
    type: "arrived",
    socket: "s",
    event: "e",
    listeners: 2,
    twice: false,
  });
  assert.equal(parseFrameReport({ type: "arrived" }), null);
  assert.equal(parseFrameReport({ from, type: "key", key: "delete everything" }), null);
  assert.equal(parseFrameReport("hello"), null);
  const long = parseFrameReport({ from, type: "failed", message: "x".repeat(5_000) });
  assert.equal(long?.type === "failed" && long.message.length, 200);
});
