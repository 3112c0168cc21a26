// The timeline: a lane per socket, the server's first; a dot for each decision on the server's lane with its arrows beside
// it, ticks for joins and connections. One slider for the keyboard; by pointer the nearest step is taken.

import { useEffect, useRef } from "preact/hooks";
import { step, stepDecision } from "../../effects/actions";
import { togglePlay } from "../../effects/player";
import { dispatch, state } from "../../effects/store";
import { time } from "../../text/time";
import { stepName } from "../../text/step";
import { text } from "../../text/words";
import { allStops, isLive, stop } from "../derived";
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from "../icons";
import { Ground, Now, Steps } from "./lanes";
import { FOOT, laneHeight, laneNames, TOP, timeTrack } from "./measures";
import { scrubTo, select } from "./scrub";
import { useWindow } from "./window";

export function Timeline() {
  const holder = useRef<HTMLDivElement>(null);
  const { left, width, height: room } = useWindow(holder);
  const names = laneNames.value;
  const { points } = timeTrack.value;
  const current = stop.value;
  const number = current ? allStops.value.indexOf(current) : -1;
  const point = points[number] ?? null;
  useFollow(holder, point?.x ?? null, left, width);
  const pitch = laneHeight(room);
  const height = TOP + pitch * (names.length + 1);
  const total = Math.max(timeTrack.value.width, width);
  return (
    <section class="timeline" aria-label={text.timeline.title}>
      <header class="head">
        <h2>{text.timeline.title}</h2>
        <span class="gap" />
        <Control label={text.timeline.previous} onClick={() => step(-1)} icon={<PreviousIcon />} />
        <Control
          label={state.value.playing ? text.timeline.pause : text.timeline.play}
          onClick={togglePlay}
          icon={state.value.playing ? <PauseIcon /> : <PlayIcon />}
        />
        <Control label={text.timeline.next} onClick={() => step(1)} icon={<NextIcon />} />
      </header>
      <div class="track">
        <ol class="names" style={{ "--pitch": `${pitch}px`, paddingTop: `${TOP - pitch / 2}px` }} aria-hidden="true">
          {[text.live.serverDisc, ...names].map((name) => (
            <li key={name}>
              {name}
            </li>
          ))}
        </ol>
        <div
          class="scroll"
          ref={holder}
          role="slider"
          tabIndex={0}
          aria-label={text.timeline.slider}
          aria-valuemin={0}
          aria-valuemax={points.length}
          aria-valuenow={number + 1}
          aria-valuetext={current ? `${stepName(current)}, ${time(current.moment.entry.at)}` : text.timeline.empty}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
        >
          {points.length === 0 && <p class="empty">{text.timeline.empty}</p>}
          <svg width={total} height={height + FOOT} aria-hidden="true" focusable="false">
            <Ground total={total} height={height} pitch={pitch} current={point} />
            <Steps left={left} width={width} pitch={pitch} />
            <Now left={left} width={width} total={total} height={height} current={point} />
          </svg>
        </div>
      </div>
    </section>
  );
}

function Control({ label, onClick, icon }: { label: string; onClick: () => void; icon: preact.ComponentChild }) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  );
}

/** Keeps the step on show in view; the newest at the right end. What is seen is known: to ask again would lay out all. */
function useFollow(holder: { current: HTMLElement | null }, x: number | null, left: number, width: number): void {
  const live = isLive.value;
  const end = timeTrack.value.width;
  useEffect(() => {
    const view = holder.current;
    if (!view) return;
    if (live) view.scrollLeft = end;
    else if (x !== null && (x < left + 40 || x > left + width - 100)) view.scrollLeft = x - width / 2;
  }, [x, live, end]);
}

function onKeyDown(event: KeyboardEvent): void {
  const all = allStops.peek();
  const go = (seq: number | undefined) => seq !== undefined && dispatch({ type: "stopSelected", seq });
  const keys: Record<string, () => unknown> = {
    ArrowLeft: () => step(-1),
    ArrowDown: () => step(-1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(1),
    PageDown: () => stepDecision(-1),
    PageUp: () => stepDecision(1),
    Home: () => go(all[0]?.seq),
    End: () => go(all.at(-1)?.seq),
    " ": togglePlay,
  };
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

/** Press, or press and drag: the step nearest to the pointer is shown. */
function onPointerDown(event: PointerEvent): void {
  if (event.button !== 0 || event.pointerType === "touch") return tap(event);
  const view = event.currentTarget as HTMLElement;
  const scrub = ({ clientX }: PointerEvent) => scrubTo(view, clientX);
  select(view, event.clientX);
  view.setPointerCapture(event.pointerId);
  view.addEventListener("pointermove", scrub);
  view.addEventListener("lostpointercapture", () => view.removeEventListener("pointermove", scrub), { once: true });
}

/** A finger that moves scrolls; one that stays selects. */
function tap(event: PointerEvent): void {
  const view = event.currentTarget as HTMLElement;
  view.addEventListener("click", ({ clientX }) => select(view, clientX), { once: true });
}
