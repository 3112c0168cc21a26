// Looking things up in long lists that are in order: entries, stops and points of the timeline.

/** The index of the first item for which `holds`, which from there on holds for all; the length where there is none. */
export function firstWhere<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
