// What a person can do, beyond a plain change of state: run, reset, take the author's version, choose a theme.

import { beside, isNumbered, type Stop, stops } from "../model/stops";
import { shownStop } from "../model/select";
import { type Pace, type Theme, THEMES } from "../model/state";
import { text as words } from "../text/words";
import { replaceServer } from "./api";
import { makeSandbox } from "./sandbox";
import { saveCode, savePace, saveRan, saveSingleKeys, saveTheme } from "./storage";
import { dispatch, state } from "./store";

export function edit(text: string): void {
  dispatch({ type: "codeEdited", text });
  const { slug, step, code } = state.peek();
  saveCode(slug, step, text === code.lesson ? null : text);
}

/** Whether the server runs the code of the editor now. */
export async function run(): Promise<boolean> {
  const { sandbox, code, run: running } = state.peek();
  if (running.phase === "starting" || !sandbox.id || sandbox.phase !== "running") return false;
  const { text } = code;
  dispatch({ type: "runStarted" });
  const answer = await replaceServer(sandbox.id, text);
  if (answer.kind === "done") {
    const { slug, step, code: now } = state.peek();
    saveRan(slug, step, text === now.lesson ? null : text);
    dispatch({ type: "runSucceeded", running: text });
  } else if (answer.kind === "refused") {
    dispatch({ type: "runRefused", problem: answer.problem });
  } else if (answer.kind === "gone") {
    const { slug, step } = state.peek();
    saveRan(slug, step, text);
    await makeSandbox();
  } else {
    dispatch({ type: "runRefused", problem: { ...words.noAnswer, line: null, column: null } });
  }
  return state.peek().code.running === text && state.peek().run.phase === "idle";
}

export function reset(): void {
  edit(state.peek().code.lesson);
  void run();
}

export function takeOffer(): void {
  dispatch({ type: "offerTaken" });
  edit(state.peek().code.text);
  void run();
}

export function chooseTheme(theme: Theme): void {
  dispatch({ type: "themeChosen", theme });
  saveTheme(theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function nextTheme(): void {
  const at = THEMES.indexOf(state.peek().theme);
  chooseTheme(THEMES[(at + 1) % THEMES.length] ?? "system");
}

export function choosePace(pace: Pace): void {
  dispatch({ type: "paceChosen", pace });
  savePace(pace);
}

export function setSingleKeys(on: boolean): void {
  dispatch({ type: "singleKeysSet", on });
  saveSingleKeys(on);
}

/** To the decision before or after the one on show; past the newest lies live. */
export function stepDecision(direction: 1 | -1): void {
  step(direction, isNumbered);
}

export function step(direction: 1 | -1, wanted: (stop: Stop) => boolean = () => true): void {
  const current = state.peek();
  const all = stops(current.log);
  const at = shownStop(current, all)?.seq ?? Number.MAX_SAFE_INTEGER;
  const found = beside(all, at, direction, wanted);
  if (found) dispatch({ type: "stopSelected", seq: found.seq });
  else if (direction === 1) dispatch({ type: "wentLive" });
}
