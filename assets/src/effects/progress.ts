// The student's progress in the browser's storage, and what a part of the page records of it.

import { challengePassed, parseProgress, predicted, printProgress, quizAnswered, visited } from "../model/progress";
import { cards } from "./cards";
import { keep } from "./kept";
import { forgetWork } from "./storage";

const kept = keep("emitscope.progress", parseProgress, printProgress);

export const progress = kept.value;

export function recordVisit(slug: string, step: number): void {
  kept.change((now) => visited(now, { slug, step }));
}

/** A scenario's prediction was made; numbers of scenarios and quizzes count from 0. */
export function recordPredicted(slug: string, step: number, index: number, right: boolean): void {
  kept.change((now) => predicted(now, { slug, step }, index, right));
}

export function recordQuiz(slug: string, step: number, index: number): void {
  kept.change((now) => quizAnswered(now, { slug, step }, index));
}

export function recordChallenge(slug: string, step: number): void {
  kept.change((now) => challengePassed(now, { slug, step }));
}

/** Progress, cards and kept code go; the theme and the sizes stay. */
export function forgetProgress(): void {
  forgetWork();
  kept.reload();
  cards.reload();
}
