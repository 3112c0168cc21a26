// Code in a link: made, asked about before anything of it runs, opened beside the person's own, which is kept.

import { deflateRawSync } from "node:zlib";
import { assert, PHONE, test } from "./stage.mjs";

const THEIRS = 'io.on("connection", (socket) => {\n  socket.on("hello", (name) => io.emit("hello", name));\n});';
const PAGE = `<!doctype html><button onclick="socket.emit('hello', me)" disabled>Theirs</button><ul></ul>
<script>const socket = io();
socket.on("connect", () => (document.querySelector("button").disabled = false));
socket.on("hello", (name) => document.querySelector("ul").append(name));</script>`;

const fragment = (texts) => `#code=${deflateRawSync(typeof texts === "string" ? texts : JSON.stringify(texts)).toString("base64url")}`;
const link = (texts) => `/lessons/broadcasting/1${fragment(texts)}`;
const theirs = { v: 1, server: THEIRS, pages: { "client.html": PAGE, "mallory.html": "<script>alert(1)</script>" } };

const button = (lesson, name) => lesson.page.getByRole("button", { name });
const stored = (lesson) =>
  lesson.page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => /\.(code|ran|before)\./.test(key))));
const puts = (lesson) => {
  const seen = [];
  lesson.page.on("request", (it) => it.method() === "PUT" && seen.push(it.postData()));
  return seen;
};

test("a link carries the edited code, and opens where nobody edited anything", async (stage) => {
  const server = await stage.serve();
  const lesson = await (await stage.open({ server })).ready();
  await lesson.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await lesson.write(THEIRS);
  await lesson.page.getByRole("tab", { name: "client.html" }).click();
  await lesson.page.getByRole("textbox", { name: /client\.html/ }).click();
  await lesson.page.keyboard.press("ControlOrMeta+a");
  await lesson.page.keyboard.insertText(PAGE);
  await button(lesson, "Share this code").click();
  const dialog = lesson.page.getByRole("dialog", { name: "Share this code" });
  await dialog.getByText("server.js (3 lines), client.html changed").waitFor();
  await lesson.assertAccessible("the dialog");
  await stage.shot("dialog");
  await dialog.getByRole("button", { name: "Copy the link" }).click();
  await dialog.getByText("Copied").waitFor();
  const href = await lesson.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(await dialog.getByRole("textbox", { name: "The link" }).inputValue(), href);
  assert.match(href, /^http:[^#]*\/lessons\/broadcasting\/1#code=[\w-]+$/);

  await lesson.page.evaluate(() => localStorage.clear());
  await lesson.page.goto("about:blank");
  const requests = puts(lesson);
  await lesson.page.goto(href);
  await lesson.ready();
  await lesson.seen(".strip", "server.js (3 lines), client.html changed");
  await lesson.assertAccessible("the strip");
  await stage.shot("strip");
  assert.match(await lesson.code(), /broadcast/);
  assert.deepEqual(requests, [], "nothing of it went anywhere");
  await button(lesson, "Look at it first").click();
  const look = lesson.page.getByRole("dialog", { name: "Somebody's code" });
  await look.getByRole("group", { name: "server.js, 3 lines" }).getByText("io.emit").waitFor();
  assert.match(await look.getByRole("group", { name: /client\.html/ }).textContent(), /<button onclick/);
  await lesson.assertAccessible("the look");
  await stage.shot("look");
  assert.deepEqual(requests, []);
  await look.getByRole("button", { name: "Open it" }).click();
  await look.waitFor({ state: "hidden" });
  const pressable = (client) => lesson.frame(client).getByRole("button", { name: "Theirs", disabled: false });
  for (const client of ["bob", "carol"]) await pressable(client).waitFor();
  await pressable("alice").click();
  await lesson.says("3 of 3 clients; 3 heard it");
  assert.match(await lesson.code(), /io\.emit/);
  assert.equal(new URL(lesson.page.url()).hash, "", "the address is the step's again");
  await stage.shot("opened");
});

test("the person's own code stays until they edit, and comes back", async (stage) => {
  const server = await stage.serve();
  const lesson = await (await stage.open({ server })).ready();
  const mine = (await lesson.code()).replace("socket.broadcast.emit", "socket.emit");
  await lesson.write(mine);
  await lesson.run();
  await lesson.seen(".note", /^Edited$/);
  const before = await stored(lesson);
  const { origin } = new URL(lesson.page.url());

  // In a page that is open already, a link only changes the fragment.
  await lesson.page.goto(`${origin}/lessons/broadcasting${fragment(theirs)}`);
  await button(lesson, "Open it").click();
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).waitFor();
  await lesson.ready();
  await lesson.seen(".strip", "Yours is kept until you edit this");
  assert.deepEqual(await stored(lesson), before, "nothing was written over");

  // A sandbox that is made again runs what is on show.
  const src = await lesson.card("alice").locator("iframe").getAttribute("src");
  const [, id] = /sandboxes\/([^/]+)/.exec(src);
  await fetch(`${origin}/api/sandboxes/${id}`, { method: "DELETE" });
  await lesson.page.waitForFunction((old) => document.querySelector("iframe")?.getAttribute("src") !== old, src);
  await lesson.ready();
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).click();
  await lesson.says("3 of 3 clients; 3 heard it");

  await button(lesson, "Back to mine").click();
  await lesson.frame("bob").getByRole("button", { name: "Say hello" }).waitFor();
  await lesson.ready();
  assert.equal(await lesson.code(), mine);
  assert.deepEqual(await stored(lesson), before);
  await lesson.sayHello("bob");
  await lesson.says("to bob");
  assert.equal(await lesson.page.locator(".strip").count(), 0);

  // Edited, it is kept, and what was there before can still be had, after a reload, too.
  await lesson.page.goto(`${origin}/lessons/broadcasting${fragment(theirs)}`);
  await button(lesson, "Open it").click();
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).waitFor();
  await lesson.ready();
  await lesson.write(`${THEIRS}\n// and mine`);
  await lesson.seen(".strip", "You are editing somebody's code");
  await lesson.page.reload();
  await lesson.ready();
  assert.match(await lesson.code(), /and mine/);
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).waitFor();
  await button(lesson, "Back to mine").click();
  await lesson.frame("bob").getByRole("button", { name: "Say hello" }).waitFor();
  await lesson.ready();
  assert.equal(await lesson.code(), mine);
  assert.deepEqual(await stored(lesson), before);
  // Each frame that is made tells the page's earlier errors again.
  stage.expectErrors(/404|Failed to load resource|WebSocket connection/);
});

