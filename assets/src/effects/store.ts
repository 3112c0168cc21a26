// The page's one state, as a signal, and the one way to change it.

import { signal } from "@preact/signals";
import type { Event } from "../model/event";
import { parseBootstrap } from "../model/parse";
import { initial, type State } from "../model/state";
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

export function dispatch(event: Event): void {
  state.value = update(state.peek(), event);
}
