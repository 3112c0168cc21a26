// Enlarged pages: a window of 1440 by 900 at 200 %, one of 1280 by 1024 at 400 %. Everything is reached by scrolling one
// way, nothing is cut off, and the bars leave room.

import { practice } from "./practice.mjs";
import { assert, test } from "./stage.mjs";

const TABS = ["Read", "Code", "Clients", "Live"];

/** What scrolls by itself, or is cut on purpose with its whole text elsewhere. */
const OWN = "textarea, .files, .history ol, .packets, .costs, .cm-scroller, pre, svg, .unseen, .crumb, .packet-row *";

/** What is wrong with how the page fills its window. */
const misfits = (page, own) =>
  page.evaluate((own) => {
    const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
    const name = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class")}`;
    const { scrollWidth, scrollHeight } = document.documentElement;
    const found = scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide`] : [];
    const panes = document.body.classList.contains("lesson");
    if (panes && scrollHeight > innerHeight) found.push(`the page is ${scrollHeight} high`);
    for (const node of document.querySelectorAll("body *")) {
      if (!shown(node) || node.closest(own)) continue;
      const { left, right, width } = node.getBoundingClientRect();
      if (width > 0 && (right > innerWidth + 1 || left < -1)) found.push(`${name(node)} from ${left} to ${right}`);
      const { overflowX } = getComputedStyle(node);
      if (overflowX !== "visible" && node.scrollWidth > node.clientWidth + 1) found.push(`${name(node)} cuts or scrolls`);
    }
    return found;
  }, own);

async function assertFits(page, what) {
  assert.deepEqual(await misfits(page, OWN), [], what);
}

for (const [where, size, scale] of [
  ["200 %", { width: 720, height: 450 }, 2],
  ["400 %", { width: 320, height: 256 }, 4],
]) {
  test(`a lesson at ${where}`, async (stage) => {
    const lesson = await (await stage.open({ size, scale })).ready();
    const { page } = lesson;
    const tab = (name) => page.locator(".tabs").getByRole("button", { name }).click();
    const pane = page.locator(".pane:visible");
    for (const name of TABS) {
      await tab(name);
      await assertFits(page, name);
      const { height } = await pane.boundingBox();
      assert.ok(height >= size.height * 0.6, `${name}: the pane is ${height} high`);
      await stage.shot(name);
    }
    // Each tab does what it is for.
    await tab("Read");
    await page.getByRole("button", { name: "See who hears it" }).click();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await assertFits(page, "predicted");
    await tab("Clients");
    await lesson.sayHello("carol");
    assert.deepEqual(await lesson.heard("bob", 2), ["carol says hello", "alice says hello"]);
    await tab("Code");
    await lesson.write((await lesson.code()).replace("socket.broadcast", "io"));
    await lesson.run();
    await lesson.ready();
    await assertFits(page, "edited");
    await tab("Clients");
    await lesson.sayHello("bob");
    await tab("Live");
    await lesson.says("3 of 3 clients; 3 heard it");
    const sentence = await lesson.sentence.boundingBox();
    assert.ok(sentence.y + sentence.height <= size.height - 40, "the sentence is read without scrolling");
    await assertFits(page, "a decision");
    await stage.shot("decision");
    await page.getByRole("button", { name: "Previous decision" }).click();
    await lesson.says("to 2 of 3 clients");
    await page.locator(".wire-fold summary").click();
    await page.locator(".packet-row").last().click();
    await page.locator(".explained").waitFor();
    await assertFits(page, "the wire");
    await stage.shot("wire");
    await lesson.assertAccessible("a packet explained");
    await page.locator(".steps-menu summary").click();
    await page.getByRole("link", { name: "Glossary" }).scrollIntoViewIfNeeded();
    await stage.shot("steps");
    await page.keyboard.press("Escape");
    for (const [opener, button] of [
      ["Keys and help", "Close"],
      ["Take with you", "Close"],
      ["Share this code", "Copy the link"],
    ]) {
      await page.getByRole("button", { name: opener }).click();
      await page.locator("dialog[open]").getByRole("button", { name: button }).waitFor();
      await assertFits(page, opener);
      await stage.shot(opener);
      await page.keyboard.press("Escape");
    }
  });

  test(`the other pages at ${where}`, async (stage) => {
    const server = await practice(stage);
    const lesson = await (await stage.open({ server, route: "/lessons/rooms/2", size, scale })).ready();
    const { page } = lesson;
    await page.getByRole("button", { name: "Check my code" }).click();
    await page.getByText("0 of 2 scenarios pass").waitFor();
    await assertFits(page, "a challenge");
    await lesson.assertAccessible("a challenge");
    await page.goto(`${server.url}/lessons/rooms/1`);
    await page.getByRole("radio", { name: "everyone", exact: true }).check();
    await page.getByRole("button", { name: "Check", exact: true }).first().click();
    await page.getByText("Not quite").waitFor();
    await assertFits(page, "a quiz");
    const seen = { "/": "Who hears what", "/cheatsheet": "To one client", "/nothing": "All lessons", "/glossary": "room" };
    for (const [route, text] of Object.entries(seen)) {
      await page.goto(server.url + route);
      await page.getByText(text).first().waitFor();
      await assertFits(page, route);
      await lesson.assertAccessible(route);
      await stage.shot(`page${route}`);
    }
    await page.getByRole("button", { name: /^(Study|Take all)/ }).click();
    await page.getByRole("button", { name: "Show the back" }).click();
    await page.getByRole("button", { name: "I knew it" }).click();
    await assertFits(page, "the deck");
    stage.expectErrors(/404/);
  });
}
