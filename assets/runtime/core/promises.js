// Keeps the cause through promises. QuickJS has no hook that runs before a reaction, but every `then` and every `await`
// of a promise reads the promise's `constructor` just before it adds its reaction. A getter there adds a reaction of our
// own first, which the job queue, being first in, first out, runs just before the other one. What `await` is given that
// is no promise settles at once: there the resolve hook queues the job. The order of all other jobs stays as it is.

import { cause } from "./cause.js";
import { uncaughtRejection } from "./errors.js";
import { host } from "./host.js";

const NativePromise = Promise;
const apply = Reflect.apply;
const { then } = NativePromise.prototype;
const { resolve } = NativePromise;

/** True while a read of `constructor` adds no reaction. */
let quiet = false;

/** A turn that was interrupted may have left it on. */
export function resetPromises() {
  quiet = false;
}

function put(made) {
  cause.now = made;
  cause.kept = true;
}

function keep(promise) {
  const made = cause.now;
  const before = () => put(made);
  quiet = true;
  try {
    apply(then, promise, [before, before]);
  } catch {
    // No promise: somebody read the prototype's own property.
  }
  quiet = false;
}

/** Runs `work` without keeping causes: for reads of `constructor` that add no reaction. */
export function quietly(work) {
  const before = quiet;
  quiet = true;
  try {
    return work();
  } finally {
    quiet = before;
  }
}

/** The resolve hook of the runtime. */
export function resolved() {
  if (cause.now !== 0 && !cause.kept) host.enqueue(put, cause.now);
}

Object.defineProperty(NativePromise.prototype, "constructor", {
  configurable: true,
  enumerable: false,
  get() {
    if (!quiet && cause.now !== 0) keep(this);
    return NativePromise;
  },
  set(value) {
    Object.defineProperty(this, "constructor", { value, configurable: true, enumerable: true, writable: true });
  },
});

// `Promise.resolve(promise)` reads the constructor and adds nothing; a reaction there would count as a handler.
Object.defineProperty(NativePromise, "resolve", {
  configurable: true,
  writable: true,
  value: {
    resolve(value) {
      return quietly(() => apply(resolve, this, [value]));
    },
  }.resolve,
});

/** Promises that were rejected with nobody listening, until the turn's jobs have run. */
const unhandled = new Map();

/** The rejection tracker of the runtime. */
export function rejection(promise, reason, handled) {
  if (handled) unhandled.delete(promise);
  else unhandled.set(promise, { reason, cause: cause.now });
}

/** Reports those that still nobody listens to; true if there were any. */
export function reportRejections() {
  if (unhandled.size === 0) return false;
  const entries = [...unhandled];
  unhandled.clear();
  for (const [promise, entry] of entries) {
    cause.now = entry.cause;
    uncaughtRejection(entry.reason, promise);
  }
  cause.now = 0;
  return true;
}
