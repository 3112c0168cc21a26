// 390 pixels wide: four tabs, frames that stay mounted, a badge on Live.

import { assert, PHONE, test } from "./stage.mjs";

test("four tabs on a phone, and the frames stay mounted", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const { page } = lesson;
  const tab = (name) => page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name });
  for (const name of ["Read", "Code", "Clients", "Live"]) {
    await tab(name).click();
    assert.equal(await page.locator(".pane:visible").count(), 1, name);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth),
      PHONE.width,
      `${name} is as wide as it`,
    );
  }
  await tab("Clients").click();
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  assert.match(await tab("Live").textContent(), /1/);
  await stage.shot("clients");
  await tab("Live").click();
  await lesson.says("2 heard it");
  assert.doesNotMatch(await tab("Live").textContent(), /1/);
  await stage.shot("live");
  await tab("Clients").click();
  assert.deepEqual(await lesson.heard("bob", 1), ["alice says hello"]);
  const buttons = await page.locator(".tabs button, .position .tool, #tools .tool").all();
  for (const button of buttons) {
    const box = await button.boundingBox();
    if (box) assert.ok(box.width >= 40 && box.height >= 40, JSON.stringify(box));
  }
});

test("the step on show is in view among many, also under a tab that was closed", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const { page } = lesson;
  const tab = (name) => page.locator(".tabs").getByRole("button", { name });
  const strip = page.locator(".history ol");
  const inView = () =>
    page.waitForFunction(() => {
      const list = document.querySelector(".history ol").getBoundingClientRect();
      const step = document.querySelector(".history [aria-current]").getBoundingClientRect();
      return step.width > 0 && step.left >= list.left && step.right <= list.right;
    });
  await tab("Clients").click();
  for (let count = 1; count <= 8; count += 1) {
    await lesson.sayHello("alice");
    await lesson.heard("bob", count);
  }
  await tab("Live").click();
  await lesson.seen(".history [aria-current]", "hello");
  assert.ok(await strip.evaluate((list) => list.scrollWidth > 2 * list.clientWidth), "there is more than is in view");
  await inView();
  await page.locator(".history [aria-current]").focus();
  await page.keyboard.press("Home");
  await lesson.seen(".position", "Back to live");
  await inView();
  await page.getByRole("button", { name: "Next decision" }).click();
  await inView();
});
