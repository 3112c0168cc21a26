// Short texts with emphasis: pieces, never markup, so that a learner's event name is always shown as it is.

export type Piece = string | { readonly strong: string } | { readonly code: string };
export type Text = readonly Piece[];

export const strong = (text: string | number): Piece => ({ strong: String(text) });
export const code = (text: string): Piece => ({ code: text });

/** say`${strong(name)} sent ${code(event)}.` */
export function say(words: TemplateStringsArray, ...values: readonly (Piece | Text | number)[]): Text {
  return words.flatMap((word, at): Piece[] => {
    const value = values[at];
    const pieces =
      value === undefined ? [] : isText(value) ? value : [typeof value === "number" ? String(value) : value];
    return [word, ...pieces].filter((piece) => piece !== "");
  });
}

function isText(value: Piece | Text | number): value is Text {
  return Array.isArray(value);
}

/** A server's sentence, in which code stands between backticks. */
export function quoted(sentence: string): Text {
  return sentence.split("`").map((part, at) => (at % 2 === 1 ? code(part) : part));
}

export function plain(text: Text): string {
  return text
    .map((piece) => (typeof piece === "string" ? piece : "strong" in piece ? piece.strong : piece.code))
    .join("");
}
