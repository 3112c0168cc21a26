// Sizes of the timeline's drawing, and what is worked out once per change of the log.

import { computed } from "@preact/signals";
import { state } from "../../effects/store";
import { lanes, track } from "../../model/timeline";
import { allStops } from "../derived";

/** Pixels. The first lane's line is at `TOP`. */
export const TOP = 16;
export const LANE_HEIGHT = 24;

const log = computed(() => state.value.log);
const clients = computed(() => state.value.clients);

export const timeTrack = computed(() => track(allStops.value));
export const laneNames = computed(() => lanes(log.value, clients.value));

/** The line of the server's lane (0) or of one below it, in pixels from the top. */
export const laneY = (index: number): number => TOP + LANE_HEIGHT * index;
