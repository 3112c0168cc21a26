// Going back through what happened, and joins that change the rooms.

import { assert, test } from "./stage.mjs";

const ROOMS = `io.on("connection", (socket) => {
  const me = socket.handshake.query.client;
  if (me !== "carol") socket.join("room1");
  socket.on("hello", (name) => {
    if (me === "carol") socket.join("room1");
    socket.to("room1").emit("hello", name);
  });
});`;

async function withRooms(stage) {
  const lesson = await (await stage.open()).ready();
  await lesson.write(ROOMS);
  await lesson.run();
  await lesson.seen(".card[data-client=bob] .room", "room1");
  await lesson.ready();
  return lesson;
}

test("stepping back shows decisions and rooms as they were, and live comes back", async (stage) => {
  const lesson = await withRooms(stage);
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.says("alice sent hello. Line 6 delivered it to 1 of 3 clients; 1 heard it.");
  assert.match(await lesson.row("carol").textContent(), /It is not in room1/);
  const place = (name) => page.locator(".diagram .seat", { hasText: name }).locator(".disc").boundingBox();
  const before = await place("carol");
  await stage.shot("before");

  await lesson.sayHello("carol");
  await lesson.says("carol sent hello. Line 6 delivered it to 2 of 3 clients; 2 heard it.");
  await lesson.seen(".card[data-client=carol] .room", "room1");
  assert.deepEqual(await place("carol"), before, "nobody moves");

  await page.getByRole("button", { name: "Previous decision" }).click();
  await lesson.seen(".position", "Decision 1 of 2");
  await lesson.says("alice sent hello");
  assert.doesNotMatch(await lesson.row("carol").textContent(), /room1room1/);
  assert.match(await lesson.row("carol").textContent(), /^carolnone/);

  // The join is a tick between the two, and shows the room growing.
  await page.getByRole("slider", { name: "Steps of this run" }).focus();
  for (let step = 0; step < 10 && !(await lesson.sentence.textContent()).includes("into room1"); step += 1)
    await page.keyboard.press("ArrowRight");
  await lesson.says("carol sent hello. Line 5 put carol into room1.");
  await lesson.seen(".position", "After decision 1 of 2");
  assert.equal(await page.locator(".band.grown").count(), 1);
  await stage.shot("join");
  await lesson.assertAccessible("at a join");

  await page.getByRole("button", { name: "Back to live" }).click();
  await lesson.says("carol sent hello. Line 6");
  await lesson.seen(".position", "Decision 2 of 2");
});

test("a burst shows the newest, with a count", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await lesson.write(
    'io.on("connection", (socket) => {\n  socket.on("hello", () => {\n    for (let n = 0; n < 20; n++) io.emit("hello", n);\n  });\n});',
  );
  await lesson.run();
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.seen(".position", "Decision 20 of 20");
  await lesson.seen(".chip", "newest of 20 in one second");
  assert.equal((await lesson.heard("bob", 20)).length, 20);
});

test("the sentence is announced, and motion ends within a second", async (stage) => {
  const lesson = await (await stage.open({ still: false })).ready();
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  await lesson.page.getByRole("status").filter({ hasText: "alice sent hello" }).waitFor({ state: "attached" });
  await lesson.page.waitForFunction(() => document.getAnimations().every((it) => it.playState === "finished"));
  const longest = await lesson.page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map((it) => Number(it.effect?.getComputedTiming().endTime))),
  );
  assert.ok(longest <= 1000, `${longest} ms`);
});

/** A lesson in which each has said hello, one after the other. */
async function withHellos(stage) {
  const lesson = await (await stage.open()).ready();
  for (const client of ["alice", "bob", "carol"]) {
    await lesson.sayHello(client);
    await lesson.says(`${client} sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.`);
  }
  return lesson;
}

