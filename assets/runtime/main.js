// The sandbox's runtime: what the worker's Rust side calls, one function per task of a turn.

import "./core/globals.js";
import { beginWrites, closed, connectionError, drained, open, receive, setWantsDrain, upgrade } from "./sio/engine.js";
import { effectiveOptions, ensureServer, setOptions } from "./sio/server.js";
import { resetTrace } from "./sio/trace.js";
import { cause } from "./core/cause.js";
import { clock } from "./core/clock.js";
import { afterError, failure, reportError, uncaught } from "./core/errors.js";
import { rejection, resetPromises, resolved } from "./core/promises.js";
import { beginTicks, drain, drainJobs } from "./core/ticks.js";
import { beginRound, hasImmediate, nextDue, runNext } from "./core/timers.js";
import { abandoned, asked } from "./http/exchange.js";
import { moduleSource } from "./node/modules.js";
import { defineGlobals } from "./realm.js";

/** Runs what a task calls; what is thrown there is nobody's to catch. */
function guarded(work) {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      uncaught(error);
      return undefined;
    }
  };
}

/** A new turn at `now`. */
export function begin(now) {
  clock.now = now;
  cause.now = 0;
  cause.kept = false;
  resetPromises();
  resetTrace();
  beginWrites();
  beginTicks();
}

export function prepare(options, epoch, wantsDrain) {
  clock.epoch = epoch;
  setOptions(JSON.parse(options));
  setWantsDrain(wantsDrain);
  defineGlobals();
}

/** What was thrown at load. */
export function loadError(error) {
  return failure(error, "");
}

/** How the evaluation of the learner's code came out, once it did. */
const loading = { done: false, rejected: false, error: undefined, started: false };

/** Follows the promise of the learner's code; what rejects after the first turn is an error like any other. */
export function follow(promise) {
  promise.then(
    () => {
      loading.done = true;
    },
    (error) => {
      if (loading.started) uncaught(error);
      else Object.assign(loading, { rejected: true, error });
    },
  );
}

/** The failure of the load, or undefined; from here on the code counts as started. */
export function loadFailure() {
  if (loading.rejected) return failure(loading.error, "");
  loading.started = true;
  return undefined;
}

export const settle = guarded(() => ensureServer());

const MAX_TURN = "max-turn-ms";

/** What the engine throws at an interruption, in words; at the top level it knows no position but the first. */
function interruption(error, message) {
  const stack = String(error?.stack ?? "").replace(/^ *at <eval> \(server\.js:1:1\)$/m, "");
  return Object.assign(new Error(message), { stack });
}

/** The turn took too long and was interrupted; `error` is what the engine threw for it. */
export function overrun(error, milliseconds) {
  const detail = `The code ran for more than ${milliseconds} ms without coming to rest, which is the limit (--max-turn-ms). It was stopped near this line; the sandbox goes on.`;
  reportError(interruption(error, "the turn took too long and was interrupted"), detail, MAX_TURN);
  afterError.run(cause.now);
}

/** The same at load, as a failure. */
export function overrunAtLoad(error, milliseconds) {
  const detail = `The code ran for more than ${milliseconds} ms without coming to rest, which is the limit (--max-turn-ms).`;
  return failure(interruption(error, "the code took too long and was interrupted"), detail);
}

/** Does nothing, in so many steps. */
export function spin(steps) {
  for (let i = 0; i < steps; i++);
}

const tasks = {
  open: guarded(open),
  packet: guarded(receive),
  upgrade: guarded(upgrade),
  drained: guarded(drained),
  closed: guarded(closed),
  connectionError: guarded(connectionError),
  asked: guarded(asked),
  abandoned: guarded(abandoned),
};

export const { open: opened, packet: received, upgrade: upgraded, drained: wasDrained, closed: wasClosed } = tasks;
export const { connectionError: refused, asked: wasAsked, abandoned: wasAbandoned } = tasks;
export {
  beginRound,
  drain,
  drainJobs,
  effectiveOptions,
  hasImmediate,
  moduleSource,
  nextDue,
  rejection,
  resolved,
  runNext,
  uncaught,
};
