import assert from "node:assert/strict";
import test from "node:test";
import type { Bootstrap } from "./parse";
import type { Scenario } from "./part";
import { opened } from "./play";
import { NO_PROGRESS, predicted } from "./progress";
import { initial } from "./state";
import { isExplained } from "./veil";

const scenario = (predict: number | null): Scenario => ({ title: "t", text: "", predict, lines: [] });
const boot: Bootstrap = {
  lesson: { slug: "s", title: "S", clients: ["alice"], steps: [] },
  loopback: true,
  step: {
    number: 2,
    server: "",
    options: "{}",
    pages: [],
    parts: { scenarios: [scenario(0), scenario(null)], challenge: null, quizzes: [], cards: [] },
  },
};
const start = initial(boot, { code: null, pages: {}, mine: null, theme: "system", singleKeys: true, pace: "normal" });

test("what explains a prediction is told once it was predicted or played, and never hidden where nothing is asked", () => {
  assert.ok(!isExplained(start, NO_PROGRESS, 0));
  assert.ok(isExplained(start, NO_PROGRESS, 1));
  const earlier = predicted(NO_PROGRESS, { slug: "s", step: 2 }, 0, false);
  assert.ok(isExplained(start, earlier, 0));
  assert.ok(isExplained({ ...start, predictions: { 0: { answers: {}, verdicts: [] } } }, NO_PROGRESS, 0));
  const play = opened(scenario(0), 0, "all");
  assert.ok(!isExplained({ ...start, play }, NO_PROGRESS, 0));
  assert.ok(isExplained({ ...start, play: { ...play, phase: "over" } }, NO_PROGRESS, 0));
});
