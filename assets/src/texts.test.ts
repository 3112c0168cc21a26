// Every text stands in assets/texts/en.ftl: what is asked for is there, what is there is asked for, and neither the views
// nor the templates hold texts of their own.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { FluentBundle, FluentResource } from "@fluent/bundle";

const english = readFileSync("texts/en.ftl", "utf8");

const asked = /\b(?:t|rich)\(\s*(?:id=)?"([\w-]+)"/g;

/** Calls whose text is only known when they run. */
const unknown = /(?<![\w.])(?:t|rich)\((?!\s*(?:id=)?")/;

/** The files of folders with their texts, without comments. */
function files(folders: readonly string[], wanted: RegExp): readonly (readonly [file: string, text: string])[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => wanted.test(name))
      .map((name) => path.join(folder, name))
      .map((file) => [file, readFileSync(file, "utf8").replace(/\/\*.*?\*\/|^ *\/\/[^\n]*$|<!--.*?-->/gms, "")] as const),
  );
}

const code = files(["src"], /(?<!\.test|\.d)\.tsx?$/).filter(([file]) => !file.endsWith("fluent.ts"));
const templates = files(["templates"], /\.html$/);
const views = code.filter(([file]) => file.endsWith(".tsx"));
const words = code.filter(([file]) => file.startsWith(path.join("src", "text")));

test("every text that is asked for is there, and none is there for nothing", () => {
  const used = new Set<string>();
  for (const [file, text] of [...code, ...templates]) {
    assert.doesNotMatch(text, unknown, `${file} asks for a text by a computed id, which no test can find`);
    for (const [, id = ""] of text.matchAll(asked)) used.add(id);
  }
  const there = [...english.matchAll(/^([\w-]+) =/gm)].map(([, id = ""]) => id);
  assert.deepEqual([...used].filter((id) => !there.includes(id)).sort(), [], "asked for, but not in en.ftl");
  assert.deepEqual(there.filter((id) => !used.has(id)).sort(), [], "in en.ftl, but nobody asks for it");
});

test("a text is asked for only where its part is loaded", () => {
  const parts = readFileSync("messages.mjs", "utf8").matchAll(/^  (\w+): \[(.*)\],$/gm);
  const partOf = new Map([...parts].flatMap(([, part = "", names = ""]) => [...names.matchAll(/\w+/g)].map(([name]) => [name, part])));
  assert.equal(partOf.get("page"), "page");
  for (const [file, text] of code) {
    for (const [, id = ""] of text.matchAll(asked)) {
      const part = partOf.get(id.split("-")[0] ?? "");
      assert.ok(part === undefined || text.includes(`/en.ftl?${part}"`), `${file} asks for ${id}, which comes with "${part}"`);
    }
  }
});

test("messages have no marks but those that are known", () => {
  for (const [, id = "", message = ""] of english.matchAll(/^([\w-]+) =(.*(?:\n(?: .*|\}.*))*)/gm)) {
    const known = id.startsWith("page-") ? ["b", "code", "a", "unseen"] : ["b", "code"];
    const marks = [...message.matchAll(/<\/?([^>]*)>/g)].map(([, mark = ""]) => mark);
    assert.deepEqual(marks.filter((mark) => !known.includes(mark)), [], id);
  }
});

test("every message can be read, once", () => {
  const found = new FluentResource(english);
  const errors = new FluentBundle("en").addResource(found);
  const written = [...english.matchAll(/^([\w-]+) =/gm)].map(([, id = ""]) => id);
  assert.deepEqual(errors, []);
  assert.deepEqual(found.body.map(({ id }) => id), written);
});

/** Text between two tags or braces, as far as it can be told from code. */
const KEYWORDS = "else|catch|finally|const|function|export|interface|type|import|from|return|if|for|let|case|async|while|satisfies|as";
const node = new RegExp(`(?<![=-])[>}]\\s*((?!(?:${KEYWORDS})\\b)[A-Za-z][^<>{}=;()"$\`]*[a-z][^<>{}=;()"$\`]*)[<{]`, "g");
const label = /\b(?:aria-label|aria-valuetext|aria-description|title|placeholder|alt|label|content)="([^"{]*[A-Za-z]{2}[^"]*)"/g;

function own(text: string): readonly string[] {
  return [node, label].flatMap((wanted) => [...text.matchAll(wanted)].map(([, found = ""]) => found.trim()));
}

test("a view's own text would be found", () => {
  assert.deepEqual(own('<p class="a b">\n  Change <code>{x}</code></p>'), ["Change"]);
  assert.deepEqual(own('<b>{a} of {b}</b> right</p>'), ["right", "of"].sort());
  assert.deepEqual(own('<nav aria-label="Other steps" aria-hidden="true">'), ["Other steps"]);
  assert.deepEqual(own("const a = (b: Map<string, C>) => {\n  return x;\n}\n\nfunction f() {"), []);
});

test("no template has texts of its own", () => {
  // A client's page is a program for the learner to read, and goes into exports; the name is the same everywhere.
  for (const [file, text] of templates.filter(([name]) => !name.endsWith("client.html"))) {
    const without = text
      .replace(/\{%.*?%\}/gs, "")
      .replace(/\{\{.*?\}\}/gs, "")
      .replace(/<meta name="viewport"[^>]*>/, "")
      .replace(/\bEmitscope\b/g, "");
    assert.deepEqual(own(without), [], file);
  }
});

test("no view has texts of its own", () => {
  const names = /\b(?:Socket|Engine)\.IO\b/g;
  for (const [file, text] of views) assert.deepEqual(own(text.replace(names, "")), [], file);
});

test("no sentence stands in the folder of texts", () => {
  for (const [file, text] of words) {
    const strings = text.replace(/^import .*$/gm, "").match(/"[^"\n]*"|`[^`]*`/g) ?? [];
    const prose = strings.filter((string) => /[A-Za-z]{2,}[,.]? (?:[A-Za-z]{2,}|\$\{)/.test(string));
    assert.deepEqual(prose, [], file);
  }
});
