// A lesson that its author saves while it is open.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { assert, test } from "./stage.mjs";

async function opened(stage) {
  const folder = stage.lessons();
  const file = `${folder}/09-broadcasting.md`;
  const lesson = await (await stage.open({ server: await stage.serve({ lessons: folder }) })).ready();
  const save = (change) => writeFileSync(file, change(readFileSync(file, "utf8")));
  return { lesson, file, save };
}

test("saved prose is swapped in place: scroll, code and clients stay", async (stage) => {
  const { lesson, save } = await opened(stage);
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  await page.locator("#read").evaluate((prose) => prose.scrollTo(0, 200));
  save((text) => text.replace("Each page has one connection", "Each of the pages has one connection"));
  await lesson.seen("#read", "Each of the pages has one connection");
  assert.equal(await page.locator("#read").evaluate((prose) => prose.scrollTop), 200);
  assert.equal((await lesson.heard("bob", 1)).length, 1, "the frames were not loaded again");
  await lesson.says("alice sent hello");
});

test("the author's new code runs at once where the student changed nothing", async (stage) => {
  const { lesson, save } = await opened(stage);
  save((text) => text.replace('socket.broadcast.emit("hello", name)', 'io.emit("hello", name, 1)'));
  await lesson.seen(".cm-line", 'io.emit("hello", name, 1)');
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("3 of 3 clients");
});

test("edited code is kept until the student takes the new one", async (stage) => {
  const { lesson, save } = await opened(stage);
  await lesson.write(`// mine\n${await lesson.code()}`);
  save((text) => text.replace('socket.broadcast.emit("hello", name)', 'io.emit("hello", name, 1)'));
  const strip = await lesson.seen(".strip", "The author changed");
  await stage.shot("offer");
  await lesson.assertAccessible("with the offer");
  assert.match(await lesson.code(), /^\/\/ mine/);
  await strip.getByRole("button", { name: "Take new" }).click();
  await lesson.seen(".cm-line", 'io.emit("hello", name, 1)');
  await lesson.page.locator(".strip").waitFor({ state: "detached" });
});

test("a broken lesson is told with its place, and its last good version stays", async (stage) => {
  const { lesson, save } = await opened(stage);
  save((text) => text.replace("title: Broadcasting", "titel: Broadcasting"));
  await lesson.seen(".strip", "09-broadcasting.md:2");
  await stage.shot("broken");
  await lesson.assertAccessible("with a broken lesson");
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  save((text) => text.replace("titel: Broadcasting", "title: Broadcasting"));
  await lesson.page.locator(".strip").waitFor({ state: "detached" });
});

test("a lesson that was taken away says so", async (stage) => {
  const { lesson, file } = await opened(stage);
  rmSync(file);
  await lesson.seen(".strip", "taken away");
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
});
