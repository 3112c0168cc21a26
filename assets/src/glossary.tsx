// The glossary's page comes alive: the deck of cards, and the field that filters the terms.

import { render } from "preact";
import { parseDeck } from "./model/deck";
import { Deck } from "./view/deck/deck";
import { Filter } from "./view/deck/filter";

const cards = parseDeck(document.getElementById("bootstrap")?.textContent ?? "");

const deck = document.getElementById("deck");
if (deck) {
  deck.replaceChildren();
  render(<Deck cards={cards} />, deck);
}

const filter = document.getElementById("filter");
const terms = [...document.querySelectorAll<HTMLElement>(".term")];
if (filter && terms.length > 0) render(<Filter terms={terms} />, filter);
