// The steps of this run in a row: a dot for each emit, a tick for joins, leaves and connections between them.

import { useEffect, useRef } from "preact/hooks";
import { step } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import { isNumbered, type Stop } from "../model/stops";
import { allStops, isLive, stop } from "./derived";
import { asked } from "../text/http";
import { stepName } from "../text/step";
import { text } from "../text/words";

/** Stops drawn at once, around the one on show. */
const MAX_SHOWN = 120;

export function History() {
  const row = useRef<HTMLOListElement>(null);
  const all = allStops.value;
  const current = stop.value?.seq ?? null;
  // A pane under another tab has no size, and so no place to scroll to.
  const { tab } = state.value;
  useEffect(() => {
    const list = row.current;
    const item = list?.querySelector<HTMLElement>("[aria-current]");
    if (list && item) list.scrollLeft += middle(item) - middle(list);
  }, [current, all.length, tab]);
  if (all.length === 0) return null;
  return (
    <nav class="history" aria-label={text.live.history}>
      <h3 aria-hidden="true">{text.live.history}</h3>
      <ol ref={row} onKeyDown={onKeyDown}>
        {around(all, current).map((item) => (
          <Item key={item.seq} item={item} current={item.seq === current} run={state.value.log.run} />
        ))}
      </ol>
    </nav>
  );
}

function Item({ item, current, run }: { item: Stop; current: boolean; run: number }) {
  const { entry } = item.moment;
  const name = stepName(item);
  const old = item.moment.run < run ? " old" : "";
  return (
    <li class={(isNumbered(item) ? "dot" : `tick ${entry.kind}`) + old}>
      <button
        type="button"
        aria-label={name}
        title={name}
        aria-current={current ? "step" : undefined}
        tabIndex={current ? 0 : -1}
        onClick={() => dispatch({ type: "stopSelected", seq: item.seq })}
      >
        <span class="point" />
        {entry.kind === "decision" && item.number !== null && (
          <span class="caption">
            <code>{entry.event}</code>{" "}
            <span>{text.live.reach(entry.totals.recipients, entry.totals.recipients + entry.totals.skipped)}</span>
          </span>
        )}
        {entry.kind === "http" && item.request !== null && (
          <span class="caption">
            <code>{asked(entry)}</code> <span>{entry.status ?? "…"}</span>
          </span>
        )}
      </button>
    </li>
  );
}

function middle(element: HTMLElement): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}

function around(all: readonly Stop[], current: number | null): readonly Stop[] {
  if (all.length <= MAX_SHOWN) return all;
  const at = current === null ? all.length - 1 : all.findIndex(({ seq }) => seq === current);
  const from = Math.max(0, Math.min(at - MAX_SHOWN / 2, all.length - MAX_SHOWN));
  return all.slice(from, from + MAX_SHOWN);
}

function onKeyDown(event: KeyboardEvent): void {
  const all = allStops.peek();
  const go = (found: Stop | undefined) => found && dispatch({ type: "stopSelected", seq: found.seq });
  const keys: Record<string, () => unknown> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: () => go(all[0]),
    End: () => go(all.at(-1)),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
  if (!isLive.peek()) focusCurrent();
}

function focusCurrent(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".history [aria-current]")?.focus());
}
