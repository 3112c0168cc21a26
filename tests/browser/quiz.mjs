// Quizzes: one right answer, several right ones, by keyboard, and nothing told before the check.

import { practice, standing } from "./practice.mjs";
import { assert, PHONE, test, WIDE } from "./stage.mjs";

async function opened(stage, options = {}) {
  const lesson = await stage.open({ server: await practice(stage), route: "/lessons/rooms/1", ...options });
  await lesson.ready();
  const [one, several] = [lesson.page.locator(".quiz").nth(0), lesson.page.locator(".quiz").nth(1)];
  return { lesson, page: lesson.page, one, several };
}

const check = (quiz) => quiz.getByRole("button", { name: "Check" }).click();

test("a wrong answer is told with the right one and why, and may be tried again", async (stage) => {
  const { lesson, page, one, several } = await opened(stage);
  await one.getByRole("group", { name: /Who hears socket\.broadcast\.emit/ }).waitFor();
  await one.getByRole("radio", { name: "everyone", exact: true }).check();
  await check(one);
  await one.getByRole("status").getByText("Not quite").waitFor();
  await one.locator(".answer.wrong", { hasText: "everyone" }).getByText("Not right").waitFor();
  await one.locator(".answer.missed", { hasText: "everyone but the sender" }).getByText("and not chosen").waitFor();
  await one.getByText("It starts at the sender's socket").waitFor();
  await stage.shot("wrong");
  assert.equal(await standing(lesson, 1), "begun");
  await one.getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => document.activeElement?.matches(".quiz input"));
  await one.getByRole("radio", { name: "everyone but the sender" }).check();
  await check(one);
  await one.getByRole("status").getByText("Right", { exact: true }).waitFor();
  assert.equal(await standing(lesson, 1), "begun", "the other quiz is open");

  await several.getByText("Choose all that are right.").waitFor();
  await several.getByRole("checkbox", { name: "socket.broadcast.emit" }).check();
  await several.getByRole("checkbox", { name: "io.emit" }).check();
  await check(several);
  await several.locator(".answer.missed", { hasText: 'socket.to("red").emit' }).waitFor();
  await several.getByRole("button", { name: "Try again" }).click();
  await several.getByRole("checkbox", { name: "socket.broadcast.emit" }).check();
  await several.getByRole("checkbox", { name: 'socket.to("red").emit' }).check();
  await check(several);
  await several.getByRole("status").getByText("Right", { exact: true }).waitFor();
  assert.equal(await standing(lesson, 1), "done");
});

test("before the check nothing gives an answer away", async (stage) => {
  const { one, several } = await opened(stage);
  for (const quiz of [one, several]) {
    const answers = quiz.locator(".answer");
    const shapes = await answers.evaluateAll((found) =>
      found.map((answer) => {
        const copy = answer.cloneNode(true);
        for (const written of copy.querySelectorAll(".written")) written.replaceChildren();
        return copy.outerHTML;
      }),
    );
    assert.equal(new Set(shapes).size, 1, shapes.join("\n"));
  }
  await one.getByRole("button", { name: "Check" }).click({ force: true });
  assert.equal(await one.getByRole("status").textContent(), "", "nothing chosen is not checked");
});

test("a quiz by keyboard alone", async (stage) => {
  const { page, one } = await opened(stage);
  await one.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await one.getByRole("status").getByText("Right", { exact: true }).waitFor();
  await one.getByRole("button", { name: "Try again" }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Try again/);
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`quiz and card are accessible at ${where}, ${theme}`, async (stage) => {
      const { lesson, page, several } = await opened(stage, { size, dark: theme === "dark" });
      await lesson.assertAccessible("open");
      await several.getByRole("checkbox", { name: "io.emit" }).check();
      await several.getByRole("checkbox", { name: "socket.broadcast.emit" }).check();
      await check(several);
      await page.locator(".flash").first().getByRole("button", { name: "Show the back" }).click();
      await page.locator(".flash").first().getByRole("button", { name: "Not yet" }).click();
      await lesson.assertAccessible("checked");
      await stage.shot("checked");
    });
  }
}
