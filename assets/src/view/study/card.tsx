// A flashcard in a step: its term, the back on request, and whether it was known, which moves it between the boxes.

import { useState } from "preact/hooks";
import { answerCard, boxes, today } from "../../effects/cards";
import { still } from "../../effects/store";
import { cardKey, REST_DAYS } from "../../model/boxes";
import { text } from "../../text/study";
import { Html } from "./html";

export function CardPart({ index }: { index: number }) {
  const [shown, setShown] = useState(false);
  const [answer, setAnswer] = useState<boolean | null>(null);
  const { slug, lessonParts } = still.value;
  const card = lessonParts.cards[index];
  if (!card) return null;
  const key = cardKey(slug, card.name);
  const resting = boxes.value[key];
  const judge = (knew: boolean) => {
    answerCard(key, knew);
    setAnswer(knew);
  };
  const back = `back-${index}`;
  return (
    <section class="study flash" aria-label={text.card.named(card.name)}>
      <div class="front">
        <p class="kind">{text.card.title}</p>
        <h3>
          <Html of={card.term} inline />
        </h3>
        <button type="button" class="button small" aria-expanded={shown} aria-controls={back} onClick={() => setShown(!shown)}>
          {shown ? text.card.hide : text.card.show}
        </button>
      </div>
      <div id={back} hidden={!shown}>
        <div class="back">
          <Html of={card.back} />
          <p class="more">
            <a href={`/glossary#${card.anchor}`}>{text.card.glossary}</a>
          </p>
        </div>
        <div class="presses judge" role="group" aria-label={text.card.ask}>
          <button type="button" class="button" aria-pressed={answer === false} onClick={() => judge(false)}>
            {text.card.notYet}
          </button>
          <button type="button" class="button" aria-pressed={answer === true} onClick={() => judge(true)}>
            {text.card.knew}
          </button>
          <p class="rests" role="status">
            {resting
              ? `${text.card.box(resting.box, REST_DAYS.length)}, ${text.card.back(resting.due - today.value)}`
              : ""}
          </p>
        </div>
      </div>
    </section>
  );
}
