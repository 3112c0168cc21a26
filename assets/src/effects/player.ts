// Plays what happened once more: one step after the other at the pace of an eye, until the newest.

import { effect } from "@preact/signals";
import { shownStop } from "../model/select";
import { PACE_MS } from "../model/state";
import { beside, isEmit, isRequest, stops } from "../model/stops";
import { dispatch, state } from "./store";

/** How long a step stays at a normal pace, in milliseconds: an emit until its packets have arrived, a tick until seen. */
const EMIT_MS = 1_200;
const TICK_MS = 350;

let timer: ReturnType<typeof setTimeout> | undefined;

/** From the step on show, or from the run's first when live. */
export function togglePlay(): void {
  const current = state.peek();
  const playing = !current.playing;
  const all = stops(current.log);
  const first = all.find(({ moment }) => moment.run === current.log.run) ?? all[0];
  if (playing && !first) return;
  if (playing && current.cursor === null && first) dispatch({ type: "stopSelected", seq: first.seq });
  dispatch({ type: "playToggled", playing });
}

function next(): void {
  const current = state.peek();
  const all = stops(current.log);
  const found = beside(all, shownStop(current, all)?.seq ?? 0, 1);
  if (found) dispatch({ type: "stopPlayed", seq: found.seq });
  else dispatch({ type: "wentLive" });
}

effect(() => {
  const { playing, cursor } = state.value;
  clearTimeout(timer);
  if (!playing) return;
  const { log, pace } = state.peek();
  const entry = log.moments.find((moment) => moment.entry.seq === cursor)?.entry;
  const isLong = entry && (isEmit(entry) || isRequest(entry) || entry.kind === "receive");
  timer = setTimeout(next, (isLong ? EMIT_MS : TICK_MS) * (PACE_MS[pace] / PACE_MS.normal));
});
