// Node's timers on the sandbox's clock. Timers that are due run in the order in which they are due, then in which they
// were made; one with no delay (Node makes that 1 ms) is due at once, together with all that come before it.

import { cause } from "./cause.js";
import { clock } from "./clock.js";
import { uncaught } from "./errors.js";
import { needFunction } from "./ticks.js";

/** Timers that may wait at a time. */
const MAX_TIMERS = 10_000;
const MAX_DELAY = 2 ** 31 - 1;

/** A binary heap of timers by `due`, then `order`. A cleared or moved timer stays until it comes to the top. */
const heap = [];
const byId = new Map();
let made = 0;
let waiting = 0;
/** How many of the waiting ones are due at once. */
let soon = 0;
let immediates = [];
/** The interval whose callback runs; still here at the end of a turn if that callback was interrupted. */
let running = null;

function before(a, b) {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

function push(entry) {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(entry, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = entry;
}

function pop() {
  const top = heap[0];
  const last = heap.pop();
  if (heap.length > 0) {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }
  return top;
}

/** The timer that is due first, with what is stale taken off. */
function first() {
  while (heap.length > 0 && heap[0].timer.entry !== heap[0]) pop();
  return heap[0];
}

function schedule(timer) {
  if (timer.entry === null) {
    if (waiting >= MAX_TIMERS) throw new RangeError(`a sandbox has at most ${MAX_TIMERS} timers`);
    waiting++;
    if (timer.atOnce) soon++;
  }
  timer.entry = { due: clock.now + timer._idleTimeout, order: made++, timer };
  push(timer.entry);
}

function drop(timer) {
  if (timer.entry === null) return;
  timer.entry = null;
  waiting--;
  if (timer.atOnce) soon--;
}

export class Timeout {
  constructor(callback, delay, args, repeat) {
    needFunction(callback, "callback");
    delay *= 1;
    const atOnce = !(delay >= 1);
    if (!(delay >= 1 && delay <= MAX_DELAY)) delay = 1;
    Object.defineProperty(this, "entry", { value: null, writable: true });
    this._idleTimeout = Math.trunc(delay);
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = repeat ? this._idleTimeout : null;
    Object.defineProperty(this, "atOnce", { value: atOnce && !repeat });
    Object.defineProperty(this, "cause", { value: cause.now });
    Object.defineProperty(this, "refed", { value: true, writable: true });
    Object.defineProperty(this, "id", { value: 0, writable: true });
    schedule(this);
  }
  ref() {
    this.refed = true;
    return this;
  }
  unref() {
    this.refed = false;
    return this;
  }
  hasRef() {
    return this.refed;
  }
  refresh() {
    if (this._onTimeout !== null) schedule(this);
    return this;
  }
  close() {
    clearTimeout(this);
    return this;
  }
  [Symbol.toPrimitive]() {
    if (this.id === 0) {
      this.id = made++ + 1;
      byId.set(this.id, this);
    }
    return this.id;
  }
}

export class Immediate {
  constructor(callback, args) {
    needFunction(callback, "callback");
    this._onImmediate = callback;
    this._argv = args;
    Object.defineProperty(this, "cause", { value: cause.now });
    Object.defineProperty(this, "refed", { value: true, writable: true });
    immediates.push(this);
  }
  ref() {
    this.refed = true;
    return this;
  }
  unref() {
    this.refed = false;
    return this;
  }
  hasRef() {
    return this.refed;
  }
}

export function setTimeout(callback, delay, ...args) {
  return new Timeout(callback, delay, args, false);
}

export function setInterval(callback, delay, ...args) {
  return new Timeout(callback, delay, args, true);
}

export function setImmediate(callback, ...args) {
  if (immediates.length >= MAX_TIMERS) throw new RangeError(`a sandbox has at most ${MAX_TIMERS} immediates`);
  return new Immediate(callback, args);
}

export function clearTimeout(timer) {
  if (typeof timer === "number" || typeof timer === "string") timer = byId.get(Number(timer));
  if (!(timer instanceof Timeout)) return;
  timer._onTimeout = null;
  byId.delete(timer.id);
  drop(timer);
}

export const clearInterval = clearTimeout;

export function clearImmediate(immediate) {
  if (immediate instanceof Immediate) immediate._onImmediate = null;
}

/** The round of one Tick: what it may run. */
const round = { immediates: [], limit: 0, made: 0 };

/** Begins a Tick: immediates that wait now, then timers that are due now. */
export function beginRound() {
  round.immediates = immediates;
  immediates = [];
  round.made = made;
  round.limit = clock.now;
  if (soon === 0) return;
  for (const entry of heap) {
    if (entry.timer.atOnce && entry.timer.entry === entry && entry.due > round.limit) round.limit = entry.due;
  }
}

/** Runs the next callback of the round; false if there is none. */
export function runNext() {
  while (round.immediates.length > 0) {
    const immediate = round.immediates.shift();
    if (immediate._onImmediate === null) continue;
    cause.now = immediate.cause;
    guard(immediate._onImmediate, immediate, immediate._argv);
    return true;
  }
  const entry = first();
  if (entry === undefined || entry.due > round.limit || entry.order >= round.made) return false;
  pop();
  const { timer } = entry;
  const again = timer._repeat !== null;
  if (!again) drop(timer);
  cause.now = timer.cause;
  running = again ? timer : null;
  guard(timer._onTimeout, timer, timer._timerArgs);
  running = null;
  if (again && timer.entry === entry) schedule(timer);
  return true;
}

function guard(callback, self, args) {
  try {
    Reflect.apply(callback, self, args);
  } catch (error) {
    uncaught(error);
  }
  cause.now = 0;
}

/** When the next timer is due, or -1; one without delay is due now. */
export function nextDue() {
  if (running !== null) {
    if (running.entry !== null) schedule(running);
    running = null;
  }
  const entry = first();
  if (entry === undefined) return -1;
  return soon > 0 ? clock.now : entry.due;
}

export function hasImmediate() {
  return immediates.length > 0;
}
