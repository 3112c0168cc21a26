// Dragging over the timeline: one step a frame, however many moves come; what is far from the timeline follows in frames
// between, so that none does all of the work.

import { dispatch, state } from "../../effects/store";
import { nearest } from "../../model/timeline";
import { isHurried } from "../derived";
import { timeTrack } from "./measures";

/** How long the rest of the page may stay behind, in milliseconds. */
const BEHIND_MS = 100;

/** Where the pointer was last, if that is not on show yet. */
let wanted: { readonly view: HTMLElement; readonly x: number } | null = null;
let frame: number | null = null;
/** When the rest of the page was last up to date. */
let caughtUp = 0;

/** Shows the step nearest to this place of the window, at the next frame. */
export function scrubTo(view: HTMLElement, x: number): void {
  if (!isHurried.peek()) caughtUp = performance.now();
  wanted = { view, x };
  frame ??= requestAnimationFrame(draw);
}

function draw(now: number): void {
  frame = null;
  if (isHurried.peek() && (wanted === null || now - caughtUp > BEHIND_MS)) {
    isHurried.value = false;
    caughtUp = now;
  } else if (wanted !== null) {
    isHurried.value = true;
    select(wanted.view, wanted.x);
    wanted = null;
  }
  if (wanted !== null || isHurried.peek()) frame = requestAnimationFrame(draw);
}

/** At once. */
export function select(view: HTMLElement, clientX: number): void {
  const x = clientX - view.getBoundingClientRect().left + view.scrollLeft;
  const found = timeTrack.peek().points[nearest(timeTrack.peek(), x)];
  if (found && found.stop.seq !== state.peek().cursor) dispatch({ type: "stopSelected", seq: found.stop.seq });
}
