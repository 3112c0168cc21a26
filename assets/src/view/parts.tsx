// Draws the parts of a step (scenarios, the challenge, quizzes, cards) into their places in the prose: when the page opens,
// and again when its author saved the lesson. A place is `<div class="part" data-part="quiz" data-index="0">`.

import { type FunctionComponent, render } from "preact";
import { RowPart } from "./scenario/row";
import { ScenarioPart } from "./scenario/scenario";

/** A part is told its place among its kind, from 0, and reads the rest from `state.value.lessonParts`. */
export type Part = FunctionComponent<{ index: number }>;

const PARTS: Readonly<Record<string, Part>> = { scenario: ScenarioPart, row: RowPart };

/** The other parts, once a step has asked for one. */
let study: Readonly<Record<string, Part>> | null = null;
let isLoading = false;

async function loadStudy(): Promise<void> {
  if (isLoading) return;
  isLoading = true;
  try {
    study = await import("./study/parts");
  } finally {
    isLoading = false;
  }
  mountParts();
}

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
    if (mounted.has(place)) continue;
    const Drawn = PARTS[part] ?? study?.[part];
    if (!Drawn && !study) void loadStudy();
    if (!Drawn) continue;
    // The plain text for readers without JavaScript.
    place.replaceChildren();
    render(<Drawn index={Number(index)} />, place);
    mounted.add(place);
  }
}
