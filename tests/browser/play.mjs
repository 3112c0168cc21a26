// A scenario that is played in the page: the clients act it out with their own sockets, and each line says what came of it.

import { assert, PHONE, test } from "./stage.mjs";
import { Card, plays } from "./predict.mjs";

/** The lines' marks, once the play is over: "alice → server hello, done". */
async function marks(card) {
  await card.button("Play again").waitFor();
  return card.root.locator(".lines > li").evaluateAll((found) => found.map((line) => line.className));
}

const outcome = (card) => card.root.locator(".outcome");

test("a scenario is played whole, and every line comes true", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const card = new Card(lesson);
  await card.button("Line by line").click();
  await card.button("Play").click();
  await card.button("Stop").waitFor();
  assert.deepEqual(await marks(card), ["done", "met", "met"]);
  assert.equal(await outcome(card).textContent(), "All of it came true.");
  assert.deepEqual(await lesson.heard("bob", 1), ["alice says hello"]);
  await lesson.says("2 heard it");
  await lesson.assertAccessible("played");
  await stage.shot("played");
});

test("step by step, one stimulus a press, and then the rest", async (stage) => {
  const lesson = await plays(stage, 1);
  const card = new Card(lesson, "Two in a room");
  await card.button("Line by line").click();
  const lines = card.root.locator(".lines > li");
  const state = () => lines.evaluateAll((found) => found.map((line) => line.className));
  await card.button("Step").click();
  await lesson.seen(".outcome", "Waiting for your next step");
  assert.deepEqual(await state(), ["done", "todo", "todo", "todo"]);
  await card.button("Step").click();
  await lines.nth(1).and(card.root.locator(".done")).waitFor();
  await lesson.seen(".outcome", "Waiting for your next step");
  assert.deepEqual(await state(), ["done", "done", "todo", "todo"]);
  assert.equal(await lesson.page.evaluate(() => document.activeElement?.textContent), "Step", "the focus stays on Step");
  await stage.shot("stepped");
  await card.button("Play on").click();
  assert.deepEqual(await marks(card), ["done", "done", "done", "met"]);
});

test("a line that does not come true is told, and so is what nobody expected", async (stage) => {
  const lesson = await plays(stage, 1);
  await lesson.write((await lesson.code()).replace('socket.to("room1")', "socket.broadcast.except('room1')"));
  const card = new Card(lesson, "Two in a room");
  await card.button("Line by line").click();
  await card.button("Play").click();
  assert.deepEqual(await marks(card), ["done", "done", "done amiss", "missing amiss"]);
  const lines = card.root.locator(".lines > li");
  assert.match(await lines.nth(2).textContent(), /bob also received chat "hi"/);
  assert.match(await lines.nth(3).textContent(), /carol did not receive this/);
  assert.match(await outcome(card).textContent(), /0 of 1 came true, and 1 more arrived\./);
  await stage.shot("untrue");
  await lesson.assertAccessible("a line that did not come true");
});

test("the scenario answers for its clients, and their pages do not", async (stage) => {
  const lesson = await plays(stage, 2);
  const vote = new Card(lesson, "A vote");
  await vote.button("Play").click();
  assert.deepEqual(await marks(vote), ["done", "met", "met", "done", "done", "met", "met", "met"]);
  assert.equal(await lesson.frame("alice").locator("#votes").textContent(), "yes,no");
  const who = new Card(lesson, "Who am I");
  await who.button("Line by line").click();
  await who.button("Play").click();
  assert.deepEqual(await marks(who), ["done", "met"], "$alice is alice's socket id");
});

test("refusals, namespaces, binary and ends are played", async (stage) => {
  const lesson = await plays(stage, 3);
  const card = new Card(lesson, "In and out");
  await card.button("Play").click();
  await card.button("Play again").waitFor();
  await stage.shot("doors");
  const found = await marks(card);
  const lines = await card.root.locator(".lines > li").allTextContents();
  assert.ok(found.every((mark) => mark === "done" || mark === "met"), JSON.stringify(lines));
});

test("requests are made by the clients, and answers in pieces are told by their pieces", async (stage) => {
  const lesson = await plays(stage, 5);
  const card = new Card(lesson, "Ask and tell");
  await card.button("Play").click();
  const found = await marks(card);
  const lines = await card.root.locator(".lines > li").allTextContents();
  assert.ok(found.every((mark) => mark === "done" || mark === "met"), JSON.stringify(lines));
  await stage.shot("requests");
  stage.expectErrors(/404/);
});

test("a wait is waited for, and can be stopped", async (stage) => {
  const lesson = await plays(stage, 4);
  const card = new Card(lesson, "A timer");
  await card.button("Play").click();
  await card.root.getByRole("progressbar", { name: "waits 1.5 s" }).waitFor();
  await card.root.getByRole("progressbar", { name: "waits 30 s" }).waitFor();
  assert.equal(await lesson.frame("alice").locator("p").textContent(), "Reminded");
  await stage.shot("waiting");
  await lesson.assertAccessible("waiting");
  await card.button("Stop").click();
  await lesson.seen(".outcome", "Stopped");
  const found = await marks(card);
  assert.deepEqual(found.slice(0, 4), ["done", "done", "met", "done"]);
  await lesson.ready();
  assert.equal(await lesson.frame("alice").locator("p").textContent(), "Reminded", "the pages stay as they are");
});

test("a restart by the student ends a play", async (stage) => {
  const lesson = await plays(stage, 4);
  const card = new Card(lesson, "A timer");
  await card.button("Step").click();
  await lesson.seen(".outcome", "Waiting for your next step");
  await lesson.run();
  await lesson.seen(".outcome", "The server started anew");
  await lesson.ready();
});

test("a scenario's text can be read and copied", async (stage) => {
  const lesson = await plays(stage, 4);
  const card = new Card(lesson, "A timer");
  await lesson.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await card.root.getByText("Show as text").click();
  assert.match(await card.root.locator("pre").textContent(), /^sequenceDiagram/);
  await card.button("Copy").click();
  await card.root.getByText("Copied").waitFor();
  assert.match(await lesson.page.evaluate(() => navigator.clipboard.readText()), /^sequenceDiagram\n +title: A timer/);
});

test("a scenario is played on a phone without leaving the text", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const card = new Card(lesson);
  await card.button("Line by line").click();
  await card.button("Play").click();
  assert.deepEqual(await marks(card), ["done", "met", "met"]);
  await card.root.scrollIntoViewIfNeeded();
  await stage.shot("played");
  await lesson.page.locator(".tabs").getByRole("button", { name: "Live" }).locator(".badge").waitFor();
  await lesson.assertAccessible("played on a phone");
});
