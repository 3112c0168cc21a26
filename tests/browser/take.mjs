// "Take with you": a run that was done in the page becomes a scenario that passes `emitscope check`, and the sandbox a zip.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, PHONE, test } from "./stage.mjs";

async function opened(stage, options) {
  const lesson = await (await stage.open(options)).ready();
  const button = lesson.page.getByRole("button", { name: "Take with you" });
  const dialog = lesson.page.getByRole("dialog", { name: "Take with you" });
  return { lesson, button, dialog, scenario: dialog.getByRole("textbox", { name: /scenario/ }) };
}

/** What `emitscope check` says of a lesson with this code and this scenario. */
function check(code, scenario) {
  const folder = mkdtempSync(path.join(tmpdir(), "emitscope-taken-"));
  try {
    const [, clients] = /%% clients: (.*)/.exec(scenario);
    const file = path.join(folder, "01-taken.md");
    const front = `---\ntitle: Taken\nclients: ${clients}\n---\n`;
    writeFileSync(file, `${front}\n## A step\n\n\`\`\`js server\n${code}\n\`\`\`\n\n${scenario}`);
    const { status, stdout, stderr } = spawnSync(process.env.EMITSCOPE_BINARY, ["check", file], { encoding: "utf8" });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("what was done is copied as a scenario that passes", async (stage) => {
  const { lesson, button, dialog, scenario } = await opened(stage);
  await lesson.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  await lesson.sayHello("carol");
  await lesson.heard("bob", 2);
  await button.click();
  await scenario.waitFor();
  await stage.shot("dialog");
  await lesson.assertAccessible("with the dialog");
  await dialog.getByRole("button", { name: "Copy" }).click();
  await dialog.getByText("Copied").waitFor();
  const copied = await lesson.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await scenario.inputValue());
  assert.match(copied, /^```mermaid\n[^]*\n```\n$/);
  const code = await lesson.code();
  const right = check(code, copied);
  assert.equal(right.status, 0, right.said);
  const wrong = check(code, copied.replace(/ *server->>bob: hello.*\n/, ""));
  assert.equal(wrong.status, 1, "the scenario says more than nothing");
});

test("a run in edited code is recorded with that code", async (stage) => {
  const { lesson, button, scenario } = await opened(stage);
  const code = `io.on("connection", (socket) => {
  socket.on("hello", (name) => setTimeout(() => io.emit("hello", name, Math.random(), socket.id), 60));
});`;
  await lesson.write(code);
  await lesson.run();
  await lesson.ready();
  await lesson.sayHello("bob");
  await lesson.says("3 of 3 clients");
  await button.click();
  await scenario.waitFor();
  const recorded = await scenario.inputValue();
  assert.match(recorded, /server->>alice: hello "bob", "\*", "\$bob"/);
  const right = check(code, recorded);
  assert.equal(right.status, 0, right.said);
});

test("a run without events says what to do", async (stage) => {
  const { button, dialog, lesson } = await opened(stage);
  await button.click();
  await dialog.getByText("Nothing has happened yet").waitFor();
  await lesson.assertAccessible("with an empty run");
});

test("the sandbox is downloaded for Node", async (stage) => {
  const { button, dialog, lesson } = await opened(stage);
  await button.click();
  const coming = lesson.page.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download for Node" }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), "emitscope.zip");
  assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
});

test("taking along by keyboard, on a phone", async (stage) => {
  const { lesson, button, dialog, scenario } = await opened(stage, { size: PHONE, dark: true });
  await lesson.page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  await button.focus();
  await lesson.page.keyboard.press("Enter");
  await scenario.waitFor();
  await stage.shot("dialog");
  await lesson.assertAccessible("with the dialog on a phone");
  const wide = await dialog.evaluate((it) => it.scrollWidth > it.clientWidth);
  assert.equal(wide, false, "only the scenario itself scrolls sideways");
  await scenario.focus();
  await lesson.page.keyboard.press("Tab");
  assert.equal(await dialog.getByRole("button", { name: "Copy" }).evaluate((it) => it === document.activeElement), true);
  await lesson.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await button.evaluate((it) => it === document.activeElement), true, "the focus is back");
});
