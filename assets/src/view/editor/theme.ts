// The editor's looks, from the page's tokens, so that both themes come for nothing.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "13px", lineHeight: "23px", fontVariantLigatures: "none" },
  ".cm-content": { padding: "6px 0 16px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 12px", position: "relative" },
  ".cm-gutters.cm-gutters-before": { border: "none" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--skip)" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "5px 0 0 2px" },
  ".cm-lint-marker": { width: "12px", height: "12px" },
  ".cm-lint-marker-error": { content: "none" },
  ".cm-lint-marker-error::after": {
    content: '"!"',
    display: "block",
    width: "12px",
    height: "12px",
    font: "700 10px/12px var(--sans)",
    textAlign: "center",
    borderRadius: "6px",
    color: "var(--surface)",
    backgroundColor: "var(--error)",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 2px", minWidth: "28px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--sunken)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--control)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--error)",
    textUnderlineOffset: "4px",
  },
  // In a narrow pane the reach goes below the code, and the line grows around it.
  ".cm-ran": { display: "flow-root" },
  ".cm-ran, &.cm-focused .cm-ran.cm-activeLine": { backgroundColor: "var(--ran)" },
  ".cm-ran-number": { backgroundColor: "var(--ran)", color: "var(--ink)", fontWeight: "700" },
  ".cm-gutter-lint .cm-ran-number": { boxShadow: "inset 3px 0 var(--ran-bar)" },
  ".cm-reach": {
    position: "sticky",
    right: "12px",
    float: "right",
    margin: "2px -4px 0 0",
    padding: "0 7px",
    font: "600 12px/17px var(--sans)",
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--ran-bar)",
    borderRadius: "5px",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    font: "14px/20px var(--sans)",
  },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--error)" },
  // Forced colours leave no shadow, and lay a ground under each word, which would hide what is behind it.
  "@media (forced-colors: active)": {
    ".cm-gutter-lint .cm-ran-number": { borderLeft: "3px solid Highlight" },
    ".cm-content, .cm-lint-marker-error::after": { forcedColorAdjust: "none" },
    ".cm-selectionBackground": { borderBottom: "3px solid Highlight" },
  },
});

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--string)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.className, tags.definition(tags.className)], color: "var(--accent)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--room-a)" },
  { tag: tags.comment, color: "var(--skip)", fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--error)" },
]);
