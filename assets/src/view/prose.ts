// What the page adds to the lesson's text, each time new text is in place.

const EXAMPLES = "#read pre > code:is(.language-js, .language-javascript, .language-mjs, .language-cjs)";

export function decorateProse(): void {
  const examples = document.querySelectorAll<HTMLElement>(EXAMPLES);
  if (examples.length === 0) return;
  void import("./editor/editor").then(({ highlight }) => examples.forEach(highlight));
}