test("the timeline goes by pointer and by keys, and says where it is", async (stage) => {
  const lesson = await withHellos(stage);
  const { page } = lesson;
  const slider = page.getByRole("slider", { name: "Steps of this run" });
  const said = () => slider.getAttribute("aria-valuetext");
  assert.match(await said(), /^Decision 3: hello 2 of 3, line 3, [\d.]+ s$/);
  assert.equal(await page.locator(".timeline .arrow.heard").count(), 6);
  assert.equal(await page.locator(".timeline .arrow.in").count(), 3);

  await page.locator(".timeline .dot").nth(1).click({ force: true });
  await lesson.seen(".position", "Decision 2 of 3");
  await lesson.says("bob sent hello");
  const veil = await page.locator(".timeline .veil").boundingBox();
  const dots = await page.locator(".timeline .dot").evaluateAll((all) => all.map((dot) => dot.getBoundingClientRect().left));
  assert.equal(dots.filter((left) => left > veil.x).length, 1, "what comes later is faint");
  await stage.shot("selected");
  await lesson.assertAccessible("with a step selected");

  await slider.focus();
  await page.keyboard.press("PageDown");
  await lesson.seen(".position", "Decision 1 of 3");
  await page.keyboard.press("Home");
  const [, first] = /^(alice|bob|carol) connects/.exec(await said()) ?? assert.fail(await said());
  await lesson.says(`${first} connected`);
  await page.keyboard.press("End");
  await lesson.seen(".position", "Decision 3 of 3");

  // Played from the first step to the newest, which is live again.
  await page.keyboard.press("l");
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await lesson.seen(".position", "Decision 1 of 3");
  await lesson.seen(".position", "Decision 2 of 3");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.getByRole("button", { name: "Back to live" }).waitFor({ state: "detached" });
});

test("whoever drags over the timeline sees the rest of the page follow, while dragging and after", async (stage) => {
  const lesson = await withHellos(stage);
  const { page } = lesson;
  const dots = await page.locator(".timeline .dot").evaluateAll((all) => all.map((dot) => dot.getBoundingClientRect()));
  const [first, second, third] = dots.map(({ x, y, width, height }) => [x + width / 2, y + height / 2]);
  const sender = (name) => lesson.seen(`.card[data-client=${name}] .foot`, "it is the sender");
  const packets = async (client) => {
    const tinted = page.locator(".packets .tinted", { hasText: "to the server" });
    await tinted.filter({ hasText: client }).waitFor({ state: "attached" });
  };
  await page.mouse.move(...third);
  await page.mouse.down();
  await sender("carol");
  await page.mouse.move(...second, { steps: 8 });
  await lesson.says("bob sent hello");
  await sender("bob");
  await packets("bob");
  await page.mouse.move(...first, { steps: 8 });
  await page.mouse.up();
  await lesson.says("alice sent hello");
  await sender("alice");
  await packets("alice");
  await lesson.seen(".position", "Decision 1 of 3");
});

test("the rooms stand in a table by namespace, as they were at the step on show", async (stage) => {
  const lesson = await withRooms(stage);
  const { page } = lesson;
  await page.getByRole("button", { name: "All rooms", exact: true }).click();
  const rooms = page.getByRole("region", { name: "Namespaces and their rooms" }).getByRole("table");
  const members = (room) => rooms.getByRole("row", { name: room }).getByRole("cell").last().textContent();
  const all = await rooms.locator("tbody tr td:nth-last-child(2)").allTextContents();
  assert.deepEqual(all.toSorted(), ["alice's own room", "bob's own room", "carol's own room", "room1"]);
  assert.equal(all[0], "room1", "the named ones come first");
  assert.deepEqual((await members("room1")).split(", ").toSorted(), ["alice", "bob"]);
  assert.equal(await members("carol's own room"), "carol");

  await lesson.sayHello("alice");
  await lesson.says("alice sent hello. Line 6");
  await lesson.sayHello("carol");
  await lesson.says("carol sent hello. Line 6");
  assert.match(await members("room1"), /carol/);
  await page.getByRole("button", { name: "Previous decision" }).click();
  await lesson.says("alice sent hello. Line 6");
  assert.doesNotMatch(await members("room1"), /carol/);
  await lesson.assertAccessible("the rooms");
  await stage.shot("rooms");
  await page.getByRole("button", { name: "Reasons", exact: true }).click();
  await lesson.row("carol").waitFor();
});
