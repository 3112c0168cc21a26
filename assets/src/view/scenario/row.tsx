// A row of the cheat sheet: its line is run on the spot, as a scenario is played, and says whether it came as written.

import { play as start, stop } from "../../effects/play";
import { still } from "../../effects/store";
import { isBusy, isDone } from "../../model/play";
import { outcome, text } from "../../text/play";
import { PlayIcon, StopIcon } from "./icons";

export function RowPart({ index }: { index: number }) {
  const { play, lessonParts } = still.value;
  const scenario = lessonParts.scenarios[index];
  if (!scenario) return null;
  const mine = play?.scenario === index ? play : null;
  const running = mine !== null && !isDone(mine);
  const busy = isBusy(play);
  return (
    <>
      <button
        type="button"
        class="button small"
        aria-disabled={busy && !running}
        onClick={running ? stop : () => void (busy || start(index, "all"))}
      >
        {running ? <StopIcon /> : <PlayIcon />}
        {running ? text.stop : text.run}
        <span class="unseen"> {scenario.title}</span>
      </button>
      <p class="outcome" role="status">
        {mine && (running ? text.playing : outcome(mine))}
      </p>
    </>
  );
}
