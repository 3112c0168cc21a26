// Answers that several parts of the page draw, worked out once per change.

import { computed } from "@preact/signals";
import { state } from "../effects/store";
import { scene } from "../model/scene";
import { BURST_DECISIONS, burst, emitCount, isStale, shownStop } from "../model/select";
import { stops } from "../model/stops";
import { sentence } from "../text/sentence";

const log = computed(() => state.value.log);
const hearing = computed(() => state.value.hearing);
const clients = computed(() => state.value.clients);

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
  }),
);

export const said = computed(() => sentence(stage.value, clients.value));

/** Decisions in the second up to the newest one, when they are too many to be drawn one by one; else 0. */
export const crowd = computed(() => {
  if (!isLive.value) return 0;
  const count = burst(allStops.value, stop.value);
  return count > BURST_DECISIONS ? count : 0;
});
