// The server code: what is refused, what throws, what is kept.

import { assert, test } from "./stage.mjs";

const REFUSED = /400/;

test("a syntax error is told with its line, while the last working version runs on", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  await lesson.write(`${await lesson.code()}\nlet x = ;`);
  await lesson.run();
  await lesson.seen(".trouble", "SyntaxError");
  await lesson.seen(".status", "Running your last working version");
  await lesson.seen(".chip", "from the last run");
  await lesson.page.locator(".cm-lint-marker-error").waitFor();
  await stage.shot("refused");
  await lesson.assertAccessible("with an error on show");
  await lesson.page.getByRole("button", { name: /Go to line \d/ }).click();
  await lesson.page.locator(".cm-activeLine", { hasText: "let x" }).waitFor();
  await lesson.sayHello("bob");
  await lesson.says("bob sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.");
  assert.equal(await lesson.page.locator(".live.stale").count(), 0);
  stage.expectErrors(REFUSED);
});

test("what a handler throws is told with its line, and the server goes on", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.write(
    'io.on("connection", (socket) => {\n  socket.on("hello", () => {\n    nothing.here();\n  });\n});',
  );
  await lesson.run();
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.seen(".trouble", "nothing is not defined");
  await lesson.page.getByRole("button", { name: "Go to line 3" }).waitFor();
  await lesson.page.getByRole("button", { name: "Dismiss", exact: true }).click();
  await lesson.page.locator(".trouble").waitFor({ state: "detached" });
});

test("edited code is there again after a reload, and Reset brings the lesson's back", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const original = await lesson.code();
  await lesson.write(original.replace("socket.broadcast", "io"));
  await lesson.page.keyboard.press("ControlOrMeta+Enter");
  await lesson.seen(".note", /^Edited$/);
  await lesson.page.reload();
  await lesson.ready();
  assert.match(await lesson.code(), /io\.emit/);
  await lesson.sayHello("alice");
  await lesson.says("3 of 3 clients; 3 heard it");
  await lesson.page.getByRole("button", { name: "Reset", exact: true }).click();
  await lesson.page.locator(".note").waitFor({ state: "detached" });
  assert.equal(await lesson.code(), original);
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("2 of 3 clients; 2 heard it");
});

test("a mistyped room is told with the one that was meant", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const code =
    'io.on("connection", (socket) => {\n  socket.join("lobby");\n  socket.on("hello", () => io.to("loby").emit("hello"));\n});';
  await lesson.write(code);
  await lesson.run();
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("0 of 3 clients: nobody is in loby");
  await lesson.seen(".warning", "Did you mean lobby?");
  assert.match(await lesson.row("carol").textContent(), /lobby.*It is not in loby/);
  await stage.shot("told");
});
