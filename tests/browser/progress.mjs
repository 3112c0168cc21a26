// Progress: the marks of steps and lessons, where to go on, and how it is forgotten.

import { practice, standing } from "./practice.mjs";
import { assert, PHONE, test, WIDE } from "./stage.mjs";

test("a first visit begins, the next goes on where it was", async (stage) => {
  const server = await practice(stage);
  const lesson = await stage.open({ server, route: "/" });
  const { page } = lesson;
  assert.equal(await page.getByRole("button", { name: "Forget my progress" }).count(), 0);
  await page.getByRole("link", { name: "Begin with the first lesson" }).click();
  await lesson.ready();
  assert.deepEqual([await standing(lesson, 1), await standing(lesson, 3)], ["begun", "not begun"]);
  await page.goto(`${server.url}/lessons/rooms/3`);
  await lesson.ready();
  assert.equal(await standing(lesson, 3), "done");
  await page.goto(server.url);
  assert.match(await page.getByRole("link", { name: /^Rooms/ }).textContent(), /1 of 3 steps/);
  assert.doesNotMatch(await page.getByRole("link", { name: /^More rooms/ }).textContent(), /steps/);
  await page.getByRole("link", { name: "Continue: More rooms, step 1" }).click();
  await lesson.ready();
  await page.goto(server.url);
  assert.match(await page.getByRole("link", { name: /^More rooms/ }).textContent(), /Done/);
  await stage.shot("some");
});

test("a first visit is one press from a routed event", async (stage) => {
  const lesson = await stage.open({ route: "/" });
  await lesson.page.getByRole("link", { name: /^Try it: who hears \w+\?$/ }).click();
  await lesson.page.waitForURL("**/lessons/**");
  await lesson.says("delivered it to");
  await stage.shot("routed");
  assert.doesNotMatch(lesson.page.url(), /#/, "a reload does not play again");
});

test("progress is forgotten when that is confirmed, the theme is not", async (stage) => {
  const server = await practice(stage);
  const lesson = await stage.open({ server, route: "/lessons/rooms/2" });
  const { page } = lesson;
  await lesson.ready();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).waitFor();
  await lesson.write(`// mine\n${await lesson.code()}`);
  await lesson.seen(".note", "Not run yet");
  await page.goto(server.url);
  await page.getByRole("button", { name: "Forget my progress" }).click();
  await page.getByRole("dialog", { name: "Forget your progress?" }).waitFor();
  await lesson.assertAccessible("asked");
  await stage.shot("asked");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("link", { name: /^Continue/ }).waitFor();
  await page.getByRole("button", { name: "Forget my progress" }).click();
  await page.getByRole("button", { name: "Forget it" }).click();
  await page.getByText("Your progress is forgotten.").waitFor();
  await page.getByRole("link", { name: "Begin with the first lesson" }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["emitscope.theme"]);
  await page.goto(`${server.url}/lessons/rooms/2`);
  await lesson.ready();
  assert.doesNotMatch(await lesson.code(), /mine/);
});

test("what one tab does shows in the other", async (stage) => {
  const server = await practice(stage);
  const { page } = await stage.open({ server, route: "/" });
  const other = await page.context().newPage();
  await other.goto(`${server.url}/lessons/rooms/3`);
  await page.getByRole("link", { name: /^Continue/ }).waitFor();
  await page.getByRole("link", { name: /^Rooms.*1 of 3 steps/ }).waitFor();
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`the menu of steps and the course at ${where}, ${theme}`, async (stage) => {
      const server = await practice(stage);
      const lesson = await stage.open({ server, route: "/lessons/rooms/3", size, dark: theme === "dark" });
      const { page } = lesson;
      await lesson.ready();
      const button = page.locator(".steps-menu summary");
      const asked = page.locator(".steps-menu").getByRole("link", { name: /Asked/ });
      assert.match(await button.textContent(), /3 \/ 3/);
      await button.focus();
      await page.keyboard.press("Enter");
      await asked.waitFor();
      assert.equal(await page.locator('.steps-menu [aria-current="step"]').count(), 1);
      await lesson.assertAccessible("open");
      await stage.shot("menu");
      const box = await page.locator(".sheet-of-steps").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= size.width, JSON.stringify(box));
      await page.keyboard.press("Escape");
      assert.equal(await asked.isVisible(), false);
      assert.ok(await button.evaluate((it) => it === document.activeElement), "the focus is back");
      await button.click();
      await page.locator("#read").click({ position: { x: 20, y: size.height - 140 } });
      assert.equal(await asked.isVisible(), false, "a press elsewhere closes it");
      await button.click();
      await asked.click();
      await page.waitForURL("**/lessons/rooms/1");
      await page.goto(server.url);
      await page.getByRole("link", { name: /^Continue/ }).waitFor();
      await lesson.assertAccessible("the course");
      await stage.shot("course");
    });
  }
}
