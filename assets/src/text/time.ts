// Times of the sandbox's clock, as they are read.

/** `11.70 s`, or `2:05.3` from a minute on; short for the axis: `12 s`. */
export function time(ms: number, short = false): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(short ? 1 : 2)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds % 60).toFixed(short ? 0 : 1).padStart(short ? 2 : 4, "0")}`;
}
