// The line that a diagnostic means, with carets under the characters, as a terminal shows them. A line too long to be
// looked at is cut around its place.

import type { Diagnostic } from "./change";

/** Characters of a line that are shown at most; the terminal shows as many. */
export const MAX_SHOWN = 160;
/** Of them, those before the place, where the beginning is cut. */
const BEFORE = 60;

export interface Excerpt {
  readonly line: string;
  /** White space, then carets; a tab stays a tab, so that both lines move alike. */
  readonly carets: string;
}

export function excerpt({ source, column, span }: Diagnostic): Excerpt {
  const characters = [...source];
  const from = Math.max(0, Math.min(column - 1 - BEFORE, characters.length - MAX_SHOWN));
  const shown = characters.slice(from, from + MAX_SHOWN);
  const head = from > 0 ? "…" : "";
  const tail = from + MAX_SHOWN < characters.length ? "…" : "";
  const at = column - 1 - from;
  const indent = [...head, ...shown].slice(0, at + head.length).map(blankFor);
  const carets = Math.max(1, Math.min(span, MAX_SHOWN - at));
  // A place may lie behind the line's end.
  const blank = " ".repeat(Math.max(0, at + head.length - indent.length));
  return { line: head + shown.join("") + tail, carets: indent.join("") + blank + "^".repeat(carets) };
}

/** White space as wide as a character: that of Chinese is a full one, an accent has none. */
function blankFor(character: string): string {
  if (character === "\t") return character;
  if (/\p{M}|\p{Emoji_Modifier}|\u200d/u.test(character)) return "";
  return WIDE.test(character) ? "\u3000" : " ";
}

const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]/u;
