// `process.nextTick`, the microtask queue and the order between them, which is Node's: ticks until there are none, then
// all promise jobs, until there is neither.

import { cause } from "./cause.js";
import { uncaught } from "./errors.js";
import { host } from "./host.js";
import { reportRejections } from "./promises.js";

const queue = [];
let head = 0;

/** How many ticks of this turn have begun, and how many had when a packet was written last; 0 for none yet. */
let ticks = 1;
let written = 0;

export function beginTicks() {
  ticks = 1;
  written = 0;
}

/** A packet is about to be told: whether its connection takes a volatile one depends on what was written in this tick. */
export function beforeWrite() {
  if (written !== 0 && ticks > written) host.ticks(ticks - written);
  written = ticks;
}

export function needFunction(value, name) {
  if (typeof value === "function") return;
  const error = new TypeError(
    `The "${name}" argument must be of type function. Received ${value === null ? "null" : typeof value}`,
  );
  error.code = "ERR_INVALID_ARG_TYPE";
  throw error;
}

export function nextTick(callback, ...args) {
  needFunction(callback, "callback");
  queue.push({ callback, args, cause: cause.now });
}

export function queueMicrotask(callback) {
  needFunction(callback, "callback");
  const made = cause.now;
  host.enqueue(() => {
    cause.now = made;
    try {
      callback();
    } catch (error) {
      uncaught(error);
    }
  });
}

function runTicks() {
  while (head < queue.length) {
    const tick = queue[head];
    queue[head++] = undefined;
    cause.now = tick.cause;
    ticks++;
    try {
      if (tick.args.length === 0) tick.callback();
      else tick.callback(...tick.args);
    } catch (error) {
      uncaught(error);
    }
  }
  queue.length = 0;
  head = 0;
  cause.now = 0;
}

/** Runs promise jobs until there are none. */
export function drainJobs() {
  // All ticks are over, those too in which a websocket sends what waited for an earlier packet.
  ticks += 2;
  while (host.job()) {
    if (cause.kept) cause.kept = false;
    else cause.now = 0;
  }
  cause.now = 0;
}

/** Runs what follows from the task that just ran, until nothing is left. */
export function drain() {
  do {
    runTicks();
    drainJobs();
  } while (queue.length > 0 || reportRejections() || host.jobs());
}
