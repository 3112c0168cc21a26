// Waiting for the state: for a condition, for the end of a patience, or for somebody to call it off, whichever is first.

import { effect } from "@preact/signals";
import type { State } from "../model/state";
import { state } from "./store";

/** Whether the condition held within so many milliseconds. */
export function until(condition: (now: State) => boolean, patience: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    let dispose: () => void = () => undefined;
    const finish = (held: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      // The effect runs once before there is anything to dispose of.
      queueMicrotask(() => dispose());
      done(held);
    };
    const giveUp = () => finish(false);
    const timer = setTimeout(giveUp, patience);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) return giveUp();
    dispose = effect(() => {
      if (condition(state.value)) finish(true);
    });
  });
}

/** Lets time pass; ends early when called off. */
export async function pass(milliseconds: number, signal: AbortSignal): Promise<void> {
  await until(() => false, milliseconds, signal);
}
