// The Tab key alone: it comes to every control in the order in which they are seen, where the focus is can be seen at each,
// and nothing holds it but a dialog, which Escape leaves.

import { assert, PHONE, test, WIDE } from "./stage.mjs";

const LONGEST_WALK = 150;

/** What the walk needs in the page: `focused()`, `controls()`, and `stops`, which it has come to. */
function prepare() {
  globalThis.stops = [];
  globalThis.before = null;
  globalThis.focused = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body || at === document.documentElement ? null : at;
  };
  const can = "a[href], button, input, select, textarea, summary, [tabindex]";
  globalThis.controls = () =>
    [...(document.querySelector("dialog[open]") ?? document).querySelectorAll(can)].filter(
      (it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }),
    );
}

/** Between two pages, the focus is nowhere for a moment; after the last control it is the browser's own. */
function hasMoved() {
  const at = focused();
  return at ? at !== before : before === controls().at(-1);
}

/** Where the focus is, whether it is marked and in sight. */
function look() {
  const at = focused();
  globalThis.before = at;
  if (!at) return null;
  const again = stops.includes(at);
  stops.push(at);
  // A hidden radio button is marked by what lies under it.
  const seen = at.matches(".choice input") ? at.nextElementSibling : at;
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(seen);
  const { left, top, right, bottom } = seen.getBoundingClientRect();
  return {
    again,
    name: ([at.ariaLabel, at.title, at.labels?.[0]?.textContent, at.textContent].find(Boolean) ?? "").slice(0, 60),
    isFrame: at.matches("iframe"),
    isEditor: at.matches(".cm-content"),
    ring: `${outlineStyle} ${outlineWidth}`,
    outset: Number.parseFloat(outlineOffset),
    inSight: right > Math.max(left, 0) && bottom > Math.max(top, 0) && left < innerWidth && top < innerHeight,
  };
}

/** Controls that the Tab key did not come to. Of radio buttons of one name it comes to one. */
function missed() {
  const names = new Set(stops.filter((it) => it.type === "radio").map((it) => it.name));
  const isMissed = (it) => !stops.includes(it) && !(it.type === "radio" && names.has(it.name));
  return controls().filter(isMissed).map((it) => it.outerHTML.slice(0, 120));
}

/** Tab by Tab to where it began; the names of what it came to. Each client's page has one control. */
export async function walk(page, what) {
  const names = [];
  await page.evaluate(prepare);
  for (let step = 0; step < LONGEST_WALK; step += 1) {
    await page.keyboard.press("Tab");
    await page.waitForFunction(hasMoved);
    const at = await page.evaluate(look);
    if (!at) continue;
    const { again, name, isFrame, isEditor, ring, outset, inSight } = at;
    if (again) return names;
    names.push(name);
    assert.ok(inSight, `${what}: "${name}" is out of sight`);
    if (isFrame) continue;
    if (isEditor) {
      // It is marked by its cursor, and takes the Tab key for itself, as its name says.
      await page.locator(".cm-focused .cm-cursor").first().waitFor();
      await page.keyboard.press("Escape");
      continue;
    }
    assert.equal(ring, "solid 2px", `${what}: "${name}"`);
    assert.ok(outset >= -4 && outset <= 2, `${what}: "${name}" has its ring at ${outset}`);
  }
  return assert.fail(`${what}: no end after ${LONGEST_WALK} stops: ${names.join(" / ")}`);
}

/** From the page's first control on, wherever the walk began, each of these comes after the one before. */
function assertOrder(walked, names) {
  const first = walked.findIndex((stop) => stop.startsWith(names[0]));
  const left = [...walked.slice(first), ...walked.slice(0, first)];
  for (const name of names) {
    const at = left.findIndex((stop) => stop.includes(name));
    assert.ok(at >= 0, `${name} is not where it belongs: ${walked.join(" / ")}`);
    left.splice(0, at + 1);
  }
}

test("Tab comes to every control of a lesson, in order and in sight", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  await page.evaluate(() => document.activeElement.blur());
  const stops = await walk(page, "the lesson");
  assert.deepEqual(await page.evaluate(missed), []);
  assertOrder(stops, [
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
    const stops = await walk(page, name);
    assert.deepEqual(await page.evaluate(missed), [], name);
    assertOrder(stops, ["Skip to", "Emitscope", "Keys and help", "Read", "Code", "Clients", "Live"]);
  }
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  test(`Tab comes to every control of the other pages, at ${where}`, async (stage) => {
    const { page } = await stage.open({ route: "/nothing", size });
    for (const [route, ready] of [
      ["/nothing", "main a"],
      ["/", "#begin a"],
    ]) {
      await page.goto(new URL(route, page.url()).href);
      await page.locator(ready).first().waitFor();
      const stops = await walk(page, route);
      assert.deepEqual(await page.evaluate(missed), [], route);
      assert.ok(stops.some((stop) => stop.startsWith("Emitscope")), stops.join(" / "));
    }
    stage.expectErrors(/404/);
  });
}
