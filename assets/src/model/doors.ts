// Who came, who went and who was refused: a few of a log's many entries, which the cards ask for at every step.

import type { Log, Moment } from "./log";

const KINDS: readonly string[] = ["connect", "disconnect", "refuse"];

const known = new WeakMap<Log, readonly Moment[]>();

/** Found once per log. */
export function doors(log: Log): readonly Moment[] {
  const found = known.get(log) ?? log.moments.filter(({ entry }) => KINDS.includes(entry.kind));
  known.set(log, found);
  return found;
}
