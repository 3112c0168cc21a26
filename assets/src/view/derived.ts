// Answers that several parts of the page draw, worked out once per change.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { state } from "../effects/store";
import { effect } from "../model/effect";
import { find } from "../model/log";
import { scene } from "../model/scene";
import { BURST_DECISIONS, burst, emitCount, isStale, plain, problem, shownStop } from "../model/select";
import { stops } from "../model/stops";
import { sentence } from "../text/sentence";

const log = computed(() => state.value.log);
const hearing = computed(() => state.value.hearing);
const clients = computed(() => state.value.clients);
const running = computed(() => state.value.code.running);
// As one text, so that what frames report besides changes nothing here.
const plainNames = computed(() => [...plain(state.value)].join());
const pages = computed(() => new Set(plainNames.value.split(",")));

const run = computed(() => state.value.run);
const dismissed = computed(() => state.value.dismissed);
export const trouble = computed(() => problem({ run: run.value, log: log.value, dismissed: dismissed.value }));

export const allStops = computed(() => stops(log.value));
export const stop = computed(() => shownStop(state.value, allStops.value));
export const isLive = computed(() => state.value.cursor === null);
export const stale = computed(() => isStale(state.value, stop.value));
export const emits = computed(() => emitCount(allStops.value));

export const stage = computed(() =>
  scene({
    log: log.value,
    hearing: hearing.value,
    clients: clients.value,
    stop: stop.value,
    live: isLive.value,
    plain: pages.value,
  }),
);

/** What is told of a stop beyond its own entry. */
const context = computed(() => {
  const moment = stop.value?.moment;
  if (moment?.entry.kind === "receive") {
    // Only the code of this run is known.
    const code = moment.run === log.value.run ? running.value : "";
    return { effect: effect(log.value, moment.entry, code) };
  }
  const { cause } = moment?.entry.kind === "http" ? moment.entry : { cause: null };
  return { since: cause === null ? null : (find(log.value, cause)?.entry.at ?? null) };
});

export const said = computed(() => sentence(stage.value, clients.value, context.value));

/** Decisions in the second up to the newest one, when they are too many to be drawn one by one; else 0. */
export const crowd = computed(() => {
  if (!isLive.value) return 0;
  const count = burst(allStops.value, stop.value);
  return count > BURST_DECISIONS ? count : 0;
});

/** How much of the page is up to date while somebody drags over the timeline: each frame draws a part of it. */
export const upToDate = signal<"timeline" | "decision" | "all">("all");
export const isSettled = computed(() => upToDate.value === "all");

/** For the diagram and the table. */
export const near = waiting(() => upToDate.value !== "timeline");
/** For what is far from the timeline: the line of code, the cards, the packets. */
export const far = waiting(() => isSettled.value);

function waiting(isDue: () => boolean) {
  const held = <T>(now: ReadonlySignal<T>): ReadonlySignal<T> => {
    let shown = now.peek();
    return computed(() => (isDue() ? (shown = now.value) : shown));
  };
  return { stop: held(stop), stage: held(stage) };
}
