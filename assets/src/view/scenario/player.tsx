// Plays a scenario's lines, all of them or one by one, and tells how it went; its Mermaid text can be read and copied.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { copy } from "../../effects/clipboard";
import { play as start, proceed, stop } from "../../effects/play";
import { still } from "../../effects/store";
import type { Scenario } from "../../model/part";
import { isBusy, isDone, type Play } from "../../model/play";
import { outcome, text } from "../../text/play";
import { PlayIcon, StepIcon, StopIcon } from "./icons";

interface Props {
  readonly scenario: Scenario;
  readonly index: number;
  /** Of this scenario, if it was played last. */
  readonly play: Play | null;
  readonly children: ComponentChildren;
}

export function Player({ scenario, index, play, children }: Props) {
  const running = play !== null && !isDone(play);
  const busy = isBusy(still.value.play);
  const paused = play?.phase === "paused";
  // One button is Play and Stop in turn, and Step stays where it is, so that the focus does.
  const stops = running && isBusy(play) && play.goal === "all";
  const name = paused ? text.playOn : play !== null && isDone(play) && play.goal !== "predict" ? text.playAgain : text.play;
  const go = (goal: "all" | "step") => () => {
    if (paused) void proceed(goal);
    else if (!busy) void start(index, goal);
  };
  return (
    <div class="player">
      <div class="controls">
        <button type="button" class="button" aria-disabled={busy && !stops} onClick={stops ? stop : go("all")}>
          {stops ? <StopIcon /> : <PlayIcon />}
          {stops ? text.stop : name}
        </button>
        <button type="button" class="button" aria-disabled={busy} onClick={go("step")}>
          <StepIcon />
          {text.step}
        </button>
        {running && !stops && (
          <button type="button" class="button" onClick={stop}>
            <StopIcon />
            {text.stop}
          </button>
        )}
      </div>
      {children}
      <p class="outcome" role="status">
        {play && said(play)}
      </p>
      <p class="fresh">{text.fresh}</p>
      <AsText of={scenario.text} />
    </div>
  );
}

function said(play: Play): string {
  if (play.phase === "starting") return `${text.starting}.`;
  if (play.phase === "acting") return `${text.playing}.`;
  if (play.phase === "paused") return `${text.paused}.`;
  return play.goal === "predict" ? "" : outcome(play);
}

function AsText({ of }: { of: string }) {
  const [told, setTold] = useState("");
  const press = async () => setTold((await copy(of)) ? text.copied : text.notCopied);
  return (
    <details class="as-text">
      <summary>{text.asText}</summary>
      <pre tabIndex={0}>
        <code>{of}</code>
      </pre>
      <div>
        <button type="button" class="button small" onClick={() => void press()}>
          {text.copy}
        </button>
        <span role="status">{told}</span>
      </div>
    </details>
  );
}
