// The course as its page knows it, held against the student's progress. Pure.

import { cardKey } from "./boxes";
import { parseTasks, type Progress, standing, type Tasks } from "./progress";
import * as read from "./read";

export interface CourseLesson {
  readonly slug: string;
  readonly title: string;
  readonly steps: readonly Tasks[];
  /** Keys of its cards. */
  readonly cards: readonly string[];
}

/** The lessons in the order of the course. */
export function parseCourse(source: string): readonly CourseLesson[] {
  return read.list(read.fields(read.json(source))?.lessons).map((item) => {
    const lesson = read.fields(item);
    const slug = read.text(lesson?.slug);
    return {
      slug,
      title: read.text(lesson?.title),
      steps: read.list(lesson?.steps).map(parseTasks),
      cards: read.texts(lesson?.cards).map((name) => cardKey(slug, name)),
    };
  });
}

export interface Onward {
  readonly url: string;
  readonly lesson: string;
  readonly step: number;
}

/**
 * Where to go on: the step opened last, or if that is done the next one that is not; null on a first visit. A lesson that
 * is gone leads to the first step that is not done.
 */
export function onward(lessons: readonly CourseLesson[], progress: Progress): Onward | null {
  const { last } = progress;
  const steps = lessons.flatMap((lesson) => lesson.steps.map((tasks) => ({ lesson, tasks })));
  if (last === null) return null;
  const found = steps.findIndex(({ lesson, tasks }) => lesson.slug === last.slug && tasks.number === last.step);
  const at = Math.max(found, 0);
  const open = steps.find(
    ({ lesson, tasks }, index) => index >= at && standing(progress, lesson.slug, tasks) !== "done",
  );
  const next = open ?? steps[at];
  return next ? { url: next.tasks.url, lesson: next.lesson.title, step: next.tasks.number } : null;
}

/** How far a lesson is: nothing until one of its steps was opened. */
export function far(lesson: CourseLesson, progress: Progress): { done: number; all: number } | null {
  const all = lesson.steps.map((tasks) => standing(progress, lesson.slug, tasks));
  if (all.every((step) => step === "new")) return null;
  return { done: all.filter((step) => step === "done").length, all: all.length };
}
