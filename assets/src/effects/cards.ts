// The boxes of cards in the browser's storage, and the day it is.

import { signal } from "@preact/signals";
import { answered, dayOf, met, parseBoxes, printBoxes } from "../model/boxes";
import { keep } from "./kept";

export const cards = keep("emitscope.cards", parseBoxes, printBoxes);
export const boxes = cards.value;

const now = () => dayOf(Date.now(), new Date().getTimezoneOffset());

/** A page may stay open over midnight: it looks again whenever it is looked at. */
export const today = signal(now());
const look = () => {
  today.value = now();
};
document.addEventListener("visibilitychange", look);
addEventListener("focus", look);

export function meetCards(keys: readonly string[]): void {
  look();
  cards.change((before) => met(before, keys, today.peek()));
}

export function answerCard(key: string, knew: boolean): void {
  look();
  cards.change((before) => answered(before, key, knew, today.peek()));
}
