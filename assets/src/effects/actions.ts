// What a person can do, beyond a plain change of state: step through what happened, choose a theme. What concerns the
// files stands in files.ts.

import { beside, isNumbered, type Stop, stops } from "../model/stops";
import { shownStop } from "../model/select";
import type { Pace, Theme } from "../model/state";
import { savePace, saveSingleKeys, saveTheme } from "./storage";
import { dispatch, state } from "./store";

export function chooseTheme(theme: Theme): void {
  dispatch({ type: "themeChosen", theme });
  saveTheme(theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
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
