// Saves a lesson again and again while its page is open, in the two ways of editors, and prints how long each part of the
// way to the screen takes. Both processes read the same clock of this machine, in milliseconds.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { Stage } from "../../tests/browser/stage.mjs";

const SAVES = 50;
const WAYS = {
  "in place": (file, text) => writeFileSync(file, text),
  "renamed over": (file, text) => {
    writeFileSync(`${file}.tmp~`, text);
    renameSync(`${file}.tmp~`, file);
  },
};
const PARTS = ["told", "fetched", "in place", "on screen"];

/** Runs in the page: notes when it is told, when it has the new page, when the text is there, and when it is drawn. */
function watch() {
  const now = () => performance.timeOrigin + performance.now();
  let seen = {};
  const Source = globalThis.EventSource;
  globalThis.EventSource = class extends Source {
    constructor(...args) {
      super(...args);
      this.addEventListener("lesson", () => (seen.told ??= now()));
    }
  };
  const text = Response.prototype.text;
  Response.prototype.text = async function () {
    const got = await text.call(this);
    seen.fetched ??= now();
    return got;
  };
  globalThis.saved = (word) => {
    seen = {};
    return new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector("#read")?.textContent.includes(word)) return;
        observer.disconnect();
        seen["in place"] = now();
        // The first frame draws it, at the second it has been drawn.
        requestAnimationFrame(() => requestAnimationFrame(() => done({ ...seen, "on screen": now() })));
      });
      observer.observe(document.querySelector("#read"), { childList: true, subtree: true, characterData: true });
    });
  };
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const p95 = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length * 0.95)];
const cell = (value) => value.toFixed(1).padStart(11);

const stage = new Stage("reload");
try {
  const folder = stage.lessons();
  const file = `${folder}/09-broadcasting.md`;
  const original = readFileSync(file, "utf8");
  const server = await stage.serve({ lessons: folder });
  const lesson = await (await stage.open({ server, before: watch })).ready();
  console.log(`Save to screen, ms (${SAVES} saves each)`);
  console.log(["", "least", "median", "95 %", ...PARTS].map((it, at) => (at ? it.padStart(11) : it.padEnd(14))).join(""));
  let number = 0;
  for (const [name, save] of Object.entries(WAYS)) {
    const all = [];
    const parts = PARTS.map(() => []);
    for (let round = 0; round < SAVES; round += 1) {
      const word = `word${(number += 1)}`;
      const drawn = lesson.page.evaluate((word) => globalThis.saved(word), word);
      // The page listens by the time it answers another question.
      await lesson.page.evaluate(() => 0);
      save(file, original.replace("Alice, Bob", `${word} Alice, Bob`));
      let before = performance.timeOrigin + performance.now();
      const start = before;
      const seen = await drawn;
      for (const [at, part] of PARTS.entries()) {
        parts[at].push(seen[part] - before);
        before = seen[part];
      }
      all.push(before - start);
    }
    console.log(name.padEnd(14) + [Math.min(...all), median(all), p95(all), ...parts.map(median)].map(cell).join(""));
  }
  console.log("told: noticed, read, parsed and sent; fetched: the page again; in place: in the document; on screen: drawn.");
} finally {
  await stage.close();
}
