// The lesson's own examples, coloured as the editor colours code; loaded with it, so that the first page stays small.

import { javascriptLanguage } from "@codemirror/lang-javascript";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";

const CLASSES = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "tok-string" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.className], class: "tok-call" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-value" },
  { tag: tags.comment, class: "tok-comment" },
]);

export function highlight(block: HTMLElement): void {
  const text = block.textContent ?? "";
  const pieces: Node[] = [];
  const put = (piece: string, classes: string) => {
    if (!classes) return pieces.push(document.createTextNode(piece));
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = piece;
    return pieces.push(span);
  };
  highlightCode(text, javascriptLanguage.parser.parse(text), CLASSES, put, () => put("\n", ""));
  block.replaceChildren(...pieces);
}
