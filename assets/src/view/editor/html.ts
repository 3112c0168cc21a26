// HTML in the editor, with the JavaScript and CSS in it, and without the completions that `html()` would bring.

import { htmlLanguage } from "@codemirror/lang-html";
import { LanguageSupport } from "@codemirror/language";

export const html = (): LanguageSupport => new LanguageSupport(htmlLanguage);
