// Cards in boxes that come back at growing intervals, the glossary and its filter.

import { practice } from "./practice.mjs";
import { assert, PHONE, test, WIDE } from "./stage.mjs";

const DAY_MS = 86_400_000;
const MONDAY = new Date(2026, 2, 2, 10);
const after = (days) => new Date(MONDAY.getTime() + days * DAY_MS);

async function opened(stage, options = {}) {
  const server = await practice(stage);
  const lesson = await stage.open({ server, route: "/lessons/rooms/1", now: MONDAY, ...options });
  await lesson.ready();
  const { page } = lesson;
  const visit = (route) => page.goto(server.url + route);
  /** Lets days pass, and opens the glossary then. */
  const later = async (days) => {
    await page.clock.setFixedTime(after(days));
    await visit("/glossary");
  };
  const says = (text) => page.locator("#deck").getByText(text).waitFor();
  return { lesson, page, visit, later, says };
}

test("a card that is known comes back later and later", async (stage) => {
  const { page, later, visit, says } = await opened(stage);
  const card = page.getByRole("region", { name: "Card: broadcast" });
  assert.equal(await card.getByText("To everyone but the sender.").isVisible(), false);
  await card.getByRole("button", { name: "Show the back" }).click();
  await card.getByText("To everyone but the sender.").waitFor();
  await card.getByRole("button", { name: "I knew it" }).click();
  await card.getByRole("status").getByText("Box 2 of 5, back tomorrow").waitFor();
  await card.getByRole("button", { name: "I knew it" }).click();
  await card.getByRole("status").getByText("Box 2 of 5, back tomorrow").waitFor();

  await visit("/glossary");
  await says("1 card is due today.");
  await page.getByRole("button", { name: "Study", exact: true }).click();
  await page.keyboard.press("Space");
  await says("A name that sockets join.");
  await page.keyboard.press("1");
  await says("0 of 1 known");
  await page.keyboard.press("Space");
  await stage.shot("studied");
  await page.keyboard.press("2");
  await says("1 card known. Done for today.");
  await says("The next card comes back tomorrow.");
  await stage.shot("done");

  // Both rest one day, then three, seven and sixteen.
  let day = 0;
  for (const [rest, next] of [
    [1, "on Friday 6 March"],
    [3, "on Friday 13 March"],
    [7, "on Sunday 29 March"],
    [16, "on Tuesday 14 April"],
  ]) {
    if (rest > 1) {
      await later(day + rest - 1);
      await says("Nothing is due today.");
    }
    day += rest;
    await later(day);
    await says("2 cards are due today.");
    await page.getByRole("button", { name: "Study", exact: true }).click();
    for (const known of [0, 1]) {
      await says(`${known} of 2 known`);
      await page.keyboard.press("Space");
      await page.locator(".back-side").waitFor();
      await page.keyboard.press("ArrowRight");
    }
    await says("2 cards known. Done for today.");
    await says(`The next card comes back ${next}.`);
  }
  await page.getByRole("listitem").getByText("Box 5, 16 days: 2 cards").waitFor({ state: "attached" });
});

test("a card that is not known goes back to the first box", async (stage) => {
  const { page, visit, says } = await opened(stage);
  const card = page.getByRole("region", { name: "Card: room" });
  await card.getByRole("button", { name: "Show the back" }).click();
  await card.getByRole("button", { name: "I knew it" }).click();
  await card.getByText("Box 2 of 5").waitFor();
  await card.getByRole("button", { name: "Not yet" }).click();
  await card.getByText("Box 1 of 5, due today").waitFor();
  await visit("/");
  await page.getByRole("link", { name: "2 cards are due today" }).click();
  await says("2 cards are due today.");
});

test("a study may be stopped, and nobody's storage breaks it", async (stage) => {
  const { page, visit, says } = await opened(stage);
  await visit("/glossary");
  await page.getByRole("button", { name: "Study", exact: true }).click();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Study", exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Study");
  for (const text of ["{", "[]", '{"version":9,"cards":{}}', '{"version":1,"cards":{"x":["a",null]}}']) {
    await page.evaluate((kept) => {
      localStorage.setItem("emitscope.cards", kept);
      localStorage.setItem("emitscope.progress", kept);
    }, text);
    await page.reload();
    await says("Your deck is empty.");
  }
  await page.getByRole("button", { name: "Take all 4 cards now" }).click();
  await says("0 of 4 known");
});

test("the glossary has each term once, filters, and leads to the step", async (stage) => {
  const server = await practice(stage);
  const { page } = await stage.open({ server, route: "/glossary" });
  const terms = page.locator(".term h3");
  assert.deepEqual(await terms.allTextContents(), ["broadcast", "room", "union"]);
  const room = page.locator("#room");
  assert.equal(await room.locator(".entry").count(), 2);
  await room.getByRole("link", { name: "More rooms, step 1: Again" }).waitFor();
  const filter = page.getByRole("searchbox", { name: "Filter terms" });
  await filter.fill("SENDER");
  await page.getByRole("status").getByText("1 of 3 terms").waitFor();
  assert.deepEqual(await page.locator(".term:visible h3").allTextContents(), ["broadcast"]);
  await filter.fill("xyz");
  await page.getByRole("status").getByText("No term has this in it.").waitFor();
  await filter.fill("");
  await page.getByRole("status").getByText("3 terms").waitFor();
  await room.getByRole("link", { name: "Rooms, step 1: Asked" }).click();
  await page.waitForURL("**/lessons/rooms/1");
  await page.getByRole("region", { name: "Card: room" }).getByRole("button", { name: "Show the back" }).click();
  await page.getByRole("region", { name: "Card: room" }).getByRole("link", { name: "In the glossary" }).click();
  await page.waitForURL("**/glossary#room");
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`the glossary is accessible at ${where}, ${theme}`, async (stage) => {
      const server = await practice(stage);
      const lesson = await stage.open({ server, route: "/glossary", now: MONDAY, size, dark: theme === "dark" });
      const { page } = lesson;
      await page.getByText("Your deck is empty").waitFor();
      await lesson.assertAccessible("empty");
      await stage.shot("empty");
      await page.getByRole("button", { name: "Take all 4 cards now" }).click();
      await lesson.assertAccessible("the term");
      await page.getByRole("button", { name: "Show the back" }).click();
      await lesson.assertAccessible("the back");
      await stage.shot("the back");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), size.width, "it is as wide as it");
    });
  }
}
