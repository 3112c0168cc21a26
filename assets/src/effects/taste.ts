// The course's page leads straight into something that happens: with `#play` in its address a step plays its first
// scenario as soon as there is a sandbox.

import { play } from "./play";
import { dispatch, state } from "./store";
import { until } from "./until";

const ASKED = "#play";
/** How long the sandbox may take, in milliseconds. */
const START_MS = 10_000;

export async function playIfAsked(): Promise<void> {
  if (location.hash !== ASKED) return;
  // Once: not again with each reload.
  history.replaceState(null, "", location.pathname);
  // A phone shows one pane at a time.
  dispatch({ type: "tabChosen", tab: "live" });
  const isThere = await until(({ sandbox }) => sandbox.phase === "running", START_MS, new AbortController().signal);
  if (isThere && state.peek().lessonParts.scenarios.length > 0) await play(0, "all");
}
