// The lines of a scenario as a person reads them, each with what came of it.

import { useEffect, useState } from "preact/hooks";
import type { Act, Scenario } from "../../model/part";
import { type LineMark, type Play, WAITING } from "../../model/play";
import { lineWords, markName, markWords, surprises, text } from "../../text/play";
import { Rich } from "../rich";
import { DoneIcon, NowIcon, RightIcon, WrongIcon } from "./icons";

export function Lines({ scenario, play }: { scenario: Scenario; play: Play | null }) {
  const early = play?.early ?? [];
  return (
    <ol class="lines" aria-label={text.lines}>
      {early.length > 0 && (
        <li class="early">
          <span class="line-mark" />
          <p class="told">
            <Rich text={surprises(early)} />
          </p>
        </li>
      )}
      {scenario.lines.map(({ act }, at) => (
        <Line key={at} act={act} mark={play?.marks[at] ?? WAITING} />
      ))}
    </ol>
  );
}

function Line({ act, mark }: { act: Act; mark: LineMark }) {
  const told = markWords(mark, act);
  const isAmiss = mark.kind === "missing" || mark.kind === "failed" || told.length > 0;
  return (
    <li class={isAmiss ? `${mark.kind} amiss` : mark.kind} aria-current={mark.kind === "now" ? "step" : undefined}>
      <span class="line-mark">
        <MarkGlyph mark={mark} />
      </span>
      <div>
        <LineText act={act} />
        {mark.kind !== "todo" && <span class="unseen">, {markName(mark)}</span>}
        {mark.kind === "now" && act.kind === "clock" && <Countdown milliseconds={act.milliseconds} />}
        {told.length > 0 && (
          <p class="told">
            <Rich text={told} />
          </p>
        )}
      </div>
    </li>
  );
}

/** `alice → server hello "alice"`, or a note's sentence. */
export function LineText({ act }: { act: Act }) {
  const { way, what } = lineWords(act);
  return (
    <span class="line-text">
      {way && (
        <>
          <span class="way">
            {way.from} <span aria-hidden="true">→</span>
            <span class="unseen">{text.to}</span> {way.to}
          </span>{" "}
        </>
      )}
      <span class="what">
        <Rich text={what} />
      </span>
    </span>
  );
}

function MarkGlyph({ mark }: { mark: LineMark }) {
  switch (mark.kind) {
    case "met":
      return <RightIcon />;
    case "missing":
    case "failed":
      return <WrongIcon />;
    case "now":
      return <NowIcon />;
    case "done":
      return <DoneIcon />;
    case "todo":
      return null;
  }
}

/** How often the time that is left is drawn, in milliseconds. */
const TICK_MS = 100;

/** The sandbox's clock is real: a wait is waited for. */
function Countdown({ milliseconds }: { milliseconds: number }) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setPassed(Math.min(milliseconds, performance.now() - start)), TICK_MS);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return (
    <span class="countdown">
      <progress max={milliseconds} value={passed} aria-label={text.waits(milliseconds)} />
      <span aria-hidden="true">{text.left(milliseconds - passed)}</span>
    </span>
  );
}
