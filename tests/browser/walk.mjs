// The Tab key alone: it comes to every control in the order in which they are seen, where the focus is can be seen at each,
// and nothing holds it but a dialog, which Escape leaves.

import { assert, PHONE, test, WIDE } from "./stage.mjs";

const LONGEST_WALK = 150;

/** Where the focus is, whether it is marked and in sight; runs in the page. */
function whereFocusIs() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  globalThis.stops ??= [];
  const first = globalThis.stops.indexOf(at);
  if (first < 0) globalThis.stops.push(at);
  // A hidden radio button is marked by what lies under it, and the editor by its cursor.
  const seen = at.matches(".choice input") ? at.nextElementSibling : at;
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(seen);
  const { left, top, right, bottom } = seen.getBoundingClientRect();
  const inSight = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top;
  const name = [at.ariaLabel, at.title, at.labels?.[0]?.textContent, at.textContent].find(Boolean) ?? "";
  return {
    tag: at.tagName.toLowerCase(),
    name: name.trim().replace(/\s+/g, " ").slice(0, 60),
    again: first >= 0,
    isEditor: at.classList.contains("cm-content"),
    ring: `${outlineStyle} ${outlineWidth}`,
    outset: Number.parseFloat(outlineOffset),
    inSight,
  };
}

/** Controls that the Tab key has to come to and did not. */
function missed() {
  const can = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isReachable = (node) =>
    node.tabIndex >= 0 && node.checkVisibility({ visibilityProperty: true }) && !node.disabled && !node.closest("[inert]");
  // Of radio buttons of one name one is come to.
  const names = new Set(globalThis.stops.filter((it) => it.type === "radio").map((it) => it.name));
  return [...document.querySelectorAll(can)]
    .filter((node) => isReachable(node) && !globalThis.stops.includes(node) && !(node.type === "radio" && names.has(node.name)))
    .map((node) => node.outerHTML.slice(0, 120));
}

async function walk(page, { within = "the page" } = {}) {
  const stops = [];
  await page.evaluate(() => (globalThis.stops = []));
  for (let step = 0; step < LONGEST_WALK; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(whereFocusIs);
    // Between the last and the first the focus is the browser's own.
    if (!at) continue;
    if (at.tag === "iframe") {
      // The focus is on something in the frame, which may have several stops.
      if (!at.again) stops.push(at.name);
      continue;
    }
    if (at.again) return stops;
    assert.ok(at.inSight, `${within}: ${at.tag} "${at.name}" is out of sight`);
    if (at.isEditor) {
      await page.locator(".cm-focused .cm-cursor").first().waitFor();
      await page.keyboard.press("Escape");
    } else {
      assert.equal(at.ring, "solid 2px", `${within}: ${at.tag} "${at.name}"`);
      assert.ok(at.outset >= -4 && at.outset <= 2, `${at.name}: ${at.outset}`);
    }
    stops.push(at.name);
  }
  return assert.fail(`no end after ${LONGEST_WALK} stops: ${stops.join(" / ")}`);
}

/** From the page's first control on, wherever the walk began. */
const inOrder = (walked, names) => {
  const first = walked.findIndex((stop) => stop.startsWith(names[0]));
  const stops = [...walked.slice(first), ...walked.slice(0, first)];
  const places = names.map((name) => stops.findIndex((stop) => stop.includes(name)));
  assert.ok(!places.includes(-1), `${names[places.indexOf(-1)]} is not among ${stops.join(" / ")}`);
  assert.deepEqual(places, [...places].sort((one, other) => one - other), stops.join(" / "));
};

test("Tab comes to every control of a lesson, in order and in sight", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  await page.evaluate(() => document.activeElement.blur());
  const stops = await walk(page);
  assert.deepEqual(await page.evaluate(missed), []);
  inOrder(stops, [
    "Skip to the server code",
    "Emitscope",
    "Step 1",
    "Share this code",
    "Keys and help",
    "Lesson",
    "Hears it",
    "See who hears it",
    "Next step",
    "Width of the lesson text",
    "server.js",
    "Run",
    "Server code, server.js",
    "Width of the server code",
    "Your own client",
    "alice's network",
    "alice's page",
    "carol's page",
    "Height of the code",
    "Previous decision",
    "Who got it, and why",
    "Earlier step",
    "Steps of this run",
    "Packets",
    "EVENT hello",
  ]);
});

test("Tab comes to every control of a phone's tabs, in sight", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const { page } = lesson;
  for (const name of ["Clients", "Code", "Live", "Read"]) {
    const tab = page.locator(".tabs").getByRole("button", { name });
    await tab.click();
    if (name === "Clients") await lesson.sayHello("alice");
    await page.evaluate(() => document.activeElement.blur());
    const stops = await walk(page, { within: name });
    assert.deepEqual(await page.evaluate(missed), [], name);
    inOrder(stops, ["Skip to", "Emitscope", "Keys and help", "Read", "Code", "Clients", "Live"]);
  }
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  test(`a dialog keeps the focus, and Escape gives it back, at ${where}`, async (stage) => {
    const lesson = await (await stage.open({ size })).ready();
    const { page } = lesson;
    for (const name of ["Share this code", "Take with you", "Keys and help", "Your own client"]) {
      const isClients = name === "Your own client";
      if (isClients && size === PHONE) await page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
      const opener = page.getByRole("button", { name });
      await opener.focus();
      await page.keyboard.press("Enter");
      const dialog = page.locator("dialog[open]");
      await dialog.waitFor();
      const stops = await walk(page, { within: name });
      assert.ok(stops.includes("Close"), `${name}: ${stops.join(" / ")}`);
      const strays = await page.evaluate(() => globalThis.stops.filter((it) => !it.closest("dialog[open]")).length);
      assert.equal(strays, 0, `${name} keeps the focus`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await page.waitForFunction((name) => {
        const { ariaLabel, textContent } = document.activeElement;
        return (ariaLabel ?? textContent) === name;
      }, name);
    }
    const steps = page.locator(".steps-menu summary");
    await steps.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.activeElement.closest(".sheet-of-steps"));
    await page.keyboard.press("Escape");
    assert.ok(await steps.evaluate((it) => it === document.activeElement));
  });

  test(`Tab comes to every control of the other pages, at ${where}`, async (stage) => {
    const { page } = await stage.open({ route: "/nothing", size });
    for (const [route, ready] of [
      ["/nothing", "main a"],
      ["/", "#begin a"],
    ]) {
      await page.goto(new URL(route, page.url()).href);
      await page.locator(ready).first().waitFor();
      const stops = await walk(page, { within: route });
      assert.deepEqual(await page.evaluate(missed), [], route);
      assert.ok(stops.some((stop) => stop.startsWith("Emitscope")), stops.join(" / "));
    }
    stage.expectErrors(/404/);
  });
}
