// What a screen reader is given: headings in their order, landmarks and controls by names of their own, the sentence once.

import { practice } from "./practice.mjs";
import { assert, PHONE, test } from "./stage.mjs";

const NAMED = /^(button|link|textbox|searchbox|checkbox|radio|radiogroup|combobox|tab|tabpanel|slider|separator|img|dialog)$/;
const LANDMARKS = /^(navigation|region|form|complementary|search)$/;

/** A line of a snapshot: `- 'button "Theme: dark"'`, `- heading "Glossary" [level=1]`. */
const NODE = /^\s*- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?(?: \[level=(\d)\])?/;

async function treeOf(page) {
  const lines = (await page.locator("body").ariaSnapshot()).split("\n");
  return lines.flatMap((line) => {
    const [, role, name = "", level] = NODE.exec(line) ?? [];
    return role && role !== "text" ? [{ role, name, level: Number(level) }] : [];
  });
}

/** What holds for every page in every state. */
async function assertRead(page, when) {
  const tree = await treeOf(page);
  const all = (...roles) => tree.filter(({ role }) => roles.includes(role));
  for (const role of ["banner", "main"]) assert.equal(all(role).length, 1, `${when}: one ${role}`);
  const headings = all("heading");
  assert.equal(headings.filter(({ level }) => level === 1).length, 1, `${when}: one heading of level 1`);
  for (const [at, { level, name }] of headings.entries()) {
    assert.ok(level <= (headings[at - 1]?.level ?? 0) + 1, `${when}: "${name}" skips a level`);
    assert.notEqual(name, "", `${when}: a heading without words`);
  }
  const landmarks = tree.filter(({ role }) => LANDMARKS.test(role)).map(({ role, name }) => `${role} "${name}"`);
  assert.deepEqual(landmarks, [...new Set(landmarks)], `${when}: each landmark has a name of its own`);
  const nameless = tree.filter(({ role, name }) => (NAMED.test(role) || LANDMARKS.test(role)) && name === "");
  assert.deepEqual(nameless, [], `${when}: all have names`);
  const links = new Set(all("link").map(({ name }) => name));
  const both = all("button").filter(({ name }) => links.has(name));
  assert.deepEqual(both, [], `${when}: a link and a button are not the same`);
  const untitled = await page.locator("iframe:not([title]), iframe[title='']").count();
  assert.equal(untitled, 0, `${when}: frames have titles`);
  return tree;
}

test("a lesson is read in order, and its decision once", async (stage) => {
  const told = () => {
    if (globalThis !== top) return;
    globalThis.told = [];
    addEventListener("DOMContentLoaded", () => {
      const listen = () => told.push(document.querySelector("#announce [role=status]")?.textContent);
      new MutationObserver(listen).observe(document.getElementById("announce"), {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
  };
  const lesson = await (await stage.open({ before: told })).ready();
  const { page } = lesson;
  const before = await assertRead(page, "nothing sent");
  assert.deepEqual(
    before.filter(({ role }) => role === "heading").map(({ level, name }) => `${level} ${name}`),
    [
      "1 Broadcasting",
      "2 Everyone but me",
      "3 Alice says hello through socket.broadcast",
      "2 Server code",
      "2 Clients",
      "3 alice",
      "3 bob",
      "3 carol",
      "2 What happened",
      "2 Timeline",
      "2 Wire",
    ],
  );
  await lesson.sayHello("alice");
  const sentence = "alice sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.";
  await page.getByRole("status").filter({ hasText: sentence }).waitFor({ state: "attached" });
  await lesson.says("2 heard it");
  assert.equal(await page.evaluate((said) => globalThis.told.filter((it) => it === said).length, sentence), 1);
  const after = await assertRead(page, "a decision on show");
  assert.deepEqual(
    after.filter(({ name }) => name.includes("2 of 3 clients")),
    [],
    "the drawing does not say the sentence once more",
  );
  assert.equal(
    await page.locator(".who tbody").ariaSnapshot(),
    `- rowgroup:
  - row "alice none Skipped It is the sender, and socket.broadcast leaves the sender out":
    - rowheader "alice"
    - cell "none"
    - cell "Skipped"
    - cell "It is the sender, and socket.broadcast leaves the sender out":
      - text: It is the sender, and
      - code: socket.broadcast
      - text: leaves the sender out
  - row "bob none Delivered It is not the sender; 1 listener ran":
    - rowheader "bob"
    - cell "none"
    - cell "Delivered"
    - cell "It is not the sender; 1 listener ran"
  - row "carol none Delivered It is not the sender; 1 listener ran":
    - rowheader "carol"
    - cell "none"
    - cell "Delivered"
    - cell "It is not the sender; 1 listener ran"`,
  );
  await page.locator(".packet-row").last().click();
  await page.locator(".explained").waitFor();
  await page.locator(".steps-menu summary").click();
  await assertRead(page, "a packet explained, the steps open");
  await page.getByRole("button", { name: "Cost", exact: true }).click();
  await page.locator(".cost tbody tr").first().waitFor();
  const columns = (await treeOf(page)).filter(({ role }) => role === "columnheader").map(({ name }) => name);
  assert.deepEqual(columns.slice(0, 4), ["Client", "Rooms", "Result", "Because"]);
  assert.equal(columns[4], "Client");
  assert.ok(columns.length > 8 && columns.every((name) => name !== ""), String(columns));
  await lesson.write("let x = ;");
  await lesson.run();
  await page.locator(".trouble").waitFor();
  await assertRead(page, "a mistake in the code");
  stage.expectErrors(/400/);
});

test("every other page, and what is in a step, is read in order", async (stage) => {
  const server = await practice(stage);
  const lesson = await (await stage.open({ server, route: "/lessons/rooms/1" })).ready();
  const { page } = lesson;
  const quiz = page.locator(".quiz").first();
  await quiz.getByRole("heading", { name: "Quiz Who hears socket.broadcast.emit?", level: 3 }).waitFor();
  await assertRead(page, "quizzes and cards");
  await quiz.getByRole("radio", { name: "everyone", exact: true }).check();
  await quiz.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Show the back" }).first().click();
  await assertRead(page, "a quiz answered, a card turned");
  const states = [
    ["/lessons/rooms/2", () => page.getByRole("button", { name: "Check my code" }).click(), "0 of 2 scenarios pass"],
    ["/glossary", () => page.getByRole("button", { name: /^(Study|Take all)/ }).click(), "0 of 2 known"],
    ["/", () => undefined, "Who hears what, and why"],
    ["/cheatsheet", () => undefined, "To one client"],
    ["/nothing", () => undefined, "there is nothing at"],
  ];
  for (const [route, act, then] of states) {
    await page.goto(server.url + route);
    await act();
    await page.getByText(then).first().waitFor();
    await assertRead(page, `${route} with "${then}"`);
  }
  stage.expectErrors(/404/);
});

test("each tab of a phone is read in order", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  for (const tab of ["Code", "Clients", "Live", "Read"]) {
    await lesson.page.locator(".tabs").getByRole("button", { name: tab }).click();
    if (tab === "Clients") {
      await lesson.sayHello("alice");
      await lesson.page.getByRole("button", { name: "Live 1 new", exact: true }).waitFor();
    }
    await assertRead(lesson.page, tab);
  }
});
