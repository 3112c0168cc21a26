// The deck: how many cards are due and in which boxes they are, and one card at a time while they are studied.

import { useEffect, useRef, useState } from "preact/hooks";
import { answerCard, boxes, meetCards, today } from "../../effects/cards";
import { begin, due, judged, nextDay, REST_DAYS, type Sitting, turned } from "../../model/boxes";
import type { DeckCard } from "../../model/deck";
import { text } from "../../text/deck";
import { Study } from "./study";

export function Deck({ cards }: { cards: readonly DeckCard[] }) {
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const study = useRef<HTMLButtonElement>(null);
  const keys = cards.map(({ key }) => key);
  const waiting = due(boxes.value, keys, today.value);
  const next = nextDay(boxes.value, keys);
  const start = () => setSitting(begin(due(boxes.peek(), keys, today.peek())));
  const stop = () => {
    setSitting(null);
    requestAnimationFrame(() => study.current?.focus());
  };
  const card = cards.find(({ key }) => key === sitting?.waiting[0]);
  if (sitting && card) {
    const judge = (knew: boolean) => {
      answerCard(card.key, knew);
      setSitting(judged(sitting, knew));
    };
    return (
      <Study
        key={`${card.key} ${sitting.knew} ${sitting.waiting.length}`}
        card={card}
        sitting={sitting}
        onShow={() => setSitting(turned(sitting))}
        onJudge={judge}
        onStop={stop}
      />
    );
  }
  return (
    <div class="deck-rest">
      <div class="deck-says">
        <h2 id="deck-title">{text.title}</h2>
        {sitting && <Done sitting={sitting} />}
        {!sitting && next !== null && <p>{waiting.length > 0 ? text.due(waiting.length) : text.nothingDue}</p>}
        {waiting.length === 0 && next !== null && <p class="quiet">{text.next(next, today.value)}</p>}
        {next === null && <p>{text.empty}</p>}
      </div>
      {next === null ? (
        <button
          type="button"
          class="button"
          onClick={() => {
            meetCards(keys);
            start();
          }}
        >
          {text.takeAll(keys.length)}
        </button>
      ) : (
        waiting.length > 0 && (
          <button type="button" class="button primary" ref={study} onClick={start}>
            {text.study}
          </button>
        )
      )}
      <Boxes keys={keys} />
    </div>
  );
}

function Done({ sitting }: { sitting: Sitting }) {
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => told.current?.focus(), []);
  return (
    <p class="deck-done" ref={told} tabIndex={-1}>
      {text.done(sitting.all)}
    </p>
  );
}

function Boxes({ keys }: { keys: readonly string[] }) {
  const counts = REST_DAYS.map((_, box) => keys.filter((key) => boxes.value[key]?.box === box).length);
  return (
    <ol class="boxes" aria-label={text.boxes}>
      {REST_DAYS.map((days, box) => (
        <li key={box} class={counts[box] === 0 ? "empty" : ""}>
          <span class="unseen">{text.box(box, days, counts[box] ?? 0)}</span>
          <span class="count" aria-hidden="true">
            {counts[box]}
          </span>
          <span class="rest" aria-hidden="true">
            {text.rests(days)}
          </span>
        </li>
      ))}
    </ol>
  );
}
