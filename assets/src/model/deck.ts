// The cards of all lessons, as the glossary's page is served with them.

import { cardKey } from "./boxes";
import * as read from "./read";

export interface DeckCard {
  readonly key: string;
  /** The term as plain text. */
  readonly name: string;
  /** HTML, as is the back. */
  readonly term: string;
  readonly back: string;
  /** The lesson that shows it, and its address. */
  readonly lesson: string;
  readonly url: string;
}

export function parseDeck(source: string): readonly DeckCard[] {
  return read.list(read.fields(read.json(source))?.cards).map((item) => {
    const card = read.fields(item);
    const name = read.text(card?.name);
    return {
      key: cardKey(read.text(card?.slug), name),
      name,
      term: read.text(card?.term),
      back: read.text(card?.back),
      lesson: read.text(card?.lesson),
      url: read.text(card?.url),
    };
  });
}

/** Whether a term is meant by what was typed: each word of it stands in the term's name or text. */
export function matches(text: string, wanted: string): boolean {
  const inside = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inside.includes(word));
}
