// Dragging over the timeline, however many moves come. A frame draws the timeline and the sentence, the next one the
// decision, and now and then one the rest of the page: none does all of the work.

import { dispatch, state } from "../../effects/store";
import { nearest } from "../../model/timeline";
import { upToDate } from "../derived";
import { timeTrack } from "./measures";

/** How long the rest of the page may stay behind, in milliseconds. */
const BEHIND_MS = 100;

/** Where the pointer was last, if that is not on show yet. */
let wanted: { readonly view: HTMLElement; readonly x: number } | null = null;
let frame: number | null = null;
/** When all of the page was last up to date. */
let caughtUp = 0;

/** Shows the step nearest to this place of the window, at the next frame. */
export function scrubTo(view: HTMLElement, x: number): void {
  if (upToDate.peek() === "all") caughtUp = performance.now();
  wanted = { view, x };
  frame ??= requestAnimationFrame(draw);
}

function draw(now: number): void {
  frame = null;
  if (upToDate.peek() === "timeline") upToDate.value = "decision";
  else if (upToDate.peek() === "decision" && (wanted === null || now - caughtUp > BEHIND_MS)) {
    upToDate.value = "all";
    caughtUp = now;
  } else if (wanted !== null) {
    upToDate.value = "timeline";
    select(wanted.view, wanted.x);
    wanted = null;
  }
  if (wanted !== null || upToDate.peek() !== "all") frame = requestAnimationFrame(draw);
}

/** At once. */
export function select(view: HTMLElement, clientX: number): void {
  const x = clientX - view.getBoundingClientRect().left + view.scrollLeft;
  const found = timeTrack.peek().points[nearest(timeTrack.peek(), x)];
  if (found && found.stop.seq !== state.peek().cursor) dispatch({ type: "stopSelected", seq: found.stop.seq });
}
