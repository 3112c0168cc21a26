// Nothing moves while a page comes up: neither on a first visit nor on one that finds what was done before.

import { assert, PHONE, test, WIDE } from "./stage.mjs";

/** The part of a page's life in which it may not move, in the measure of the Layout Instability API; 0.1 is called good. */
const MOST = 0.002;

/** Thirteen pages come up in each case. */
const LONGEST_MS = 180_000;

/** Runs before the page's own scripts. */
function observe() {
  if (globalThis !== top) return;
  const where = (node) => (node ? `${node.nodeName}.${node.className ?? ""}#${node.id ?? ""}` : "something gone");
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const shifts = [];
  const keep = (entries) => {
    for (const { value, hadRecentInput, sources } of entries) {
      const moved = sources.map(({ node, previousRect, currentRect }) => `${where(node)}: ${box(previousRect)} to ${box(currentRect)}`);
      if (!hadRecentInput) shifts.push({ value, moved });
    }
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  /** Once what was asked to be drawn is drawn. */
  globalThis.shiftsSoFar = async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    keep(observer.takeRecords());
    return shifts;
  };
}

const lesson = async (it) => {
  await it.ready();
  await it.page.locator(".prose .part:not([data-drawn])").first().waitFor({ state: "detached" });
  await it.page.locator(".frame iframe").last().waitFor({ state: "attached" });
};

/** Route, and what has to be there before the page is looked at. */
const PAGES = [
  ["/lessons/broadcasting/1", lesson],
  ["/lessons/broadcasting/2", lesson],
  ["/lessons/rooms/3", lesson],
  ["/cheatsheet", (it) => it.ready(4)],
  ["/glossary", (it) => it.page.locator(".filter, .deck-rest").nth(1).waitFor()],
  ["/", (it) => it.page.locator("#forget *").first().waitFor({ state: "attached" })],
];

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  test(`nothing moves while a page comes up, at ${where}`, async (stage) => {
    const it = await stage.open({ route: "/", size, before: observe });
    const { page } = it;
    const look = async (what, ready) => {
      await ready(it);
      const shifts = await page.evaluate(() => globalThis.shiftsSoFar());
      const sum = shifts.reduce((all, { value }) => all + value, 0);
      assert.ok(sum < MOST, `${what} moved by ${sum}: ${JSON.stringify(shifts, null, 1)}`);
    };
    for (const [route, ready] of PAGES) {
      await page.goto(new URL(route, page.url()).href);
      await look(`${route}, a first visit`, ready);
    }
    // The way back, with progress, cards and code of one's own.
    await page.goto(new URL("/lessons/broadcasting/1", page.url()).href);
    await it.ready();
    await page.getByRole("button", { name: "See who hears it" }).click();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    for (const [route, ready] of PAGES) {
      await page.goto(new URL(route, page.url()).href);
      await page.reload();
      await look(`${route}, again`, ready);
    }
  }, { longest: LONGEST_MS });

  test(`the measure of what moves sees what moves, at ${where}`, async (stage) => {
    const { page } = await stage.open({ route: "/", size, before: observe });
    await page.locator("#forget *").first().waitFor({ state: "attached" });
    await page.evaluate(() => {
      const pushing = document.createElement("p");
      pushing.style.height = "200px";
      document.querySelector("h1").before(pushing);
    });
    const [{ value }] = await page.evaluate(() => globalThis.shiftsSoFar());
    assert.ok(value > MOST, String(value));
  });
}
