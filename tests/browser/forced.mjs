// Colours that the reader's system forces: what is chosen, on show, selected or joined is told by more than a colour of
// ours, in a light and a dark palette.

import { practice } from "./practice.mjs";
import { Card } from "./predict.mjs";
import { assert, PHONE, test } from "./stage.mjs";

const forced = (page) => page.emulateMedia({ forcedColors: "active" });

/** A property as it is drawn. */
const drawn = (locator, property, pseudo) =>
  locator.first().evaluate((node, [name, part]) => getComputedStyle(node, part)[name], [property, pseudo]);

/** The system's own colours, as this browser has them. */
function palette(page) {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("p"));
    probe.style.forcedColorAdjust = "none";
    const colour = (name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    };
    const names = ["Canvas", "CanvasText", "Highlight", "HighlightText", "LinkText"];
    const found = Object.fromEntries(names.map((name) => [name, colour(name)]));
    probe.remove();
    return found;
  });
}

for (const theme of ["light", "dark"]) {
  test(`forced colours tell all of a lesson, ${theme}`, async (stage) => {
    const lesson = await (await stage.open({ dark: theme === "dark", arrange: forced })).ready();
    const { page } = lesson;
    const { Canvas, CanvasText, Highlight, HighlightText } = await palette(page);
    const is = async (locator, property, colour) => assert.equal(await drawn(locator, property), colour, property);
    await lesson.sayHello("alice");
    await lesson.says("2 heard it");
    await lesson.heard("bob", 1);

    const line = page.locator(".packet.heard line");
    await line.first().waitFor();
    await is(line, "stroke", CanvasText);
    await is(page.locator(".packet.in line"), "stroke", (await palette(page)).LinkText);
    await is(page.locator(".seat .disc"), "stroke", CanvasText);
    await is(page.locator(".server circle"), "fill", CanvasText);
    await is(page.locator(".server text"), "fill", Canvas);
    await is(page.locator(".who .mark.heard .fill"), "fill", CanvasText);
    await is(page.locator(".who .mark.heard .cut"), "stroke", Canvas);
    await is(page.locator(".timeline .group"), "stroke", Highlight);

    // The line that ran has a bar, and no other line has.
    const ran = page.locator(".cm-gutter-lint .cm-ran-number");
    await is(ran, "borderLeftColor", Highlight);
    assert.equal(await drawn(ran, "borderLeftWidth"), "3px");
    assert.equal(await ran.count(), 1);
    await is(page.locator(".packets .tinted"), "borderLeftColor", Highlight);
    await is(page.locator(".packet:not(.tinted)"), "borderLeftColor", Canvas);

    const run = page.getByRole("button", { name: "Run", exact: true });
    await is(run, "backgroundColor", CanvasText);
    await is(run, "color", Canvas);
    assert.equal(await drawn(run, "forcedColorAdjust"), "none", "without a ground under its word");
    await is(page.getByRole("tab", { selected: true }), "backgroundColor", Highlight);
    assert.notEqual(await drawn(page.getByRole("tab", { selected: false }), "backgroundColor"), Highlight);
    await is(page.getByRole("button", { name: "Packets", exact: true }), "backgroundColor", Highlight);

    const card = new Card(lesson);
    await card.mark({ alice: true });
    const choices = card.root.locator(".choice span");
    await is(choices.nth(0), "backgroundColor", Highlight);
    await is(choices.nth(0), "color", HighlightText);
    assert.notEqual(await drawn(choices.nth(1), "backgroundColor"), Highlight);

    await page.keyboard.press("Tab");
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
      return { outlineStyle, outlineWidth, outlineColor };
    });
    assert.equal(ring.outlineStyle, "solid");
    assert.notEqual(ring.outlineColor, Canvas);
    await stage.shot("decision");

    await page.locator(".steps-menu summary").click();
    await is(page.locator(".sheet-of-steps [aria-current]"), "outlineColor", Highlight);
    assert.equal(await drawn(page.locator(".sheet-of-steps a:not([aria-current])"), "outlineStyle"), "none");
    await stage.shot("steps");
    await page.keyboard.press("Escape");
    await lesson.write("let x = ;");
    await lesson.run();
    await page.locator(".trouble").waitFor();
    assert.equal(await drawn(page.locator(".trouble"), "borderLeftWidth"), "4px");
    await page.locator(".cm-lint-marker-error").waitFor();
    await stage.shot("mistake");
    await lesson.assertAccessible("with a mistake");
    stage.expectErrors(/400/);
  });

  test(`forced colours tell rooms, tabs, cards and terms, ${theme}`, async (stage) => {
    const dark = theme === "dark";
    const lesson = await (await stage.open({ route: "/cheatsheet", size: PHONE, dark, arrange: forced })).ready(4);
    const { page } = lesson;
    const { Canvas, CanvasText, Highlight, LinkText } = await palette(page);
    const is = async (locator, property, colour) => assert.equal(await drawn(locator, property), colour, property);
    const tabs = page.locator(".tabs button");
    await is(tabs.nth(0), "backgroundColor", Highlight);
    assert.notEqual(await drawn(tabs.nth(1), "backgroundColor"), Highlight);
    const heard = page.locator(".hearers .heard");
    assert.equal(await drawn(heard, "backgroundColor", "::before"), CanvasText);
    assert.equal(await drawn(heard, "color", "::before"), Canvas);
    await page.getByRole("button", { name: 'Run socket.to("room1").emit("hi")', exact: true }).click();
    await page.locator(".tabs .badge").waitFor();
    await is(page.locator(".tabs .badge"), "backgroundColor", Highlight);
    await stage.shot("badge");
    await tabs.nth(3).click();
    await lesson.says("2 heard it");
    const band = page.locator(".band");
    await is(band.locator(".edge"), "stroke", CanvasText);
    await is(band.locator(".fill"), "stroke", Canvas);
    await is(page.locator(".band-label"), "fill", CanvasText);
    await is(page.locator(".who .room"), "borderTopColor", CanvasText);
    await is(page.locator(".history [aria-current] .point"), "backgroundColor", CanvasText);
    await stage.shot("rooms");

    const { url } = await practice(stage);
    await page.goto(`${url}/lessons/rooms/1`);
    await page.getByRole("button", { name: "Show the back" }).first().click();
    await page.getByRole("button", { name: "I knew it" }).click();
    await is(page.locator(".judge [aria-pressed='true']"), "backgroundColor", Highlight);
    assert.notEqual(await drawn(page.locator(".judge [aria-pressed='false']"), "backgroundColor"), Highlight);
    await stage.shot("card");
    await page.goto(`${url}/glossary#room`);
    await is(page.locator(".term:target"), "outlineColor", Highlight);
    assert.equal(await drawn(page.locator(".term:not(:target)"), "outlineStyle"), "none");
    await is(page.locator(".term h3 a"), "color", LinkText);
    await is(page.getByRole("button", { name: "Study", exact: true }), "backgroundColor", CanvasText);
    await stage.shot("glossary");
  });
}
