// The cheat sheet: every row runs on the spot, and its decision is drawn.

import { assert, PHONE, test } from "./stage.mjs";

test("a row of the cheat sheet runs, and its decision is drawn", async (stage) => {
  const lesson = await (await stage.open({ route: "/cheatsheet" })).ready(4);
  const { page } = lesson;
  const row = (form) => page.locator(".forms tr", { hasText: form });
  const run = async (form, outcome) => {
    await page.getByRole("button", { name: `Run ${form}`, exact: true }).click();
    await row(form).getByRole("status").getByText(outcome).waitFor();
  };
  await run('socket.to("room1").emit("hi")', "All of it came true");
  await lesson.says("to 2 of 4 clients; 2 heard it");
  assert.match(await lesson.row("dave").textContent(), /It is not in room1/);
  assert.deepEqual(await row('socket.to("room1").emit("hi")').first().locator(".hearers .heard").allTextContents(), [
    "bob hears it",
    "carol hears it",
  ]);
  await stage.shot("run");
  await run('io.to("Room1").emit("hi")', "and nobody did");
  await lesson.says("0 of 4");
  await lesson.seen(".warning", "room1");
  await lesson.assertAccessible("after two rows");
});

test("the cheat sheet on a phone", async (stage) => {
  const lesson = await (await stage.open({ route: "/cheatsheet", size: PHONE, dark: true })).ready(4);
  assert.equal(await lesson.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await stage.shot("read");
  await lesson.assertAccessible("on a phone");
});
