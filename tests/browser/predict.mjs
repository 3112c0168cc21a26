// The prediction: mark who will hear it, let it run, and be told by the run what was right.

import { cpSync } from "node:fs";
import { assert, PHONE, test, WIDE } from "./stage.mjs";

const PLAYS = new URL("lessons/70-plays.md", import.meta.url).pathname;

/** A step of the tests' own lesson. */
export async function plays(stage, step, { connected = 3, ...options } = {}) {
  const folder = stage.lessons();
  cpSync(PLAYS, `${folder}/70-plays.md`);
  const server = await stage.serve({ lessons: folder });
  return (await stage.open({ server, route: `/lessons/plays/${step}`, ...options })).ready(3, connected);
}

/** The card of a scenario, as a person uses it; without a title the first one. */
export class Card {
  constructor(lesson, title) {
    const all = lesson.page.locator(".scenario");
    this.root = title ? lesson.page.getByRole("region", { name: title, exact: true }) : all.first();
  }

  row(client) {
    return this.root.locator(".guess", { hasText: client });
  }

  async mark(answers) {
    for (const [client, hears] of Object.entries(answers)) {
      const group = this.root.getByRole("radiogroup", { name: client });
      await group.getByRole("radio", { name: hears ? "Hears it" : "Does not" }).check();
    }
  }

  async look() {
    await this.button("See who hears it").click();
  }

  button(name) {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** The foot of the prediction, once it ran. */
  async tally() {
    await this.button("Try again").waitFor();
    return this.root.locator(".tally [aria-hidden]").textContent();
  }
}

test("a right prediction is marked right, by the run", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await card.mark({ alice: false, bob: true, carol: true });
  await stage.shot("marked");
  await card.look();
  assert.equal(await card.tally(), "3 of 3 right");
  assert.equal(await card.root.locator(".guess.wrong").count(), 0);
  assert.equal(await card.root.locator(".guess .glyph.right").count(), 3);
  assert.match(await card.root.getByRole("status").first().textContent(), /3 of 3 right\. It is heard by bob, carol\./);
  await lesson.says("alice sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.");
  assert.deepEqual(await lesson.heard("bob", 1), ["alice says hello"]);
  await stage.shot("right");
});

test("a wrong prediction is told with the decision's reason, and can be tried again", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await card.mark({ alice: true, bob: true, carol: false });
  await card.look();
  assert.equal(await card.tally(), "1 of 3 right");
  assert.match(
    await card.row("alice").textContent(),
    /You said: hears it\. It is the sender, and socket\.broadcast leaves the sender out\..*wrong/,
  );
  assert.match(await card.row("carol").textContent(), /You said: does not hear it\. It is not the sender; 1 listener ran/);
  assert.match(await card.row("bob").textContent(), /hears it.*right/);
  await lesson.assertAccessible("a result");
  await stage.shot("wrong");
  await card.button("Try again").click();
  await card.root.getByRole("radiogroup", { name: "alice" }).waitFor();
  assert.equal(await card.root.getByRole("radio", { checked: true }).count(), 0);
  assert.ok(await lesson.page.evaluate(() => document.activeElement?.closest(".scenario") !== null), "the focus stays");
  await card.mark({ alice: false, bob: true, carol: true });
  await card.look();
  assert.equal(await card.tally(), "3 of 3 right");
  assert.deepEqual(await lesson.heard("bob", 1), ["alice says hello"], "every run starts fresh");
});

test("without a prediction the result is shown unmarked", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await card.look();
  assert.equal(await card.tally(), "2 of 3 hear it");
  assert.equal(await card.root.locator(".guess .glyph").count(), 0);
  assert.match(await card.row("alice").textContent(), /does not hear it/);
});

test("whoever is not marked is not judged", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await card.mark({ bob: false });
  await card.look();
  assert.equal(await card.tally(), "0 of 1 right");
  assert.equal(await card.root.locator(".guess .glyph").count(), 1);
});

test("what the student changed in the code changes what is right", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.write((await lesson.code()).replace("socket.broadcast.emit", "io.emit"));
  const card = new Card(lesson);
  await card.mark({ alice: true, bob: true, carol: true });
  await card.look();
  assert.equal(await card.tally(), "3 of 3 right");
  await lesson.says("3 of 3 clients; 3 heard it");
  await lesson.write((await lesson.code()).replace("io.emit", "nobody.emit"));
  await card.button("Try again").click();
  await card.mark({ alice: true });
  await card.look();
  assert.equal(await card.tally(), "0 of 1 right");
  assert.match(await card.row("alice").textContent(), /The server's code failed: .*nobody/);
});

