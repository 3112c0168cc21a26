// Node's `timers/promises`.

import {
  clearTimeout,
  setImmediate as immediate,
  setInterval as interval,
  setTimeout as timeout,
} from "../core/timers.js";

export function setTimeout(delay, value, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = timeout(resolve, delay, value);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

export function setImmediate(value) {
  return new Promise((resolve) => {
    immediate(resolve, value);
  });
}

export async function* setInterval(delay, value) {
  const waiting = { due: 0, wake: () => {} };
  const timer = interval(() => {
    waiting.due++;
    waiting.wake();
  }, delay);
  try {
    for (;;) {
      if (waiting.due === 0) {
        await new Promise((resolve) => {
          waiting.wake = resolve;
        });
      }
      waiting.due--;
      yield value;
    }
  } finally {
    clearTimeout(timer);
  }
}

export const scheduler = { wait: (delay) => setTimeout(delay), yield: () => setImmediate() };
