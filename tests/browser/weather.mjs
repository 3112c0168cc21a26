// The weather of clients: what the real client in a frame makes of it, and what the server sees.

import { assert, PHONE, test, until } from "./stage.mjs";

/** Chooses the weather on a client's card, as the list names it. */
async function choose(lesson, client, weather) {
  await lesson.card(client).getByLabel(`${client}'s network`).selectOption({ label: weather });
}

test("weather offline: cut off, buffered, back", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await choose(lesson, "bob", "Offline");
  await lesson.seen(".card.away[data-client=bob]", "Offline");
  await lesson.sayHello("alice");
  await lesson.says("alice sent hello. Line 3 delivered it to 1 of 2 clients; 1 heard it.");
  await lesson.seen(".card[data-client=bob] .foot", "1 event missed");
  await stage.shot("offline");
  await lesson.assertAccessible("with a client offline");
  // What he says meanwhile waits in his client.
  await lesson.sayHello("bob");
  await choose(lesson, "bob", "Online");
  await lesson.says("bob sent hello. Line 3 delivered it to 2 of 3 clients; 2 heard it.");
  assert.equal((await lesson.heard("alice", 1)).length, 1);
  assert.deepEqual(await lesson.heard("bob", 0), []);
});

test("weather slow: late both ways", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await choose(lesson, "bob", "Slow, 1 s");
  const begun = Date.now();
  await lesson.sayHello("alice");
  await lesson.heard("carol", 1);
  assert.deepEqual(await lesson.heard("bob", 0), []);
  await lesson.heard("bob", 1);
  const took = Date.now() - begun;
  assert.ok(took >= 950, `${took} ms`);
  await stage.shot("slow");
  const again = Date.now();
  await lesson.sayHello("bob");
  await lesson.heard("carol", 2);
  assert.ok(Date.now() - again >= 950);
  // What is on its way arrives once the network is fast.
  await choose(lesson, "bob", "Slow, 300 ms");
  await lesson.sayHello("alice");
  await lesson.heard("carol", 3);
  await choose(lesson, "bob", "Online");
  await lesson.heard("bob", 2);
});

test("weather polling only: another connection, and back", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await until(async () => (await lesson.transports()).bob === "websocket");
  await choose(lesson, "bob", "Polling only");
  await until(async () => (await lesson.transports()).bob === "polling");
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  assert.deepEqual(await lesson.transports(), { alice: "websocket", carol: "websocket", bob: "polling" });
  await choose(lesson, "bob", "Online");
  await until(async () => (await lesson.transports()).bob === "websocket");
  // A request that was under way when the old connection was cut may find its session gone.
  stage.expectErrors(/status of 400/);
});

test("weather: a tab is closed and opened again", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  await lesson.page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
  const menu = lesson.card("bob").getByLabel("bob's network");
  await menu.focus();
  await choose(lesson, "bob", "Tab closed");
  await lesson.seen(".status", "2 clients", { attached: true });
  assert.equal(await lesson.card("bob").locator("iframe").count(), 0);
  await stage.shot("closed");
  await lesson.assertAccessible("with a closed tab");
  await lesson.card("bob").getByRole("button", { name: "Open it again" }).click();
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
});
