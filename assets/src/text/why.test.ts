import assert from "node:assert/strict";
import test from "node:test";
import { parseWhy } from "../model/report";
import { plain } from "./pieces";
import { fateBecause, restOf, resultOf, sentBy } from "./why";

function told(text: string): string[] {
  const why = parseWhy(text);
  assert.ok(why.kind === "decision", text);
  const fates = why.fates.map((fate) => `${fate.client}: ${resultOf(fate)} ${plain(fateBecause(fate, why))}`.trim());
  return [plain(sentBy(why)), ...fates, restOf(why)].filter(Boolean);
}

test("a check's reasons read as the table's do", () => {
  assert.deepEqual(told("line 3, `socket.broadcast.emit` of `hello`: bob delivered, alice skipped (sender)"), [
    "socket.broadcast.emit sent hello",
    "bob: Delivered",
    "alice: Skipped It is the sender, and socket.broadcast leaves the sender out",
  ]);
  assert.deepEqual(told('line 3, `socket.to("red").emit` of `hello`: alice skipped (sender), bob skipped (not-in-room)'), [
    'socket.to("red").emit sent hello',
    "alice: Skipped It is the sender, and socket.to() leaves the sender out",
    "bob: Skipped It is not in red",
  ]);
  assert.deepEqual(told("`io.to(room).except(\"b\").emit` of `hi`: al skipped (not-in-room), bo skipped (excepted `b`) (2 times)"), [
    'io.to(room).except("b").emit sent hi, 2 times',
    "al: Skipped It is not in the room",
    "bo: Skipped It is in b, which except() leaves out",
  ]);
  assert.deepEqual(told("line 2, `socket.emit` of `hi`: alice delivered, 2 not addressed"), [
    "socket.emit sent hi",
    "alice: Delivered",
    "It was not meant for 2 other clients",
  ]);
});
