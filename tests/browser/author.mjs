// A lesson that its author saves while it is open.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { assert, PHONE, test } from "./stage.mjs";

async function opened(stage, { size, dark } = {}) {
  const folder = stage.lessons();
  const file = `${folder}/09-broadcasting.md`;
  const lesson = await (await stage.open({ server: await stage.serve({ lessons: folder }), size, dark })).ready();
  const save = (change) => writeFileSync(file, change(readFileSync(file, "utf8")));
  return { lesson, file, folder, save };
}

/** What a mistake says, without the lines and arrows that a terminal draws around it. */
const bare = (text) =>
  text
    .replace(/-->|^ *\d* \|| = /gm, " ")
    .replaceAll("`", "")
    .split(/\s+/)
    .filter(Boolean)
    .sort()
    .join(" ");

/** Each mistake as `emitscope check` prints it. */
function printed(file) {
  const { stdout } = spawnSync(process.env.EMITSCOPE_BINARY, ["check", file], { encoding: "utf8" });
  return stdout
    .replaceAll(/\S*\/(?=[^/\s]*\.md)/g, "")
    .split("\n\n")
    .slice(0, -1);
}

test("saved prose is swapped in place: scroll, code and clients stay", async (stage) => {
  const { lesson, save } = await opened(stage);
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  const scroll = () => page.locator("#read").evaluate((prose) => prose.scrollTop);
  await page.locator("#read").evaluate((prose) => prose.scrollTo(0, 60));
  assert.equal(await scroll(), 60);
  save((text) => text.replace("Each page has one connection", "Each of the pages has one connection"));
  await lesson.seen("#read", "Each of the pages has one connection");
  assert.equal(await scroll(), 60);
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

const ALICE = `\n\`\`\`html client=alice\n<!doctype html><button>Wave</button><script>
io().on("connect", () => document.body.append("I am " + me));</script>\n\`\`\`\n\n`;

test("only the frames whose page was saved are loaded again", async (stage) => {
  const { lesson, save } = await opened(stage);
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  const made = lesson.page.waitForRequest((it) => it.url().endsWith("/pages"));
  save((text) => text.replace("```html client", `${ALICE}$&`));
  await lesson.frame("alice").getByText("I am alice").waitFor();
  assert.equal((await made).method(), "PUT");
  assert.equal((await lesson.heard("bob", 1)).length, 1, "bob's page was left alone");
  await lesson.says("alice sent hello");
  await lesson.ready();
  save((text) => text.replace(ALICE, ""));
  await lesson.sayHello("alice");
  assert.equal((await lesson.heard("bob", 2)).length, 2, "the old page is back, and so is its client");
});

test("saved options make the sandbox again", async (stage) => {
  const { lesson, folder, save } = await opened(stage);
  const made = lesson.page.waitForResponse((it) => it.url().endsWith("/api/sandboxes") && it.status() === 201);
  save((text) => text.replace("```js server", '```json options\n{ "pingInterval": 4321 }\n```\n\n$&'));
  const { id } = await (await made).json();
  const { origin } = new URL(lesson.page.url());
  const { options } = await (await fetch(`${origin}/api/sandboxes/${id}`)).json();
  assert.deepEqual(options, { pingInterval: 4321 }, folder);
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
});

test("clients and steps come and go with a save", async (stage) => {
  const { lesson, save } = await opened(stage);
  save((text) => text.replace("[alice, bob, carol]", "[alice, bob, carol, dora]"));
  await lesson.ready(4);
  await lesson.sayHello("dora");
  await lesson.says("3 heard it");
  save((text) => text.replace("[alice, bob, carol, dora]", "[alice, bob, carol]").concat("\n## One more\n\nMore.\n"));
  await lesson.seen(".steps", "1 / 6");
  await lesson.card("dora").waitFor({ state: "detached" });
  await lesson.page.getByRole("link", { name: "Next step" }).first().click();
  await lesson.ready();
  save((text) => text.slice(0, text.indexOf("## ", text.indexOf("## ") + 1)));
  await lesson.seen(".strip", "taken out of the lesson");
  stage.expectErrors(/404/);
  await lesson.sayHello("alice");
  await lesson.says("of 3 clients");
});

test("a saved picture is shown anew, and one that was missing as soon as it is there", async (stage) => {
  const { lesson, folder, save } = await opened(stage);
  const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  const width = (wanted) =>
    lesson.page.waitForFunction((it) => document.querySelector("#read img")?.naturalWidth === it, wanted);
  save((text) => text.replace("**Predict.**", "![A map](images/map.svg)\n\n$&"));
  await lesson.page.locator("#read img").waitFor({ state: "attached" });
  mkdirSync(`${folder}/images`, { recursive: true });
  writeFileSync(`${folder}/images/map.svg`, picture(21));
  await width(21);
  stage.expectErrors(/404/);
  writeFileSync(`${folder}/images/.map.tmp`, picture(32));
  renameSync(`${folder}/images/.map.tmp`, `${folder}/images/map.svg`);
  await width(32);
  save((text) => text.replace("A map", "The map"));
  await lesson.page.getByAltText("The map").waitFor({ state: "attached" });
  await width(32);
});

test("what was saved while the tab was away is there when it comes back", async (stage) => {
  const { lesson, save } = await opened(stage);
  const hide = (hidden) =>
    lesson.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  save((text) => text.replace("Each page has one connection", "Each of the pages has one connection"));
  const isServed = async () => (await (await fetch(lesson.page.url())).text()).includes("Each of the pages");
  while (!(await isServed())) continue;
  await hide(false);
  await lesson.seen("#read", "Each of the pages has one connection");
});

test("the course's page follows what is saved", async (stage) => {
  const folder = stage.lessons();
  const { page } = await stage.open({ server: await stage.serve({ lessons: folder }), route: "/" });
  const titles = (text) => page.locator(".lessons .title", { hasText: text });
  await titles("Broadcasting").waitFor();
  writeFileSync(`${folder}/97-new.md`, "---\ntitle: Brand new\nunit: Who hears it\n---\n## S\n");
  await titles("Brand new").waitFor();
  renameSync(`${folder}/97-new.md`, `${folder}/98-newer.md`);
  await page.locator('a[href="/lessons/newer/1"]').waitFor();
  rmSync(`${folder}/98-newer.md`);
  await titles("Brand new").waitFor({ state: "detached" });
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
  await strip.waitFor({ state: "detached" });
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

for (const [where, size, dark] of [
  ["1440", undefined, false],
  ["390", PHONE, true],
]) {
  test(`several mistakes are told as in the terminal, at ${where}`, async (stage) => {
    const { lesson, file, save } = await opened(stage, { size, dark });
    save((text) =>
      text
        .replace("title: Broadcasting", "title: Broadcasting\nsumary: x")
        .replace("    alice->>server: hello", "    alcie->>server: hello")
        .concat(`\n\`\`\`mermaid\nsequenceDiagram\n\tbob->>server: ${"long ".repeat(60)};\n\`\`\`\n`),
    );
    await lesson.seen(".mistakes [role=status]", "the last good one is on show");
    const mistakes = lesson.page.locator(".mistake");
    const wanted = printed(file);
    assert.ok(wanted.length >= 3, "there are several");
    assert.equal(await mistakes.count(), wanted.length);
    await stage.shot("first open");
    await lesson.assertAccessible("with several mistakes");
    for (const [at, text] of wanted.entries()) {
      if (at > 0) await mistakes.nth(at).locator("summary").press("Enter");
      const told = mistakes.nth(at);
      await told.locator("pre").waitFor();
      const shown = await told.evaluate((it) => {
        const line = it.querySelector("pre .number").textContent;
        return `${it.innerText.replace(/^\d+$/m, "")} `.replace(new RegExp(`^${line}`, "m"), "");
      });
      assert.equal(bare(shown), bare(text), text);
    }
    await stage.shot("all open");
    const wide = await lesson.page.locator(".mistakes .list").evaluate((it) => it.scrollWidth > it.clientWidth);
    assert.equal(wide, false, "long lines scroll in their own place");
  });
}

test("a saved scenario that does not hold is told with what came and why", async (stage) => {
  const { lesson, file, save } = await opened(stage);
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  save((text) => text.replace('server->>carol: hello "alice"', 'server->>carol: hello "alicia"'));
  const wrong = readFileSync(file, "utf8").split("\n").findIndex((line) => line.includes("alicia")) + 1;
  const mistake = lesson.page.locator(".mistake").first();
  await mistake.getByText("does not hold").waitFor();
  await lesson.seen(".mistakes [role=status]", "This lesson has");
  const told = await mistake.innerText();
  for (const part of [`09-broadcasting.md:${wrong}:5`, 'server->>carol: hello "alicia"', "expected:", "got:", 'hello "alice"']) {
    assert.ok(told.includes(part), `${part} is missing: ${told}`);
  }
  await stage.shot("told");
  await lesson.assertAccessible("with a scenario that does not hold");
  await lesson.says("alice sent hello");
  save((text) => text.replace('server->>carol: hello "alicia"', 'server->>carol: hello "alice"'));
  await lesson.page.locator(".mistakes").waitFor({ state: "detached" });
});

test("a lesson that was taken away says so", async (stage) => {
  const { lesson, file } = await opened(stage);
  rmSync(file);
  await lesson.seen(".strip", "taken away");
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
});

test("a table that is wider than a phone scrolls by itself, by keys too", async (stage) => {
  const { lesson, save } = await opened(stage, { size: PHONE });
  const { page } = lesson;
  const row = (cell) => `| ${Array.from({ length: 9 }, () => cell).join(" | ")} |`;
  save((text) => text.replace(/^## .*$/m, `$&\n\n${[row("transport"), row("---"), row("websocket")].join("\n")}\n`));
  const table = page.locator(".prose .wide").first();
  await table.getByText("websocket").first().waitFor();
  await page.locator(".prose .wide[tabindex='0']").first().waitFor();
  const widths = (of) => of.evaluate((it) => [it.scrollWidth, it.clientWidth]);
  const [inside, seen] = await widths(table);
  assert.ok(inside > seen, "the table is wider");
  const [all, pane] = await widths(page.locator("#read"));
  assert.equal(all, pane, "and the text is not");
  await table.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".prose .wide").scrollLeft > 0);
  await lesson.assertAccessible("with a wide table");
  await stage.shot("wide-table");
});
