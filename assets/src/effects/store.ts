// The page's one state, as a signal, and the one way to change it.

import { computed, signal } from "@preact/signals";
import type { Event } from "../model/event";
import { parseBootstrap } from "../model/parse";
import { initial, isSameBut, type State, type Still } from "../model/state";
import { update } from "../model/update";
import { kept } from "./storage";

const boot = parseBootstrap(document.getElementById("bootstrap")?.textContent ?? "");

export const state = signal<State>(
  initial(
    boot,
    kept(
      boot.lesson.slug,
      boot.step.number,
      boot.step.pages.map(({ name }) => name),
    ),
  ),
);

let before: Still = state.peek();

/** For whatever shows nothing of the step on show: the same object while one only goes from step to step. */
export const still = computed<Still>(() => {
  if (!isSameBut("cursor", before, state.value)) before = state.value;
  return before;
});

export function dispatch(event: Event): void {
  state.value = update(state.peek(), event);
}
