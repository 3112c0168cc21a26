// All of it without a pointer.

import { assert, test } from "./stage.mjs";

test("the whole lesson by keyboard", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  const press = (key) => page.keyboard.press(key);
  const focused = () =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute("aria-label"));

  // Three panes on, then into the first client's page and its button.
  for (const pane of ["read", "code", "clients"]) {
    await press("F6");
    assert.equal(await focused(), pane);
  }
  const hasFocus = () => lesson.frame("alice").locator("button:focus").count();
  for (let step = 0; step < 4 && !(await hasFocus()); step += 1) await press("Tab");
  assert.equal(await hasFocus(), 1);
  await press("Enter");
  await lesson.says("2 heard it");

  // F6 works from inside of a frame.
  await press("F6");
  await page.waitForFunction(() => document.activeElement?.id === "live");
  await press("[");
  await lesson.seen(".position", "Decision 1 of 1");
  await press("l");

  // Into the editor, change a line, run, and out again with Escape and Tab.
  await press("Shift+F6");
  await press("Shift+F6");
  await page.waitForFunction(() => document.activeElement?.id === "code");
  await tabTo(page, () => document.activeElement?.shadowRoot?.activeElement?.classList.contains("cm-content"));
  await press("ControlOrMeta+a");
  await page.keyboard.insertText(
    'io.on("connection", (socket) => socket.on("hello", (name) => io.emit("hello", name)));',
  );
  await press("ControlOrMeta+s");
  await lesson.seen(".note", /^Edited$/);
  await lesson.ready();
  await press("l");
  assert.match(await lesson.code(), /;l$/, "single keys are off in the editor");
  await press("ControlOrMeta+z");
  await press("Escape");
  await press("Tab");
  await page.waitForFunction(() => !document.activeElement?.shadowRoot);

  // The dividers move by arrow keys.
  const divider = page.getByRole("separator", { name: "Width of the server code" });
  await divider.focus();
  const before = Number(await divider.getAttribute("aria-valuenow"));
  await press("ArrowRight");
  assert.equal(Number(await divider.getAttribute("aria-valuenow")), before + 2);

  // The list of keys, in which single keys can be switched off.
  await press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.getByRole("dialog").getByRole("checkbox").uncheck();
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await divider.focus();
  await press("?");
  assert.equal(await page.getByRole("dialog").count(), 0);

  // A size is remembered.
  await page.reload();
  await lesson.ready();
  assert.equal(Number(await divider.getAttribute("aria-valuenow")), before + 2);
});

/** Tabs on until this holds on the page. */
async function tabTo(page, holds) {
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(holds)) return;
  }
  assert.fail("Tab does not get there");
}
