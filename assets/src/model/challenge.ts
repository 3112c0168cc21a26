// A challenge while it is worked on: the newest check, the hints opened so far, the solution, and the student's own code
// while the solution stands in the editor. Pure.

import type { Problem } from "./parse";
import type { CheckReport } from "./report";

export type Check =
  | { readonly kind: "none" }
  | { readonly kind: "done"; readonly report: CheckReport }
  /** The code has a mistake, with its place. */
  | { readonly kind: "refused"; readonly problem: Problem }
  /** Nothing was checked: too busy, no answer, no sandbox. */
  | { readonly kind: "failed"; readonly title: string; readonly detail: string };

export interface Work {
  readonly check: Check;
  /** A check is under way. */
  readonly busy: boolean;
  /** The code that the newest result is about. */
  readonly checked: string | null;
  /** Edited code was checked: the solution may be seen. */
  readonly tried: boolean;
  /** How many hints are open. */
  readonly hints: number;
  /** `asked`: the student wants it without a try, and is asked once. */
  readonly solution: "hidden" | "asked" | "shown";
  /** The student's code while the solution is in the editor. */
  readonly mine: string | null;
}

export const UNTRIED: Work = {
  check: { kind: "none" },
  busy: false,
  checked: null,
  tried: false,
  hints: 0,
  solution: "hidden",
  mine: null,
};

export const started = (work: Work): Work => ({ ...work, busy: true });

/** `edited`: the code differs from the lesson's. */
export function ended(work: Work, check: Check, code: string, edited: boolean): Work {
  // What could not be checked leaves the older result as it was, and says why.
  const was = check.kind === "failed" ? work.checked : code;
  return { ...work, busy: false, check, checked: was, tried: work.tried || (edited && check.kind !== "failed") };
}

/** The result is about code that is not in the editor any more. */
export const isOld = (work: Work, code: string) =>
  (work.check.kind === "done" || work.check.kind === "refused") && work.checked !== code;

export const hintOpened = (work: Work, all: number): Work => ({ ...work, hints: Math.min(work.hints + 1, all) });

/** One wish is enough after a try, otherwise it is asked once more. */
export function solutionWanted(work: Work): Work {
  return { ...work, solution: work.tried || work.solution === "asked" ? "shown" : "asked" };
}

export const solutionHidden = (work: Work): Work => ({ ...work, solution: "hidden" });

/** The solution goes into the editor; the first text it replaced is the student's. */
export const solutionTaken = (work: Work, code: string): Work => ({ ...work, mine: work.mine ?? code });

export const mineTaken = (work: Work): Work => ({ ...work, mine: null });

export const passedCount = ({ scenarios }: CheckReport) => scenarios.filter(({ passed }) => passed).length;
