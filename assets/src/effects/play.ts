// Plays a scenario, all of it or line by line. What makes the clients act comes in a chunk of its own, with the first play.

import type { Goal } from "../model/play";
import { dispatch } from "./store";

const acting = () => import("./acting");

/** From the beginning. */
export async function play(scenario: number, goal: Goal): Promise<void> {
  await (await acting()).play(scenario, goal);
}

/** The next line, or all that are left, of a play that waits for it. */
export async function proceed(goal: Goal): Promise<void> {
  await (await acting()).proceed(goal);
}

export function stop(): void {
  dispatch({ type: "playWent", phase: "stopped", problem: "" });
}
