import assert from "node:assert/strict";
import test from "node:test";
import { parseParts } from "./part";

const line = (text: string, act: object) => ({ line: 1, text, stimulus: true, act });
const hello = line("alice->>server: hello", {
  kind: "emit",
  client: "alice",
  namespace: "/",
  event: "hello",
  args: ["x"],
  ack: false,
});

test("parts are read as the server sends them", () => {
  const parts = parseParts({
    scenarios: [{ title: "t", text: "sequenceDiagram", predict: 0, lines: [hello] }],
    challenge: { solution: "code", hints: ["<p>look</p>"] },
    quizzes: [{ question: "q", answers: [{ html: "a", right: true }], explanation: "" }],
    cards: [{ name: "room", anchor: "room", term: "<em>room</em>", back: "<p>b</p>" }],
  });
  assert.deepEqual(parts.scenarios[0]?.lines[0]?.act, {
    kind: "emit",
    client: "alice",
    namespace: "/",
    event: "hello",
    args: ["x"],
    ack: false,
  });
  assert.equal(parts.scenarios[0]?.predict, 0);
  assert.deepEqual(parts.challenge, { solution: "code", hints: ["<p>look</p>"] });
  assert.deepEqual(parts.quizzes[0]?.answers, [{ html: "a", right: true }]);
  assert.deepEqual(parts.cards, [{ name: "room", anchor: "room", term: "<em>room</em>", back: "<p>b</p>" }]);
});

test("what is no part is no part, and a line of an unknown kind predicts nothing", () => {
  assert.deepEqual(parseParts(null), { scenarios: [], challenge: null, quizzes: [], cards: [] });
  const parts = parseParts({ scenarios: [{ predict: 1, lines: [line("?", { kind: "new" }), hello] }], quizzes: [7] });
  assert.equal(parts.scenarios[0]?.lines.length, 1);
  assert.equal(parts.scenarios[0]?.predict, null);
  assert.equal(parts.quizzes[0]?.question, "");
});
