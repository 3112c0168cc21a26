// What a student does with a prediction: marks a client, and takes the result back to try again.

import { isDone } from "../model/play";
import { stop } from "./play";
import { dispatch, state } from "./store";

export function predict(scenario: number, client: string, hears: boolean): void {
  dispatch({ type: "predicted", scenario, client, hears });
}

export function tryAgain(scenario: number): void {
  const { play } = state.peek();
  // What still runs would tell the answer again.
  if (play?.scenario === scenario && !isDone(play)) stop();
  dispatch({ type: "predictionCleared", scenario });
}
