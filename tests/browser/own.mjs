// A client of one's own: the programs that the page shows really join, under the name that they were given.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assert, PHONE, test } from "./stage.mjs";

const MODULES = new URL("../../assets/node_modules", import.meta.url).pathname;

async function opened(stage, options) {
  const lesson = await (await stage.open(options)).ready();
  if (options?.size) await lesson.page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
  await lesson.page.getByRole("button", { name: "Your own client" }).click();
  const dialog = lesson.page.getByRole("dialog", { name: "Your own client" });
  await dialog.waitFor();
  return { lesson, dialog };
}

async function programIn(dialog, language) {
  await dialog.getByRole("tab", { name: language }).click();
  return dialog.getByRole("group", { name: `The program, ${language}` }).textContent();
}

/** A folder in which Node finds the packages. */
function folder(stage) {
  const made = mkdtempSync(path.join(tmpdir(), "emitscope-own-"));
  stage.onClose(() => rmSync(made, { recursive: true, force: true }));
  symlinkSync(MODULES, path.join(made, "node_modules"));
  return made;
}

function start(stage, command, args, cwd, env = process.env) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  stage.onClose(() => child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  return { said: () => said };
}

test("the Node program joins as it stands in the page, and is in the panel by its name", async (stage) => {
  const { lesson, dialog } = await opened(stage);
  await lesson.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByText("Only programs on this computer reach it").waitFor();
  await lesson.assertAccessible("the dialog");
  await stage.shot("browser");
  const name = dialog.getByRole("textbox", { name: "Its name" });
  assert.equal(await name.inputValue(), "dave");
  for (const [wrong, words] of [
    ["a b", "Letters, digits"],
    ["alice", "The lesson has a client of that name"],
  ]) {
    await name.fill(wrong);
    await dialog.getByText(words).waitFor();
    assert.equal(await dialog.getByRole("tab").count(), 0);
  }
  await name.fill("zoe");
  const text = await programIn(dialog, "Node");
  assert.match(text, /query: { client: "zoe" }/);
  await dialog.getByRole("button", { name: "Copy the program" }).click();
  await dialog.getByText("Copied").waitFor();
  assert.equal(await lesson.page.evaluate(() => navigator.clipboard.readText()), text);
  await stage.shot("node");
  const cwd = folder(stage);
  writeFileSync(path.join(cwd, "client.mjs"), text);
  const program = start(stage, "node", ["client.mjs"], cwd);
  await lesson.seen(".status", "4 clients");
  await lesson.page.keyboard.press("Escape");
  await lesson.says("zoe sent hello. Line 3 delivered it to 3 of 4 clients");
  await lesson.sayHello("alice");
  await lesson.says("alice sent hello. Line 3 delivered it to 3 of 4 clients");
  await lesson.page.locator("tr", { hasText: /^zoe.*Delivered/ }).waitFor();
  await lesson.page.locator(".diagram .seat", { hasText: "zoe" }).waitFor();
  await stage.shot("joined");
  assert.match(program.said(), /connected as/);
});

test("the browser's program joins from a file", async (stage) => {
  const { lesson, dialog } = await opened(stage);
  const text = await programIn(dialog, "Browser");
  const page = await lesson.page.context().newPage();
  // The machine that runs this may have no way to the CDN.
  const client = readFileSync(path.join(MODULES, "socket.io-client/dist/socket.io.esm.min.js"), "utf8");
  await page.route("https://cdn.socket.io/**", (route) => {
    const headers = { "access-control-allow-origin": "*" };
    return route.fulfill({ contentType: "text/javascript", headers, body: client });
  });
  const file = path.join(folder(stage), "client.html");
  writeFileSync(file, text);
  await page.goto(`file://${file}`);
  await page.getByText("connected as").waitFor();
  await page.getByRole("button", { name: "Send hello" }).click();
  await lesson.page.keyboard.press("Escape");
  await lesson.says("dave sent hello. Line 3 delivered it to 3 of 4 clients");
  await lesson.page.bringToFront();
  await lesson.sayHello("alice");
  await page.locator("pre", { hasText: 'hello ["alice"]' }).waitFor();
});

test("Python's program is a program, and joins where python-socketio is installed", async (stage) => {
  const { lesson, dialog } = await opened(stage);
  const text = await programIn(dialog, "Python");
  const cwd = folder(stage);
  writeFileSync(path.join(cwd, "client.py"), text);
  const python = (...args) => spawnSync("python3", args, { cwd, encoding: "utf8" });
  if (python("--version").error) return console.log("no python3 here: the Python program was not run");
  const compiled = python("-m", "py_compile", "client.py");
  assert.equal(compiled.status, 0, compiled.stderr);
  if (python("-c", "import socketio").status !== 0) return console.log("no python-socketio here: it was not run");
  start(stage, "python3", ["-u", "client.py"], cwd);
  await lesson.seen(".status", "4 clients");
  await lesson.page.keyboard.press("Escape");
  await lesson.says("dave sent hello. Line 3 delivered it to 3 of 4 clients");
});

test("a client in a new tab has the lesson's page and joins", async (stage) => {
  const { lesson, dialog } = await opened(stage);
  const opening = lesson.page.context().waitForEvent("page");
  await dialog.getByRole("link", { name: "Open a client in a new tab" }).click();
  const page = await opening;
  await page.getByRole("button", { name: "Say hello" }).click();
  await lesson.page.keyboard.press("Escape");
  await lesson.says("dave sent hello. Line 3 delivered it to 3 of 4 clients");
  await lesson.page.getByRole("button", { name: "Your own client" }).click();
  assert.equal(await dialog.getByRole("textbox", { name: "Its name" }).inputValue(), "erin", "dave is taken now");
});

test("your own client by keyboard", async (stage) => {
  const { lesson, dialog } = await opened(stage);
  const { keyboard } = lesson.page;
  await dialog.getByRole("tab", { name: "Browser" }).focus();
  await keyboard.press("ArrowRight");
  await dialog.getByRole("tab", { name: "Node", selected: true }).and(lesson.page.locator(":focus")).waitFor();
  await keyboard.press("End");
  await dialog.getByRole("group", { name: "The program, Python" }).waitFor();
  await keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await lesson.page.getByRole("button", { name: "Your own client" }).and(lesson.page.locator(":focus")).waitFor();
});

for (const [size, dark] of [
  [undefined, true],
  [PHONE, false],
  [PHONE, true],
]) {
  test(`your own client ${size ? "390" : "1440"} ${dark ? "dark" : "light"}`, async (stage) => {
    const { lesson } = await opened(stage, { size, dark });
    await lesson.assertAccessible("the dialog");
    await stage.shot("dialog");
    await lesson.page.keyboard.press("Escape");
    await lesson.assertAccessible("the pane");
    await stage.shot("pane");
  });
}
