// One card of the deck: its term, on request its back, and the judgement. Space shows, 1 or the left arrow is "not yet",
// 2 or the right arrow "I knew it".

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Sitting } from "../../model/boxes";
import type { DeckCard } from "../../model/deck";
import { text } from "../../text/deck";
import { Html } from "../study/html";

interface Props {
  readonly card: DeckCard;
  readonly sitting: Sitting;
  readonly onShow: () => void;
  readonly onJudge: (knew: boolean) => void;
  readonly onStop: () => void;
}

export function Study({ card, sitting, onShow, onJudge, onStop }: Props) {
  const { shown } = sitting;
  const side = useRef<HTMLDivElement>(null);
  // The side that came up is where the reading goes on.
  useLayoutEffect(() => side.current?.focus(), [shown]);
  // Before the next key, which may come at once.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("input, textarea, select")) return;
      const act = actOf(event.key, shown);
      // A button takes Space for itself.
      if (!act || (event.key === " " && target?.closest("button, a"))) return;
      event.preventDefault();
      if (act === "show") onShow();
      else if (act === "stop") onStop();
      else onJudge(act === "knew");
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return (
    <div class="deck-card">
      <div class="deck-head">
        <h2 id="deck-title">{text.title}</h2>
        <p>{text.left(sitting.knew, sitting.all)}</p>
        <progress value={sitting.knew} max={sitting.all} aria-hidden="true" />
        <button type="button" class="button small" onClick={onStop}>
          {text.stop}
        </button>
      </div>
      <div class="sides">
        <div class="side term-side" ref={shown ? undefined : side} tabIndex={-1}>
          <p class="big">
            <Html of={card.term} inline />
          </p>
          <p class="quiet">{text.from(card.lesson)}</p>
        </div>
        {shown && (
          <div class="side back-side" ref={side} tabIndex={-1}>
            <Html of={card.back} />
          </div>
        )}
      </div>
      <div class="deck-foot">
        {shown ? (
          <>
            <button type="button" class="button" aria-keyshortcuts="1 ArrowLeft" onClick={() => onJudge(false)}>
              {text.notYet}
              <kbd aria-hidden="true">1</kbd>
            </button>
            <button type="button" class="button" aria-keyshortcuts="2 ArrowRight" onClick={() => onJudge(true)}>
              {text.knew}
              <kbd aria-hidden="true">2</kbd>
            </button>
          </>
        ) : (
          <button type="button" class="button primary" aria-keyshortcuts="Space" onClick={onShow}>
            {text.show}
            <kbd aria-hidden="true">{text.space}</kbd>
          </button>
        )}
      </div>
    </div>
  );
}

function actOf(key: string, shown: boolean): "show" | "stop" | "knew" | "not-yet" | null {
  if (key === "Escape") return "stop";
  if (!shown) return key === " " ? "show" : null;
  if (key === "1" || key === "ArrowLeft") return "not-yet";
  return key === "2" || key === "ArrowRight" ? "knew" : null;
}
