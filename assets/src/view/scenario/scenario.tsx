// A scenario in the flow of the text: a card with its title, the prediction of who hears the emit in question, and the
// scenario's lines to be played.

import { useState } from "preact/hooks";
import { still } from "../../effects/store";
import { OPEN } from "../../model/predict";
import { text } from "../../text/play";
import { PlayIcon } from "./icons";
import { Lines } from "./lines";
import { Player } from "./player";
import { Predict } from "./predict";

export function ScenarioPart({ index }: { index: number }) {
  const [opened, setOpened] = useState(false);
  const { lessonParts, predictions, play } = still.value;
  const scenario = lessonParts.scenarios[index];
  if (!scenario) return null;
  const mine = play?.scenario === index ? play : null;
  const isOpen = scenario.predict !== null && (predictions[index] ?? OPEN).verdicts === null;
  // The lines tell the answer: until it is known, they show only to whom asks for them.
  const isShown = !isOpen || opened || (mine !== null && mine.goal !== "predict");
  return (
    <section class="scenario" aria-label={scenario.title}>
      <header>
        <h3>{scenario.title}</h3>
      </header>
      {scenario.predict !== null && <Predict scenario={scenario} index={index} line={scenario.predict} />}
      {isShown ? (
        <Player scenario={scenario} index={index} play={mine}>
          <Lines scenario={scenario} play={mine} />
        </Player>
      ) : (
        <div class="more">
          <button type="button" class="quiet" onClick={() => setOpened(true)}>
            <PlayIcon />
            {text.open}
          </button>
          <span class="hint">{text.openHint}</span>
        </div>
      )}
    </section>
  );
}
