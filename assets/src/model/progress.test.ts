import assert from "node:assert/strict";
import test from "node:test";
import {
  challengePassed,
  MAX_LESSONS,
  MAX_STEPS,
  NO_PROGRESS,
  parseProgress,
  parseTasks,
  predicted,
  printProgress,
  quizAnswered,
  standing,
  stepOf,
  visited,
} from "./progress";

const tasks = (number: number, more = {}) => ({ ...parseTasks({ number, title: "T", url: "/" }), ...more });
const at = (step: number, slug = "rooms") => ({ slug, step });

test("a step that asks for nothing is done once it was visited", () => {
  const open = visited(NO_PROGRESS, at(1));
  assert.equal(standing(NO_PROGRESS, "rooms", tasks(1)), "new");
  assert.equal(standing(open, "rooms", tasks(1)), "done");
  assert.equal(standing(open, "rooms", tasks(2)), "new");
  assert.deepEqual(open.last, at(1));
});

test("a step is done when all it asks for was done, and a challenge stands for the predictions", () => {
  const asked = { predicts: [0, 2], quizzes: 1 };
  let now = visited(NO_PROGRESS, at(1));
  assert.equal(standing(now, "rooms", tasks(1, asked)), "begun");
  now = predicted(predicted(now, at(1), 0, false), at(1), 2, true);
  assert.equal(standing(now, "rooms", tasks(1, asked)), "begun");
  now = quizAnswered(now, at(1), 0);
  assert.equal(standing(now, "rooms", tasks(1, asked)), "done");
  assert.equal(standing(now, "rooms", tasks(1, { ...asked, challenge: true })), "begun");
  const passed = challengePassed(quizAnswered(NO_PROGRESS, at(1), 0), at(1));
  assert.equal(standing(passed, "rooms", tasks(1, { ...asked, challenge: true })), "done");
});

test("a prediction once right stays right", () => {
  const now = predicted(predicted(NO_PROGRESS, at(1), 0, true), at(1), 0, false);
  assert.equal(stepOf(now, at(1))?.predicted[0], true);
});

test("what is stored is read again as it was", () => {
  const now = challengePassed(quizAnswered(predicted(NO_PROGRESS, at(3), 1, false), at(3), 0), at(4, "chat"));
  assert.deepEqual(parseProgress(printProgress(now)), now);
});

test("a stored text that is broken, or of another version, counts as nothing", () => {
  for (const text of [null, "", "{", "[]", "null", "7", '{"version":2,"lessons":{}}', '{"version":1}']) {
    assert.deepEqual(parseProgress(text), NO_PROGRESS, String(text));
  }
  const odd = parseProgress('{"version":1,"lessons":{"a":7,"b":{"x":{},"1":null,"999":{}}},"last":{"slug":1}}');
  assert.deepEqual(odd, {
    lessons: { a: {}, b: { 1: { predicted: {}, challenge: false, quizzes: [] } } },
    last: null,
  });
});

test("what is stored is bounded, and the lesson opened longest ago goes first", () => {
  let now = visited(NO_PROGRESS, at(1, "first"));
  for (let index = 0; index < MAX_LESSONS - 1; index += 1) now = visited(now, at(1, `lesson-${index}`));
  now = visited(visited(now, at(2, "first")), at(1, "newest"));
  assert.equal(Object.keys(now.lessons).length, MAX_LESSONS);
  assert.ok(now.lessons.first?.[1] && !now.lessons["lesson-0"]);
  assert.equal(visited(now, at(MAX_STEPS + 1)), now);
  assert.equal(quizAnswered(now, at(1), 1_000), now);
});
