// Draws the parts of a step (scenarios, the challenge, quizzes, cards) into their places in the prose: when the page opens,
// and again when its author saved the lesson. A place is `<div class="part" data-part="quiz" data-index="0">`.

import { type ComponentType, render } from "preact";
import { lazy } from "./lazy";
import { RowPart } from "./scenario/row";
import { ScenarioPart } from "./scenario/scenario";

/** A part is told its place among its kind, from 0, and reads the rest from `state.value.lessonParts`. */
export type Part = ComponentType<{ index: number }>;

const PARTS: Readonly<Record<string, Part>> = {
  scenario: ScenarioPart,
  row: RowPart,
  challenge: lazy(async () => (await import("./study/challenge")).ChallengePart),
  quiz: lazy(async () => (await import("./study/quiz")).QuizPart),
  card: lazy(async () => (await import("./study/card")).CardPart),
};

const mounted = new Set<Element>();

export function mountParts(): void {
  for (const place of mounted) {
    if (place.isConnected) continue;
    // What it follows would keep it alive, and drawing unseen.
    render(null, place);
    mounted.delete(place);
  }
  for (const place of document.querySelectorAll<HTMLElement>(".part")) {
    const { part = "", index = "0" } = place.dataset;
    const Drawn = PARTS[part];
    if (!Drawn || mounted.has(place)) continue;
    // The plain text for readers without JavaScript.
    place.replaceChildren();
    render(<Drawn index={Number(index)} />, place);
    mounted.add(place);
  }
}
