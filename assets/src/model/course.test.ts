import assert from "node:assert/strict";
import test from "node:test";
import { far, onward, parseCourse } from "./course";
import { NO_PROGRESS, quizAnswered, visited } from "./progress";

const step = (slug: string, number: number, quizzes = 0) => ({
  number,
  title: `${slug} ${number}`,
  url: `/lessons/${slug}/${number}`,
  predicts: [],
  challenge: false,
  quizzes,
});
const lessons = parseCourse(
  JSON.stringify({
    lessons: [
      { slug: "one", title: "One", steps: [step("one", 1, 1), step("one", 2)], cards: ["room"] },
      { slug: "two", title: "Two", steps: [step("two", 1)], cards: [] },
    ],
  }),
);

test("a first visit has nowhere to go on", () => {
  assert.equal(onward(lessons, NO_PROGRESS), null);
  assert.equal(onward(lessons, visited(NO_PROGRESS, { slug: "gone", step: 1 }))?.url, "/lessons/one/1");
  assert.equal(onward([], visited(NO_PROGRESS, { slug: "gone", step: 1 })), null);
  assert.deepEqual(lessons[0]?.cards, ["one#room"]);
});

test("it goes on at the step opened last, or at the next one that is not done", () => {
  let now = visited(NO_PROGRESS, { slug: "one", step: 1 });
  assert.deepEqual(onward(lessons, now), { url: "/lessons/one/1", lesson: "One", step: 1 });
  now = quizAnswered(now, { slug: "one", step: 1 }, 0);
  assert.equal(onward(lessons, now)?.url, "/lessons/one/2");
  now = visited(now, { slug: "one", step: 2 });
  assert.equal(onward(lessons, now)?.url, "/lessons/two/1");
  now = visited(now, { slug: "two", step: 1 });
  assert.equal(onward(lessons, now)?.url, "/lessons/two/1");
});

test("a lesson is as far as its steps are done", () => {
  const now = visited(visited(NO_PROGRESS, { slug: "one", step: 1 }), { slug: "one", step: 2 });
  const [one, two] = lessons;
  assert.ok(one && two);
  assert.deepEqual(far(one, now), { done: 1, all: 2 });
  assert.equal(far(two, now), null);
});

test("what is no course has no lessons", () => {
  for (const text of ["", "{", "[]", '{"lessons":7}']) assert.deepEqual(parseCourse(text), []);
});