test("code that does not start is told, and predicts nothing", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await lesson.write("const = 1;");
  await card.mark({ alice: true });
  await card.look();
  await lesson.seen(".tally", "The server did not start with this code");
  assert.equal(await card.root.getByRole("radio", { checked: true }).count(), 1, "the marks are kept");
  await lesson.page.waitForFunction(() => document.querySelectorAll(".card:not(.away)").length === 3);
  stage.expectErrors(/400/);
});

test("what arrives where nobody listens is not heard, and what comes before is played first", async (stage) => {
  const lesson = await plays(stage, 1);
  const card = new Card(lesson, "Two in a room");
  assert.match(
    await card.root.locator("legend").textContent(),
    /First:alice.*server join "room1".*carol.*join "room1".*alice sends chat\. Who hears it\?/s,
  );
  await card.mark({ alice: false, bob: true, carol: true });
  await card.look();
  assert.equal(await card.tally(), "1 of 3 right");
  assert.match(await card.row("carol").textContent(), /It arrived, but nobody listened: its page has no listener for chat/);
  assert.match(await card.row("bob").textContent(), /You said: hears it\. It is not in room1\./);
  await stage.shot("unheard");
});

test("an ack is an answer and is not heard", async (stage) => {
  const lesson = await plays(stage, 2);
  const card = new Card(lesson, "Who am I");
  await card.mark({ alice: true });
  await card.look();
  assert.equal(await card.tally(), "0 of 1 right");
  assert.match(await card.row("alice").textContent(), /The server sent nothing\. The ack it got is an answer, no event\./);
});

test("a prediction by keyboard alone", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  const card = new Card(lesson);
  await page.locator("#read").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "radio");
  // alice does not, bob and carol do.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await card.tally(), "3 of 3 right");
  await page.keyboard.press("Enter");
  await card.root.getByRole("radiogroup", { name: "alice" }).waitFor();
});

test("a prediction on a phone stays in Read, and Live is badged", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const card = new Card(lesson);
  await card.mark({ alice: true, bob: true, carol: true });
  await stage.shot("marked");
  const label = card.root.locator(".choice label").first();
  assert.ok((await label.boundingBox()).height >= 40, "a thumb's size");
  await card.look();
  assert.equal(await card.tally(), "2 of 3 right");
  const live = lesson.page.locator(".tabs").getByRole("button", { name: "Live" });
  await live.locator(".badge").waitFor();
  await card.root.scrollIntoViewIfNeeded();
  await stage.shot("result");
  await lesson.assertAccessible("a result on a phone");
  assert.equal(await lesson.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await live.click();
  await lesson.says("2 heard it");
});

test("a prediction is kept while its lesson is saved around it", async (stage) => {
  const folder = stage.lessons();
  const lesson = await (await stage.open({ server: await stage.serve({ lessons: folder }) })).ready();
  const card = new Card(lesson);
  await card.mark({ alice: true });
  const { readFileSync, writeFileSync } = await import("node:fs");
  const file = `${folder}/09-broadcasting.md`;
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("Each page has one connection", "Each of the pages has one connection"));
  await lesson.seen("#read", "Each of the pages has one connection");
  assert.equal(await card.root.getByRole("radio", { checked: true }).count(), 1);
  writeFileSync(file, text.replaceAll('server->>carol: hello "alice"', 'server->>carol: hello "bob"'));
  await lesson.page.waitForFunction(() => document.querySelectorAll(".scenario input:checked").length === 0);
});

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  test(`a scenario's card is accessible in the dark at ${where}`, async (stage) => {
    const lesson = await plays(stage, 1, { size, dark: true });
    const card = new Card(lesson, "Two in a room");
    await card.mark({ alice: false, bob: true, carol: true });
    await lesson.assertAccessible("marked");
    await stage.shot("marked");
    await card.look();
    assert.equal(await card.tally(), "1 of 3 right");
    await lesson.assertAccessible("a result");
    await stage.shot("result");
    await card.button("Play").click();
    await card.button("Play again").waitFor();
    await card.root.getByText("Show as text").click();
    await lesson.assertAccessible("played");
    await stage.shot("played");
  });
}
