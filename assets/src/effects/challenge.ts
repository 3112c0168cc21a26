// The step's challenge: checks the editor's code on the server, opens hints, and puts the solution in and out of the
// editor. Its state outlives the prose it is drawn in.

import { signal } from "@preact/signals";
import * as challenge from "../model/challenge";
import type { CheckReport } from "../model/report";
import { text as words } from "../text/study";
import { type Answer, checkCode } from "./api";
import { edit, run } from "./files";
import { recordChallenge } from "./progress";
import { makeSandbox } from "./sandbox";
import { loadMine, saveMine } from "./storage";
import { dispatch, state } from "./store";

const { slug, step } = state.peek();
const found = signal<challenge.Work>({ ...challenge.UNTRIED, mine: loadMine(slug, step) });

export const work: { readonly value: challenge.Work } = found;

function change(next: challenge.Work): void {
  if (next.mine !== found.peek().mine) saveMine(slug, step, next.mine);
  found.value = next;
}

export async function check(): Promise<void> {
  const now = state.peek();
  if (found.peek().busy || now.sandbox.phase !== "running" || !now.sandbox.id) return;
  change(challenge.started(found.peek()));
  const { text } = now.code;
  let answer = await checkCode(now.sandbox.id, slug, step, text);
  if (answer.kind === "gone") {
    // The sandbox went away while nobody used it: it is made again, and asked once more.
    await makeSandbox();
    const { id } = state.peek().sandbox;
    if (id) answer = await checkCode(id, slug, step, text);
  }
  const before = found.peek().check;
  const result = resultOf(answer);
  change(challenge.ended(found.peek(), result, text, text !== state.peek().code.lesson));
  if (result.kind === "refused") {
    // The editor shows it as it shows what Run refuses.
    dispatch({ type: "runRefused", problem: result.problem });
  } else if (before.kind === "refused" && state.peek().run.problem === before.problem) {
    dispatch({ type: "problemDismissed" });
  }
  if (result.kind === "done" && result.report.passed) recordChallenge(slug, step);
}

function resultOf(answer: Answer<CheckReport>): challenge.Check {
  switch (answer.kind) {
    case "done":
      return { kind: "done", report: answer.value };
    case "refused":
      if (answer.status === 400) return { kind: "refused", problem: answer.problem };
      if (answer.status === 429) return { kind: "failed", ...words.challenge.busy };
      return { kind: "failed", title: answer.problem.title, detail: answer.problem.detail };
    case "gone":
      return { kind: "failed", ...words.challenge.gone };
    case "silent":
      return { kind: "failed", ...words.challenge.silent };
  }
}

export function nextHint(all: number): void {
  change(challenge.hintOpened(found.peek(), all));
}

export const wantSolution = () => change(challenge.solutionWanted(found.peek()));
export const hideSolution = () => change(challenge.solutionHidden(found.peek()));

/** The solution replaces what is in the editor and runs; the student's own is kept. */
export function takeSolution(solution: string): void {
  change(challenge.solutionTaken(found.peek(), state.peek().code.text));
  edit(solution);
  void run();
}

export function takeMine(): void {
  const { mine } = found.peek();
  if (mine === null) return;
  change(challenge.mineTaken(found.peek()));
  edit(mine);
  void run();
}
