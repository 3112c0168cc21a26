// Answers that follow from a whole log are worked out once for it: scrubbing asks for them at every step.

import type { Log } from "./log";

type Question = (log: Log, run: number, namespace: string, clients: readonly string[]) => readonly string[];

/** The same question, answered from memory while the log is the same. */
export function remember(answer: Question): Question {
  const known = new WeakMap<Log, Map<string, readonly string[]>>();
  return (log, run, namespace, clients) => {
    const answers = known.get(log) ?? new Map<string, readonly string[]>();
    known.set(log, answers);
    const key = JSON.stringify([run, namespace, clients]);
    const found = answers.get(key) ?? answer(log, run, namespace, clients);
    answers.set(key, found);
    return found;
  };
}
