import assert from "node:assert/strict";
import test from "node:test";
import * as challenge from "./challenge";

const { UNTRIED } = challenge;
const done = { kind: "done", report: { passed: false, scenarios: [] } } as const;
const failed = { kind: "failed", title: "Busy", detail: "" } as const;

test("the solution is seen after a check of edited code, otherwise it is asked once more", () => {
  const asked = challenge.solutionWanted(UNTRIED);
  assert.equal(asked.solution, "asked");
  assert.equal(challenge.solutionWanted(asked).solution, "shown");
  const untouched = challenge.ended(UNTRIED, done, "lesson's", false);
  assert.equal(challenge.solutionWanted(untouched).solution, "asked");
  const tried = challenge.ended(UNTRIED, done, "mine", true);
  assert.equal(challenge.solutionWanted(tried).solution, "shown");
  assert.equal(challenge.solutionHidden(tried).solution, "hidden");
});

test("a check that did not take place is no try", () => {
  const work = challenge.ended(challenge.started(UNTRIED), failed, "mine", true);
  assert.deepEqual([work.busy, work.tried, work.checked], [false, false, null]);
  assert.equal(challenge.isOld(work, "other"), false);
});

test("a result is old once the code differs, and fresh again when it is as it was", () => {
  const work = challenge.ended(UNTRIED, done, "a", true);
  assert.deepEqual([challenge.isOld(work, "a"), challenge.isOld(work, "b")], [false, true]);
  assert.equal(challenge.isOld(UNTRIED, "b"), false);
});

test("hints open one by one, and not beyond the last", () => {
  const one = challenge.hintOpened(UNTRIED, 2);
  assert.deepEqual([one.hints, challenge.hintOpened(challenge.hintOpened(one, 2), 2).hints], [1, 2]);
});

test("the student's code is kept, however often the solution is put in", () => {
  const work = challenge.solutionTaken(challenge.solutionTaken(UNTRIED, "mine"), "solution");
  assert.equal(work.mine, "mine");
  assert.equal(challenge.mineTaken(work).mine, null);
});
