// What the student has done, step by step, as the browser keeps it. Pure: the storage hands in its text and takes the new
// one back. What does not fit (another version, a broken text) counts as nothing done.

import * as read from "./read";

const VERSION = 1;
/** Lessons remembered at most; of more, those opened longest ago go. */
export const MAX_LESSONS = 200;
/** Steps of a lesson, and scenarios or quizzes of a step, remembered at most. */
export const MAX_STEPS = 60;
export const MAX_TASKS = 40;

export interface StepProgress {
  /** Scenarios whose first prediction was made, and whether a prediction was all right. Numbers count from 0. */
  readonly predicted: Readonly<Record<number, boolean>>;
  readonly challenge: boolean;
  /** Quizzes answered right, counted from 0. */
  readonly quizzes: readonly number[];
}

/** By slug, the one opened last at the end; in it by step number. A step that is in it was visited. */
export type Lessons = Readonly<Record<string, Readonly<Record<number, StepProgress>>>>;

export interface Progress {
  readonly lessons: Lessons;
  /** Where the student was. */
  readonly last: Place | null;
}

export interface Place {
  readonly slug: string;
  readonly step: number;
}

/** What a step asks for, as the server tells it. */
export interface Tasks {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** Scenarios that ask for a prediction, counted from 0. */
  readonly predicts: readonly number[];
  readonly challenge: boolean;
  /** How many quizzes. */
  readonly quizzes: number;
}

export type Standing = "new" | "begun" | "done";

export const NO_PROGRESS: Progress = { lessons: {}, last: null };
const NOTHING: StepProgress = { predicted: {}, challenge: false, quizzes: [] };

export function visited(progress: Progress, { slug, step }: Place): Progress {
  if (step < 1 || step > MAX_STEPS) return progress;
  const { [slug]: lesson, ...others } = progress.lessons;
  const lessons = { ...others, [slug]: { ...lesson, [step]: lesson?.[step] ?? NOTHING } };
  const kept = Object.entries(lessons).slice(-MAX_LESSONS);
  return { lessons: Object.fromEntries(kept), last: { slug, step } };
}

/** A prediction once right stays right. */
export function predicted(progress: Progress, place: Place, index: number, right: boolean): Progress {
  return change(progress, place, index, (step) => ({
    ...step,
    predicted: { ...step.predicted, [index]: right || step.predicted[index] === true },
  }));
}

export function quizAnswered(progress: Progress, place: Place, index: number): Progress {
  return change(progress, place, index, (step) =>
    step.quizzes.includes(index) ? step : { ...step, quizzes: [...step.quizzes, index] },
  );
}

export function challengePassed(progress: Progress, place: Place): Progress {
  return change(progress, place, 0, (step) => ({ ...step, challenge: true }));
}

function change(
  progress: Progress,
  place: Place,
  index: number,
  make: (step: StepProgress) => StepProgress,
): Progress {
  const open = visited(progress, place);
  const step = open.lessons[place.slug]?.[place.step];
  if (!step || index < 0 || index >= MAX_TASKS) return progress;
  const lesson = { ...open.lessons[place.slug], [place.step]: make(step) };
  return { ...open, lessons: { ...open.lessons, [place.slug]: lesson } };
}

export function stepOf(progress: Progress, { slug, step }: Place): StepProgress | null {
  return progress.lessons[slug]?.[step] ?? null;
}

/** A challenge stands for the predictions of its step; a step that asks for nothing is done once it was visited. */
export function standing(progress: Progress, slug: string, tasks: Tasks): Standing {
  const step = stepOf(progress, { slug, step: tasks.number });
  if (!step) return "new";
  const quizzes = Array.from({ length: tasks.quizzes }, (_, index) => step.quizzes.includes(index));
  const first = tasks.challenge ? [step.challenge] : tasks.predicts.map((index) => index in step.predicted);
  return [...first, ...quizzes].every(Boolean) ? "done" : "begun";
}

export function parseProgress(text: string | null): Progress {
  const value = read.fields(read.json(text ?? ""));
  const lessons = read.fields(value?.lessons);
  if (value?.version !== VERSION || !lessons) return NO_PROGRESS;
  const known = Object.entries(lessons).slice(-MAX_LESSONS);
  const last = read.fields(value.last);
  const [slug, step] = [read.textOrNull(last?.slug), read.countOrNull(last?.step)];
  return {
    lessons: Object.fromEntries(known.map(([name, steps]) => [name, parseLesson(steps)])),
    last: slug !== null && step !== null ? { slug, step } : null,
  };
}

function parseLesson(value: unknown): Readonly<Record<number, StepProgress>> {
  const steps = Object.entries(read.fields(value) ?? {}).filter(([number]) => isNumber(number, MAX_STEPS + 1));
  return Object.fromEntries(
    steps.map(([number, item]) => {
      const step = read.fields(item);
      const predicted = Object.entries(read.fields(step?.predicted) ?? {}).filter(([at]) => isNumber(at, MAX_TASKS));
      return [
        number,
        {
          predicted: Object.fromEntries(predicted.map(([at, right]) => [at, right === true])),
          challenge: step?.challenge === true,
          quizzes: read.list(step?.quizzes).filter((at): at is number => isNumber(String(at), MAX_TASKS)),
        },
      ];
    }),
  );
}

const isNumber = (text: string, limit: number) => /^\d{1,3}$/.test(text) && Number(text) < limit;

export function printProgress({ lessons, last }: Progress): string {
  return JSON.stringify({ version: VERSION, lessons, last });
}

/** The outline of a lesson, as the server sends it. */
export function parseTasks(value: unknown): Tasks {
  const step = read.fields(value);
  return {
    number: read.count(step?.number, 1),
    title: read.text(step?.title),
    url: read.text(step?.url),
    predicts: read.list(step?.predicts).filter((at): at is number => typeof at === "number"),
    challenge: step?.challenge === true,
    quizzes: read.count(step?.quizzes),
  };
}
