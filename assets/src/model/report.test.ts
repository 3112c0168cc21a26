import assert from "node:assert/strict";
import test from "node:test";
import { parseReport, parseWhy, roomsOf } from "./report";

test("a decision is read out of the server's words", () => {
  assert.deepEqual(
    parseWhy("line 3, `socket.broadcast.emit` of `hello`: bob delivered, alice skipped (sender)"),
    {
      kind: "decision",
      line: 3,
      call: "socket.broadcast.emit",
      event: "hello",
      times: 1,
      fates: [
        { client: "bob", reason: null, room: null },
        { client: "alice", reason: "sender", room: null },
      ],
      rest: 0,
    },
  );
  const many = parseWhy('`io.to("a").emit` of `chat message`: bob skipped (excepted `b c`), 3 not addressed (2 times)');
  assert.ok(many.kind === "decision");
  assert.deepEqual([many.line, many.times, many.rest], [null, 2, 3]);
  assert.deepEqual(many.fates, [{ client: "bob", reason: "excepted", room: "b c" }]);
});

test("what is no decision stays a sentence", () => {
  for (const text of [
    "no line of the server sent `hello`",
    "the server has no listener for `hi`, which alice emitted",
    "line 3, `io.emit` of `hello`: nobody is in the namespace",
    "line 3, `io.emit` of `hello`: bob skipped (mood)",
    "and 4 more",
  ]) {
    assert.deepEqual(parseWhy(text), { kind: "sentence", text });
  }
});

test("an answer is read line by line", () => {
  const line = { line: 15, text: 'alice->>server: hello "alice"', ok: true, expected: "", got: "", why: "" };
  const wrong = { ...line, ok: false, expected: "alice receives hello", got: "nothing", why: "a\nb" };
  const unplayed = { ...line, ok: false, got: "not played, since the scenario stopped above" };
  const body = { passed: false, scenarios: [{ title: "one", passed: false, lines: [line, wrong, unplayed] }] };
  const report = parseReport(JSON.stringify(body));
  assert.deepEqual(
    report?.scenarios[0]?.lines.map(({ kind }) => kind),
    ["right", "wrong", "unplayed"],
  );
  assert.equal(report?.scenarios[0]?.lines[1]?.why.length, 2);
  assert.equal(report?.passed, false);
  for (const text of ["", "{}", "[]", "null"]) assert.equal(parseReport(text), null);
});

test("the rooms of a call are those that it names as texts", () => {
  assert.deepEqual(roomsOf("io.to(\"red\").in('blue').except(\"x\").emit"), ["red", "blue"]);
  assert.deepEqual(roomsOf("socket.to(room).emit"), []);
});
