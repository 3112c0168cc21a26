import assert from "node:assert/strict";
import test from "node:test";
import { byClient, fileNames, follow, fresh, named, openFile, pageOf, pageTexts } from "./files";
import { NO_PARTS } from "./fixture";
import type { Bootstrap } from "./parse";
import { initial, type State } from "./state";
import { update } from "./update";

const names = (...pages: (readonly string[])[]) => named(pages.map((clients) => ({ clients, html: "" }))).map(({ name }) => name);

const boot = (...pages: (readonly [readonly string[], string])[]): Bootstrap => ({
  loopback: true,
  lesson: { slug: "s", title: "S", clients: ["alice", "bob"], steps: [] },
  step: {
    number: 1,
    server: "server",
    options: "{}",
    pages: named(pages.map(([clients, html]) => ({ clients, html }))),
    parts: NO_PARTS,
  },
});
const NOTHING = { code: null, pages: {}, mine: null, theme: "system", singleKeys: true, pace: "normal" } as const;
const shared = () => initial(boot([["alice", "bob"], "page"]), NOTHING);
const shown = ({ code, pages }: State) => [code.text, ...pages.map((page) => page.code.text)];

test("the page that most clients share is client.html, any other bears its first client's name", () => {
  assert.deepEqual(names(["alice", "bob", "carol"]), ["client.html"]);
  assert.deepEqual(names(["alice"]), ["client.html"]);
  assert.deepEqual(names(["alice", "bob"], ["carol"]), ["client.html", "carol.html"]);
  assert.deepEqual(names(["alice"], ["bob"]), ["alice.html", "bob.html"]);
  assert.deepEqual(names(["alice", "bob"], ["carol", "dora"]), ["client.html", "carol.html"]);
  assert.deepEqual(names(["alice", "bob"], ["client"]), ["clients.html", "client.html"]);
  assert.deepEqual(names(), []);
});

test("what the browser kept is on show and in the sandbox, each for itself", () => {
  const [page] = boot([["alice"], "page"]).step.pages;
  assert.ok(page);
  const { code } = fresh(page, { text: "mine", ran: "older" });
  assert.deepEqual(code, { lesson: "page", text: "mine", running: "older", offered: null });
});

test("a page is edited, run, and given to each of its clients", () => {
  let state = update(shared(), { type: "codeEdited", file: "client.html", text: "mine" });
  assert.deepEqual(shown(state), ["server", "mine"]);
  const text = pageTexts(state.pages, (code) => code.text);
  assert.deepEqual(byClient(state.pages, text), { alice: "mine", bob: "mine" });
  assert.equal(pageOf(state, "bob")?.code.running, "page");
  state = update(state, { type: "pagesLeft", files: Object.keys(text) });
  assert.deepEqual(state.stage.leaving, Object.keys(text), "the frames are gone before the server starts anew");
  state = update(state, { type: "pagesRan", texts: text });
  assert.deepEqual(state.stage.leaving, []);
  assert.equal(pageOf(state, "bob")?.code.running, "mine");
  state = update(state, { type: "sandboxMade", id: "x", running: "server", pages: {} });
  assert.equal(pageOf(state, "bob")?.code.running, "page", "a sandbox that did not take it has the lesson's");
});

test("a file that is not there any more gives way to the server's", () => {
  const state = { ...shared(), file: "alice.html" };
  assert.deepEqual(fileNames(state), ["server.js", "client.html"]);
  assert.equal(openFile(state), "server.js");
  assert.equal(openFile(update(state, { type: "fileOpened", file: "client.html" })), "client.html");
});

test("the author's page replaces one that nobody touched, and is offered beside one that was edited", () => {
  const edited = update(shared(), { type: "codeEdited", file: "client.html", text: "mine" });
  const next = boot([["alice"], "alone"], [["bob"], "page"]).step.pages;
  assert.deepEqual(
    follow(shared().pages, next).map(({ name, code }) => [name, code.running]),
    [
      ["alice.html", "alone"],
      ["bob.html", "page"],
    ],
  );
  let state = update(edited, { type: "lessonFetched", boot: boot([["alice", "bob"], "theirs"]) });
  assert.deepEqual(state.pages[0]?.code, { lesson: "theirs", text: "mine", running: "page", offered: "theirs" });
  assert.equal(update(state, { type: "offerDeclined", file: "client.html" }).pages[0]?.code.text, "mine");
  state = update(state, { type: "offerTaken", file: "client.html" });
  assert.deepEqual([state.pages[0]?.code.text, state.pages[0]?.code.offered], ["theirs", null]);
  const untouched = update(shared(), { type: "lessonFetched", boot: boot([["alice", "bob"], "theirs"]) });
  assert.deepEqual(untouched.pages[0]?.code, { lesson: "theirs", text: "theirs", running: "theirs", offered: null });
});

test("somebody's code takes the place of one's own, which comes back as it was", () => {
  let state = update(shared(), { type: "codeEdited", file: "server.js", text: "mine" });
  state = update(state, { type: "codeEdited", file: "client.html", text: "my page" });
  state = update(state, { type: "sharedOpened", texts: { server: "theirs", pages: {} } });
  assert.deepEqual(shown(state), ["theirs", "page"], "a page that they left alone is the lesson's");
  assert.equal(state.borrowed?.saved, false);
  state = update(state, { type: "sharedOpened", texts: { server: "others", pages: { "client.html": "x" } } });
  assert.deepEqual(shown(state), ["others", "x"]);
  state = update(state, { type: "sharedSaved" });
  assert.equal(state.borrowed?.saved, true);
  assert.deepEqual(state.borrowed?.mine.ran, { server: "server", pages: { "client.html": "page" } });
  assert.equal(update(state, { type: "sharedKept" }).borrowed, null);
  state = update(state, { type: "mineTaken" });
  assert.deepEqual(shown(state), ["mine", "my page"], "the first that was put aside, whatever came after it");
  assert.equal(state.borrowed, null);
  assert.equal(update(state, { type: "mineTaken" }), state);
});
