// The report that what runs now follows from: its number, or 0. Ticks, timers and immediates keep the one they were
// made in; `promises.js` does it for promise jobs.

export const cause = {
  now: 0,
  /** Set by a job that put `now` in place for the job after it. */
  kept: false,
};
