// How esbuild takes a file of messages: as its text, without comments, and in parts, so that a page loads what it says
// first. `en.ftl?cost` is one of the parts below, `en.ftl` is all that is in none.

import { readFile } from "node:fs/promises";

/** Parts, and how their messages' names begin. They are loaded with what says them; "page" is said by the server alone. */
const PARTS = {
  page: ["page"],
  cost: ["cost"],
  meaning: ["meaning"],
  own: ["own"],
  take: ["take"],
  share: ["share", "brought"],
  help: ["help", "pace"],
  roster: ["roster"],
  study: ["challenge", "solution", "check", "quiz", "answer"],
};

const APART = Object.values(PARTS).flat();

/** A message from its name to the next line that begins one. */
const MESSAGE = /^([a-z]+)[\w-]* =.*\n(?:(?: .*|\}.*)\n)*/gm;

export const messages = {
  name: "messages",
  setup(bundle) {
    bundle.onLoad({ filter: /\.ftl$/ }, async ({ path, suffix }) => {
      const part = PARTS[suffix.slice(1)];
      const isWanted = (name) => (part ? part.includes(name) : !APART.includes(name));
      const found = (await readFile(path, "utf8")).matchAll(MESSAGE);
      const contents = [...found].filter(([, name]) => isWanted(name)).map(([message]) => message);
      return { contents: contents.join(""), loader: "text" };
    });
  },
};
