// HTML in the editor, with the JavaScript and CSS in it.

export { html } from "@codemirror/lang-html";
