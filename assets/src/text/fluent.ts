// Every text comes out of assets/texts by its id. English is part of the page and stands in for whatever another
// language lacks; that language, if the server chose one, is sent along in the page as `#texts`.
// Values never pass through the markup: they are held apart as one sign each while `<b>` and `<code>` are read.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import english from "../../texts/en.ftl";
import { type Piece, type Text, plain } from "./pieces";

export type Value = string | number | Piece | Text;

/** A language by its tag, and its messages. */
export type Language = readonly [tag: string, messages: string];

/** The first sign that stands for a value: from here on are those that no text is written with. */
const HELD = 0xe000;

const MARKUP = /<(b|code)>(.*?)<\/\1>|([\ue000-\uf8ff])/gs;

export interface Texts {
  /** A plain text. An id that no language has comes back as it is. */
  readonly t: (id: string, values?: Record<string, FluentVariable>) => string;
  /** A text with emphasis: `<b>` and `<code>` of the message become pieces, values go in as they are. */
  readonly rich: (id: string, values?: Record<string, Value>) => Text;
  /** Messages of the last language, English, that are loaded later. */
  readonly add: (messages: string) => void;
}

/** The first language that has a message says it. */
export function texts(languages: readonly Language[]): Texts {
  const bundles = languages.map(([tag, messages]) => {
    // Isolating would put signs that nobody sees around each value: they would be copied along with the text, and read
    // by tests. Names and code are elements of their own, which a style can isolate.
    const bundle = new FluentBundle(tag, { useIsolating: false });
    bundle.addResource(new FluentResource(messages));
    return bundle;
  });

  const t: Texts["t"] = (id, values) => {
    for (const bundle of bundles) {
      const pattern = bundle.getMessage(id)?.value;
      // With a list for its errors, a message shows a missing value's name instead of throwing.
      if (pattern) return bundle.formatPattern(pattern, values, []);
    }
    return id;
  };

  const rich: Texts["rich"] = (id, values = {}) => {
    const held: Text[] = [];
    const signs = Object.entries(values).map(([name, value]): [string, FluentVariable] => {
      if (typeof value === "number") return [name, value];
      held.push(isText(value) ? value : [value]);
      return [name, String.fromCharCode(HELD + held.length - 1)];
    });
    return pieces(t(id, Object.fromEntries(signs)), held);
  };

  const add: Texts["add"] = (messages) => void bundles.at(-1)?.addResource(new FluentResource(messages));

  return { t, rich, add };
}

function pieces(message: string, held: readonly Text[]): Text {
  const found: Piece[] = [];
  let at = 0;
  for (const match of message.matchAll(MARKUP)) {
    const [whole, mark, inside = "", sign] = match;
    found.push(message.slice(at, match.index));
    if (sign === undefined) {
      const words = plain(pieces(inside, held));
      found.push(mark === "b" ? { strong: words } : { code: words });
    } else {
      found.push(...(held[sign.charCodeAt(0) - HELD] ?? []));
    }
    at = match.index + whole.length;
  }
  found.push(message.slice(at));
  return found.filter((piece) => piece !== "");
}

function isText(value: Value): value is Text {
  return Array.isArray(value);
}

/** What the server chose. Read at once and here, since the texts of the other files are made when they are loaded. */
function chosen(): readonly Language[] {
  const page = globalThis.document;
  const messages = page?.getElementById("texts")?.textContent;
  return messages ? [[page.documentElement.lang, JSON.parse(messages)]] : [];
}

export const { t, rich, add } = texts([...chosen(), ["en", english]]);
