// How esbuild takes a file of messages: as its text, without comments, and in parts, so that a page loads what it says
// first. `en.ftl?cost` is the messages named cost-…; `en.ftl` is all the others.

import { readFile } from "node:fs/promises";

/** What is loaded with what says it; "page" is said by the server alone. */
const APART = ["page", "cost", "meaning"];

/** A message from its name to the next line that begins one. */
const MESSAGE = /^([a-z]+)[\w-]* =.*\n(?:(?: .*|\}.*)\n)*/gm;

export const messages = {
  name: "messages",
  setup(bundle) {
    bundle.onLoad({ filter: /\.ftl$/ }, async ({ path, suffix }) => {
      const wanted = suffix.slice(1);
      const isWanted = (part) => (wanted === "" ? !APART.includes(part) : part === wanted);
      const found = (await readFile(path, "utf8")).matchAll(MESSAGE);
      const contents = [...found].filter(([, part]) => isWanted(part)).map(([message]) => message);
      return { contents: contents.join(""), loader: "text" };
    });
  },
};
