// A challenge: checked, read, hinted at, solved.

import { practice, standing } from "./practice.mjs";
import { assert, PHONE, test, WIDE } from "./stage.mjs";

async function opened(stage, options = {}) {
  const lesson = await stage.open({ server: await practice(stage), route: "/lessons/rooms/2", ...options });
  await lesson.ready();
  const part = lesson.page.locator(".challenge");
  return { lesson, page: lesson.page, part, press: (name) => part.getByRole("button", { name }).click() };
}

test("a check tells what failed and why, until all scenarios pass", async (stage) => {
  const { lesson, page, part, press } = await opened(stage);
  await part.getByText("until both scenarios pass").waitFor();
  assert.equal(await standing(lesson, 2), "begun");
  await press("Check my code");
  await part.getByRole("status").getByText("0 of 2 scenarios pass").waitFor();
  const wrong = part.locator(".wrong-line").first();
  await wrong.getByText('server->>alice: hello "alice"').waitFor();
  await wrong.getByText('alice receives hello "alice"').waitFor();
  await wrong.getByText("nothing", { exact: true }).waitFor();
  const alice = wrong.locator(".fates li", { hasText: "alice" });
  assert.match(await alice.textContent(), /Skipped.*It is the sender, and socket\.broadcast leaves the sender out/);
  assert.match(await wrong.locator(".fates li", { hasText: "bob" }).textContent(), /Delivered/);
  assert.equal(await part.getByText('server->>bob: hello "alice"').isVisible(), false, "lines that hold are folded");
  await part.getByText("3 lines as expected").first().click();
  await part.getByText('server->>bob: hello "alice"').waitFor();
  await wrong.getByRole("button", { name: "Line 3" }).click();
  await page.locator(".cm-activeLine", { hasText: "socket.broadcast" }).waitFor();
  await stage.shot("failed");

  await lesson.write((await lesson.code()).replace("socket.broadcast", "io"));
  await part.getByText("From before your last change").waitFor();
  await stage.shot("old");
  await press("Check my code");
  await part.getByRole("status").getByText("Both scenarios pass").waitFor();
  assert.equal(await part.getByText("From before your last change").count(), 0);
  await part.getByRole("link", { name: "Next step: Read" }).waitFor();
  await stage.shot("passed");
  assert.equal(await standing(lesson, 2), "done");
  await part.getByRole("button", { name: "Run it" }).click();
  await lesson.ready();
  await page.reload();
  await lesson.ready();
  assert.equal(await standing(lesson, 2), "done");
});

test("hints open one by one, and the focus goes along", async (stage) => {
  const { page, part, press } = await opened(stage);
  await press("Hint 1 of 2");
  await part.getByText("Which word leaves the sender out?").waitFor();
  assert.equal(await part.getByText("What is the name of").count(), 0);
  await press("Hint 2 of 2");
  await part.locator(".hint strong", { hasText: "whole" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent.includes("whole server"));
  assert.equal(await part.getByRole("button", { name: /Hint/ }).count(), 0);
});

test("the solution is shown on an explicit wish, and one's own code comes back", async (stage) => {
  const { lesson, part, press } = await opened(stage);
  const mine = `// mine\n${await lesson.code()}`;
  await lesson.write(mine);
  await press("Show the solution anyway");
  await part.getByText("You have not tried yet").waitFor();
  assert.equal(await part.locator(".solution").count(), 0);
  await press("Not now");
  await press("Show the solution anyway");
  await press("Show it");
  await part.locator(".solution", { hasText: 'io.emit("hello", name)' }).waitFor();
  await press("Put it into the editor");
  await lesson.seen(".cm-line", 'io.emit("hello", name)');
  assert.doesNotMatch(await lesson.code(), /mine/);
  await lesson.page.reload();
  await lesson.ready();
  await press("Show the solution anyway");
  await press("Show it");
  await press("Back to mine");
  await lesson.seen(".cm-line", "// mine");
  assert.equal(await lesson.code(), mine);
});

test("after a try the solution asks nothing", async (stage) => {
  const { lesson, part, press } = await opened(stage);
  await press("Check my code");
  await part.getByText("0 of 2 scenarios pass").waitFor();
  await part.getByRole("button", { name: "Show the solution anyway" }).waitFor();
  await lesson.write(`// mine\n${await lesson.code()}`);
  await press("Check my code");
  await part.getByRole("button", { name: "Show the solution", exact: true }).click();
  await part.locator(".solution").waitFor();
});

test("a check's syntax error is told as the editor tells it", async (stage) => {
  const { lesson, page, part, press } = await opened(stage);
  const code = await lesson.code();
  await lesson.write(`${code}\nlet x = ;`);
  await press("Check my code");
  await part.getByRole("status").getByText("The code does not start").waitFor();
  await lesson.seen(".trouble", "SyntaxError");
  await page.locator(".cm-lint-marker-error").waitFor();
  await part.getByRole("button", { name: "Go to line 6" }).click();
  await page.locator(".cm-activeLine", { hasText: "let x" }).waitFor();
  await lesson.assertAccessible("with a syntax error");
  await lesson.write(code);
  await press("Check my code");
  await part.getByText("0 of 2 scenarios pass").waitFor();
  await page.locator(".trouble").waitFor({ state: "detached" });
  stage.expectErrors(/400/);
});

test("a server that is busy, silent or has lost the sandbox is told or got over", async (stage) => {
  const { page, part, press } = await opened(stage);
  const path = "**/api/sandboxes/*/check";
  await page.route(path, (route) => route.fulfill({ status: 429, body: '{"title":"Too Many Requests"}' }));
  await press("Check my code");
  await part.getByRole("status").getByText("Too many checks are under way.").waitFor();
  await page.unroute(path);
  await page.route(path, (route) => route.abort());
  await press("Check my code");
  await part.getByRole("status").getByText("The server does not answer.").waitFor();
  await page.unroute(path);
  // The first answer is that the sandbox is gone; the page makes it again and asks again.
  await page.route(path, (route) => route.fulfill({ status: 404, body: "{}" }), { times: 1 });
  await press("Check my code");
  await part.getByText("0 of 2 scenarios pass").waitFor();
  stage.expectErrors(/429|404|ERR_FAILED/);
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`a challenge is accessible at ${where}, ${theme}`, async (stage) => {
      const { lesson, part, press } = await opened(stage, { size, dark: theme === "dark" });
      await press("Check my code");
      await part.getByText("0 of 2 scenarios pass").waitFor();
      await press("Hint 1 of 2");
      await press("Show the solution anyway");
      await lesson.assertAccessible("asked");
      await press("Show it");
      await press("Put it into the editor");
      await part.getByText("From before your last change").waitFor();
      await lesson.assertAccessible("old");
      await stage.shot("old");
      await press("Check my code");
      await part.getByRole("status").getByText("Both scenarios pass").waitFor();
      await lesson.assertAccessible("passed");
      await stage.shot("passed");
    });
  }
}
