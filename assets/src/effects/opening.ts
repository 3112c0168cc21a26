// A step that is opened counts as visited, and its cards as met.

import { cardKey } from "../model/boxes";
import { meetCards } from "./cards";
import { recordVisit } from "./progress";
import { state } from "./store";

export function recordOpening(): void {
  const { slug, step, lessonParts } = state.peek();
  recordVisit(slug, step);
  meetCards(lessonParts.cards.map(({ name }) => cardKey(slug, name)));
}
