// The clients' pages as files beside the server's code: edited, run, kept, followed when the author saves.

import { readFileSync, writeFileSync } from "node:fs";
import { assert, PHONE, test } from "./stage.mjs";

const tab = (lesson, name) => lesson.page.getByRole("tab", { name });
const page = (lesson, name = "client.html") => lesson.page.getByRole("textbox", { name: new RegExp(name) });

/** Opens a page's file and replaces some of its text. */
async function change(lesson, from, to, name = "client.html") {
  await tab(lesson, name).click();
  const text = await textOf(lesson, name);
  assert.ok(text.includes(from), text);
  await page(lesson, name).click();
  await lesson.page.keyboard.press("ControlOrMeta+a");
  await lesson.page.keyboard.insertText(text.replaceAll(from, to));
}

/** All of a page's text: the editor draws only the lines in sight. */
function textOf(lesson, name) {
  return lesson.page.evaluate((file) => {
    const { lesson, step } = JSON.parse(document.getElementById("bootstrap").textContent);
    const kept = localStorage.getItem(`emitscope.code.${lesson.slug}.${step.number}.${file}`);
    const own = (page) => file === `${page.clients[0]}.html` || (file === "client.html" && page.clients.length > 1);
    return kept ?? step.pages.find(own).html;
  }, name);
}

async function sandboxOf(lesson) {
  const src = await lesson.card("alice").locator("iframe").getAttribute("src");
  return /sandboxes\/([^/]+)/.exec(src)[1];
}

test("a changed page loads its frames again, and leaves the server alone", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const requests = [];
  lesson.page.on("request", (it) => it.method() === "PUT" && requests.push(new URL(it.url()).pathname.split("/").at(-1)));
  await change(lesson, "Say hello", "Shout");
  await lesson.seen(".note", "Not run yet");
  await stage.shot("edited");
  assert.equal(await lesson.frame("bob").getByRole("button", { name: "Say hello" }).count(), 1, "nothing ran yet");
  await lesson.page.keyboard.press("ControlOrMeta+s");
  await lesson.frame("carol").getByRole("button", { name: "Shout" }).waitFor();
  await lesson.seen(".note", /^Edited$/);
  await lesson.ready();
  await lesson.frame("alice").getByRole("button", { name: "Shout" }).click();
  await lesson.says("2 heard it");
  assert.deepEqual(requests, ["pages"], "the server's code did not change");

  await tab(lesson, "server.js").click();
  await tab(lesson, "client.html").locator(".touched").waitFor();
  await lesson.write((await lesson.code()).replace("socket.broadcast", "io"));
  await lesson.run();
  await lesson.seen(".note", /^Edited$/);
  await lesson.ready();
  assert.deepEqual(requests, ["pages", "server"], "the pages did not change");
  await lesson.frame("alice").getByRole("button", { name: "Shout" }).click();
  await lesson.says("3 of 3 clients; 3 heard it");
});

test("an edited page is there again after a reload and in a sandbox that is made again, and Reset takes it back", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await change(lesson, "Say hello", "Shout");
  await lesson.run();
  await lesson.frame("bob").getByRole("button", { name: "Shout" }).waitFor();
  await change(lesson, "Shout", "Whisper");
  await lesson.page.reload();
  await lesson.ready();
  await lesson.frame("bob").getByRole("button", { name: "Shout" }).waitFor();
  await tab(lesson, "client.html").click();
  await lesson.seen(".note", "Not run yet");
  assert.match(await lesson.code(), /Whisper/);

  const id = await sandboxOf(lesson);
  await fetch(new URL(`/api/sandboxes/${id}`, lesson.page.url()), { method: "DELETE" });
  await lesson.page.waitForFunction((old) => !document.querySelector("iframe")?.getAttribute("src").includes(old), id);
  await lesson.frame("bob").getByRole("button", { name: "Shout" }).waitFor();
  await lesson.ready();

  await lesson.page.getByRole("button", { name: "Reset", exact: true }).click();
  await lesson.frame("bob").getByRole("button", { name: "Say hello" }).waitFor();
  assert.equal(await lesson.page.locator(".note").count(), 0);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.frame("bob").getByRole("button", { name: "Say hello" }).waitFor();
  assert.equal(await tab(lesson, "client.html").locator(".touched").count(), 0);
  // Each frame that is made tells the page's earlier errors again.
  stage.expectErrors(/404|Failed to load resource|WebSocket connection/);
});