test("what was opened can be kept instead of one's own, or not be opened at all", async (stage) => {
  const lesson = await (await stage.open({ route: link(theirs) })).ready();
  await button(lesson, "Not now").click();
  await lesson.page.locator(".strip").waitFor({ state: "detached" });
  assert.equal(new URL(lesson.page.url()).hash, "");
  assert.match(await lesson.code(), /broadcast/);
  await lesson.page.evaluate((hash) => (location.hash = hash), fragment(theirs));
  await button(lesson, "Open it").click();
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).waitFor();
  await lesson.ready();
  await button(lesson, "Keep this instead").click();
  await lesson.page.locator(".strip").waitFor({ state: "detached" });
  await lesson.page.reload();
  await lesson.ready();
  assert.match(await lesson.code(), /io\.emit/);
  await lesson.frame("bob").getByRole("button", { name: "Theirs" }).waitFor();
  assert.equal(await lesson.page.locator(".strip").count(), 0);
});

test("a link that is broken, from a later version, or a bomb is told and ignored", async (stage) => {
  const lesson = await (await stage.open({ route: "/lessons/broadcasting/1#code=%%%" })).ready();
  const requests = puts(lesson);
  await lesson.seen(".strip.bad", "cannot be read");
  await lesson.assertAccessible("told");
  await button(lesson, "Close").click();
  await lesson.page.locator(".strip").waitFor({ state: "detached" });
  const whole = fragment(theirs);
  for (const [hash, words] of [
    [whole.slice(0, 60), "cannot be read"],
    [fragment({ ...theirs, v: 2 }), "cannot be read"],
    [fragment({ v: 1, server: 7, pages: {} }), "cannot be read"],
    [fragment("nothing"), "cannot be read"],
    [fragment(JSON.stringify({ v: 1, server: " ".repeat(5_000_000), pages: {} })), "too large"],
    [`#code=${"A".repeat(20_000)}`, "too large"],
  ]) {
    await lesson.page.evaluate((it) => (location.hash = it), hash);
    await lesson.seen(".strip.bad", words);
    await button(lesson, "Close").click();
    await lesson.page.locator(".strip").waitFor({ state: "detached" });
  }
  assert.deepEqual(requests, []);
  assert.match(await lesson.code(), /broadcast/);
});

test("code that is too long for a link is told", async (stage) => {
  const lesson = await (await stage.open()).ready();
  let seed = 1;
  const noise = Array.from({ length: 4_000 }, () => (seed = (seed * 48_271) % 2_147_483_647).toString(36)).join("");
  await lesson.write(`// ${noise}`);
  await button(lesson, "Share this code").click();
  await lesson.page.getByRole("dialog").getByText("too long for a link").waitFor();
  await stage.shot("told");
});

for (const [size, dark] of [
  [undefined, true],
  [PHONE, false],
  [PHONE, true],
]) {
  test(`shared code ${size ? "390" : "1440"} ${dark ? "dark" : "light"}`, async (stage) => {
    const lesson = await (await stage.open({ size, dark, route: link(theirs) })).ready();
    await lesson.seen(".strip", "Somebody's code");
    await lesson.assertAccessible("the strip");
    await stage.shot("strip");
    await button(lesson, "Look at it first").click();
    await lesson.assertAccessible("the look");
    await stage.shot("look");
    await lesson.page.keyboard.press("Escape");
    await button(lesson, "Open it").click();
    await lesson.seen(".strip", "Yours is kept");
    await lesson.assertAccessible("opened");
    await stage.shot("opened");
    await button(lesson, "Share this code").click();
    await lesson.page.getByRole("textbox", { name: "The link" }).waitFor();
    await lesson.assertAccessible("the dialog");
    await stage.shot("dialog");
  });
}
