// Course, theme, missing pages, and how much a first visit loads.

import { gzipSync } from "node:zlib";
import { assert, test } from "./stage.mjs";

test("the course leads to the lesson", async (stage) => {
  const lesson = await stage.open({ route: "/" });
  await lesson.assertAccessible("the course");
  await stage.shot("light");
  await lesson.page.getByRole("link", { name: /Broadcasting/ }).click();
  await lesson.ready();
  await lesson.page.getByRole("link", { name: "Next step" }).first().click();
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("3 of 3 clients; 3 heard it");
});

test("a page that is not there says so and leads back", async (stage) => {
  const lesson = await stage.open({ route: "/lessons/nothing" });
  await lesson.page.getByRole("link", { name: "All lessons", exact: true }).waitFor();
  await lesson.assertAccessible("not found");
  await stage.shot("shown");
  stage.expectErrors(/404/);
});

test("the theme is chosen by a button, kept, and told to the frames", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  const canvas = () => page.evaluate(() => getComputedStyle(document.body).getPropertyValue("color-scheme"));
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  assert.equal(await canvas(), "dark");
  await lesson.frame("alice").locator('html[data-theme="dark"]').waitFor({ state: "attached" });
  await page.reload();
  await lesson.ready();
  assert.equal(await canvas(), "dark");
  await lesson.frame("bob").locator('html[data-theme="dark"]').waitFor({ state: "attached" });
});

/** In bytes, packed. The editor is its chunk and the font of code. */
const BUDGET = { first: 120_000, withEditor: 300_000 };

test("a first visit stays within its budget", async (stage) => {
  const lesson = await stage.open({ route: "/" });
  const loaded = new Set();
  lesson.page.on("request", (request) => loaded.add(request.url()));
  await lesson.page.goto(new URL("/lessons/broadcasting", lesson.page.url()).href);
  await lesson.ready();
  const editor = await lesson.page
    .locator("link[rel=modulepreload]")
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  let [first, all] = [0, 0];
  for (const url of loaded) {
    const { pathname } = new URL(url);
    if (!pathname.startsWith("/assets/") && !pathname.startsWith("/lessons/")) continue;
    const size = gzipSync(await (await fetch(url)).arrayBuffer()).length;
    all += size;
    if (!editor.includes(pathname) && !/jetbrains/.test(pathname)) first += size;
  }
  assert.ok(first > 30_000 && first < BUDGET.first, `${first} bytes before the editor`);
  assert.ok(all < BUDGET.withEditor, `${all} bytes with it`);
});