const ALICE = "\n```html client=alice\n<!doctype html><button>Wave</button><script>io()</script>\n```\n\n";

test("each page that differs is a file, and only its frames are loaded again", async (stage) => {
  const folder = stage.lessons();
  const file = `${folder}/09-broadcasting.md`;
  const save = (change) => writeFileSync(file, change(readFileSync(file, "utf8")));
  save((text) => text.replace("```html client", `${ALICE}$&`));
  const lesson = await (await stage.open({ server: await stage.serve({ lessons: folder }) })).ready();
  assert.deepEqual(await lesson.page.getByRole("tab").allTextContents(), ["server.js", "alice.html", "client.html"]);
  await lesson.sayHello("bob");
  await lesson.heard("carol", 1);
  await change(lesson, "Wave", "Nod", "alice.html");
  await lesson.run();
  await lesson.frame("alice").getByRole("button", { name: "Nod" }).waitFor();
  assert.equal((await lesson.heard("carol", 1)).length, 1, "carol's page was left alone");

  // The author saves another version of what was edited, and of what was not.
  save((text) => text.replace("Wave", "Wink").replaceAll("Say hello", "Call"));
  await lesson.seen(".strip", "The author changed alice.html");
  await lesson.frame("bob").getByRole("button", { name: "Call" }).waitFor();
  assert.equal(await lesson.frame("alice").getByRole("button", { name: "Nod" }).count(), 1);
  await stage.shot("offer");
  await lesson.page.getByRole("button", { name: "Take new" }).click();
  await lesson.frame("alice").getByRole("button", { name: "Wink" }).waitFor();
  assert.equal(await lesson.page.locator(".strip").count(), 0);
  assert.match(await lesson.code(), /Wink/);
});

test("the tabs go by arrow keys, and what is wrong in the server's code is seen from any of them", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { keyboard } = lesson.page;
  await lesson.write("let x = ;");
  await tab(lesson, "server.js").focus();
  await keyboard.press("ArrowRight");
  await lesson.page.locator('[role=tab][aria-selected=true]:focus', { hasText: "client.html" }).waitFor();
  await page(lesson).waitFor();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await lesson.page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.closest(".cm-content"));
  await keyboard.press("ControlOrMeta+s");
  await lesson.seen(".trouble", "SyntaxError");
  await lesson.assertAccessible("a page's tab");
  await lesson.page.getByRole("button", { name: "Go to line 1" }).click();
  await tab(lesson, "server.js").and(lesson.page.locator("[aria-selected=true]")).waitFor();
  await tab(lesson, "server.js").focus();
  await keyboard.press("End");
  await keyboard.press("ArrowRight");
  await tab(lesson, "server.js").and(lesson.page.locator(":focus")).waitFor();
  stage.expectErrors(/400/);
});

test("HTML is loaded once its tab is opened, and has its colours", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const loaded = () =>
    lesson.page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /\/html-/.test(name)).length);
  assert.equal(await loaded(), 0);
  await tab(lesson, "client.html").click();
  await lesson.page.waitForFunction(() => {
    const host = document.querySelector(".file-panel:not([hidden]) .editor-host");
    return host && host.shadowRoot.querySelectorAll(".cm-line span").length > 5;
  });
  assert.equal(await loaded(), 1);
});

for (const [size, dark] of [
  [undefined, true],
  [PHONE, false],
  [PHONE, true],
]) {
  test(`files ${size ? "390" : "1440"} ${dark ? "dark" : "light"}`, async (stage) => {
    const lesson = await (await stage.open({ size, dark })).ready();
    if (size) await lesson.page.locator(".tabs").getByRole("button", { name: "Code" }).click();
    await change(lesson, "Say hello", "Shout");
    await lesson.assertAccessible("a page's tab");
    await stage.shot("page");
  });
}
