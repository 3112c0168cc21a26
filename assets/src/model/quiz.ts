// A multiple-choice question while it is answered: what is picked, and after a check how each answer stands. Pure.

export type Answers = readonly { readonly right: boolean }[];

export interface Sheet {
  /** Answers picked, counted from 0. */
  readonly picked: readonly number[];
  readonly checked: boolean;
}

/** Picked and right, picked and wrong, right but not picked, neither. */
export type Verdict = "right" | "wrong" | "missed" | "none";

export const BLANK: Sheet = { picked: [], checked: false };

/** Several right ones make it boxes to tick; with one, picking another takes it back. */
export const isSeveral = (answers: Answers) => answers.filter(({ right }) => right).length > 1;

export function pick(sheet: Sheet, answers: Answers, index: number): Sheet {
  if (sheet.checked || !(index in answers)) return sheet;
  if (!isSeveral(answers)) return { ...sheet, picked: [index] };
  const without = sheet.picked.filter((at) => at !== index);
  return { ...sheet, picked: without.length < sheet.picked.length ? without : [...without, index] };
}

/** Nothing picked is nothing to check. */
export const check = (sheet: Sheet): Sheet => (sheet.picked.length > 0 ? { ...sheet, checked: true } : sheet);

export function verdict(sheet: Sheet, answers: Answers, index: number): Verdict {
  const right = answers[index]?.right === true;
  if (sheet.picked.includes(index)) return right ? "right" : "wrong";
  return right ? "missed" : "none";
}

export function isRight(sheet: Sheet, answers: Answers): boolean {
  return answers.every(({ right }, index) => right === sheet.picked.includes(index));
}
