// Sizes of the timeline's drawing, and what is worked out once per change of the log.

import { computed } from "@preact/signals";
import { still } from "../../effects/store";
import { lanes, track } from "../../model/timeline";
import { allStops } from "../derived";

/** Pixels. The first lane's line is at `TOP`; below the last one stand the times. */
export const TOP = 16;
export const FOOT = 28;
const LANE = { least: 15, most: 24 };

// Who reads these is drawn again only when they change, and not at every step of the cursor.
export const log = computed(() => still.value.log);
export const clients = computed(() => still.value.clients);
export const hearing = computed(() => still.value.hearing);

export const timeTrack = computed(() => track(allStops.value));
export const laneNames = computed(() => lanes(log.value, clients.value));

/** From one lane's line to the next, so that all lanes fit into this height if they can. */
export function laneHeight(height: number): number {
  const room = (height - TOP - FOOT) / (laneNames.value.length + 1);
  return Math.floor(Math.min(Math.max(room, LANE.least), LANE.most));
}

/** The line of the server's lane (0) or of one below it, in pixels from the top. */
export const laneY = (index: number, pitch: number): number => TOP + pitch * index;
