// Draws the parts of a step (scenarios, the challenge, quizzes, cards) into their places in the prose: when the page opens,
// and again when its author saved the lesson. A place is `<div class="part" data-part="quiz" data-index="0">`.

import { type FunctionComponent, render } from "preact";
import { ScenarioPart } from "./scenario/scenario";

/** A part is told its place among its kind, from 0, and reads the rest from `state.value.lessonParts`. */
export type Part = FunctionComponent<{ index: number }>;

const PARTS: Readonly<Record<string, Part>> = {
  scenario: ScenarioPart,
};

/** What not every step has comes in a chunk of its own, where it is there. */
const LATER: Readonly<Record<string, () => Promise<Part>>> = {
  challenge: () => import("./study/challenge").then(({ ChallengePart }) => ChallengePart),
  quiz: () => import("./study/quiz").then(({ QuizPart }) => QuizPart),
  row: () => import("./scenario/row").then(({ RowPart }) => RowPart),
  card: () => import("./study/card").then(({ CardPart }) => CardPart),
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
    const { part = "" } = place.dataset;
    const [Drawn, later] = [PARTS[part], LATER[part]];
    if (Drawn) mount(place, Drawn);
    else if (later) void later().then((Loaded) => mount(place, Loaded));
  }
}

function mount(place: HTMLElement, Drawn: Part): void {
  // The lesson may have been saved, and the place filled or taken away, while its part was on the way.
  if (mounted.has(place) || !place.isConnected) return;
  // The plain text for readers without JavaScript.
  place.replaceChildren();
  render(<Drawn index={Number(place.dataset.index ?? "0")} />, place);
  place.dataset.drawn = "";
  mounted.add(place);
}
