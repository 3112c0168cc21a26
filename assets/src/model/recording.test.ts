import assert from "node:assert/strict";
import test from "node:test";
import { readRecording } from "./recording";

const HEAD = `sequenceDiagram
    %% clients: [alice, bob]
    title: A recorded run
    participant alice
    participant server
    participant bob
    alice->>server: connect
    bob->>server: /admin connect {"token":1}
`;

test("a recording is fenced, and tells its clients and remarks", () => {
  const found = readRecording(`${HEAD}    %% an emit asked for an ack and got none
    alice->>server: hello "%% no remark"
    %% left out (it did not come when the run was played again): server->>bob: late
`);
  assert.ok(found.text.startsWith("```mermaid\nsequenceDiagram\n") && found.text.endsWith("late\n```\n"));
  assert.deepEqual([found.clients, found.remarks, found.isEmpty], ["[alice, bob]", 2, false]);
  assert.equal(found.options, null);
  const tuned = readRecording(`sequenceDiagram\n    %% clients: [a]\n    %% options: {"pingInterval":1}\n`);
  assert.deepEqual([tuned.options, tuned.remarks], ['{"pingInterval":1}', 0]);
});

test("connections alone are an empty run; anything else is not", () => {
  assert.equal(readRecording(HEAD).isEmpty, true);
  assert.equal(readRecording("sequenceDiagram\n").isEmpty, true);
  assert.equal(readRecording(`${HEAD}    server-xbob: connect_error "no"\n`).isEmpty, false);
  assert.equal(readRecording(`${HEAD}    server-->>bob: ack\n`).isEmpty, false);
});
