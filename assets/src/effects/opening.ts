// A step that is opened counts as visited, and its cards as met.

import { cardKey } from "../model/boxes";
import { meetCards } from "./cards";
import { recordVisit } from "./progress";
import { state } from "./store";

export function recordOpening(): void {
  const { slug, step, outline, lessonParts } = state.peek();
  // The cheat sheet is drawn as a lesson is, and is no step of the course.
  if (outline.length === 0) return;
  recordVisit(slug, step);
  meetCards(lessonParts.cards.map(({ name }) => cardKey(slug, name)));
}
