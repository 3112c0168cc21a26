// When everything that follows from a stimulus has come: the server is at rest, the page has read its whole trace, and the
// clients' frames have reported what was delivered to them. Timers that are due later do not count.

import { underWay } from "../model/judge";
import { lastSeq } from "../model/log";
import type { State } from "../model/state";
import { rest } from "./api";
import { state } from "./store";
import { until } from "./until";

/** How long the trace may be behind the server, in milliseconds. */
const TRACE_MS = 3_000;
/** How long a delivery may be on its way to a frame whose network is not slow; one that is offline gets nothing. */
const ARRIVE_MS = 3_000;
/** Clients that answer each other without end are left to themselves after so many rounds. */
const MAX_ROUNDS = 10;

/** `delay`: how slow the slowest network of the scenario is, one way, in milliseconds. */
export async function settle(delay: number, signal: AbortSignal): Promise<void> {
  let before = -1;
  for (let round = 0; round < MAX_ROUNDS && !signal.aborted; round += 1) {
    const { id } = state.peek().sandbox;
    const answer = id === null ? null : await rest(id);
    if (answer?.kind !== "done") return;
    await until(({ log }) => lastSeq(log) >= answer.value, TRACE_MS, signal);
    if (before === answer.value) return;
    before = answer.value;
    await until((now) => !isAnythingUnderWay(now), ARRIVE_MS + 2 * delay, signal);
  }
}

function isAnythingUnderWay(now: State): boolean {
  const scenario = now.play && now.lessonParts.scenarios[now.play.scenario];
  return now.play !== null && scenario !== undefined && scenario !== null && underWay(now.play, scenario, now) > 0;
}
