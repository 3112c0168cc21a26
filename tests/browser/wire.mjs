// The wire: packets as they go, explained part by part, and what they have cost.

import { assert, PHONE, test, until } from "./stage.mjs";

const rows = (lesson) => lesson.page.locator(".packet-row");

async function rowOf(lesson, text) {
  const found = rows(lesson).filter({ hasText: text }).last();
  await found.waitFor();
  return found;
}

test("wire: packets are listed as they go and explained part by part", async (stage) => {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  const sent = await rowOf(lesson, 'to the serveralice42["hello"');
  assert.match(await sent.textContent(), /EVENT hello$/);
  await rowOf(lesson, 'to the clientbob42["hello"');
  // The packets of the decision on show, and the one that it follows from: one in, two out.
  assert.equal(await page.locator(".packets .tinted").count(), 3);
  await stage.shot("packets");
  await lesson.assertAccessible("packets");

  await sent.focus();
  await page.keyboard.press("Enter");
  const explained = page.locator(".explained");
  await explained.getByText("Engine.IO's type 4, message").waitFor();
  await explained.getByText("Socket.IO's type 2, EVENT").waitFor();
  await explained.getByText("A WebSocket frame of").waitFor();
  await stage.shot("explained");
  await lesson.assertAccessible("a packet explained");
  await page.keyboard.press("Enter");
  await explained.waitFor({ state: "detached" });
  await page.keyboard.press("ArrowUp");
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), await sent.textContent());
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), await rows(lesson).last().textContent());
});

test("wire: heartbeats can be hidden, and the upgrade is seen", async (stage) => {
  const lesson = await (await stage.open()).ready();
  await rowOf(lesson, "2probe");
  await rowOf(lesson, "upgrade");
  const all = await rows(lesson).count();
  await lesson.page.getByRole("checkbox", { name: "Heartbeats" }).uncheck();
  assert.equal(await rows(lesson).filter({ hasText: /p[io]ng$|noop$/ }).count(), 0);
  assert.ok((await rows(lesson).count()) < all);
  await rowOf(lesson, "upgrade");
});

test("wire: the cost of polling stands beside that of a websocket", async (stage) => {
  const lesson = await (await stage.open({ dark: true })).ready();
  const { page } = lesson;
  await until(async () => (await lesson.transports()).bob === "websocket");
  await lesson.card("bob").getByLabel("bob's network").selectOption({ label: "Polling only" });
  await until(async () => (await lesson.transports()).bob === "polling");
  const cost = page.locator(".cost");
  await page.getByRole("button", { name: "Cost", exact: true }).click();
  const cells = async (client, transport) => {
    const row = cost.locator("tbody tr", { hasText: client }).filter({ hasText: transport });
    return row.locator("td").allTextContents();
  };
  for (let count = 1; count <= 3; count += 1) {
    await lesson.sayHello("alice");
    await lesson.heard("bob", count);
  }
  const before = await cells("bob", "Polling");
  await lesson.sayHello("alice");
  await lesson.heard("bob", 4);
  const wait = (requests) =>
    page.waitForFunction((requests) => {
      const row = [...document.querySelectorAll(".cost tbody tr")].find((it) => /^bobPolling/.test(it.textContent));
      return Number(row?.children[2].textContent) > requests;
    }, requests);
  await wait(Number(before[1]));
  // Each message costs a websocket nothing but its frame.
  const websocket = await cells("alice", "WebSocket");
  assert.deepEqual([websocket[0], websocket[1]], ["WebSocket", "1"], String(websocket));
  assert.ok(Number((await cells("bob", "Polling"))[1]) >= 4);
  await stage.shot("cost");
  await lesson.assertAccessible("cost");
});

test("wire: no client connects before the page hears of it", async (stage) => {
  let listen;
  const mayListen = new Promise((done) => (listen = done));
  const lesson = await stage.open({
    arrange: (page) => page.route(/\/trace\?/, (route) => mayListen.then(() => route.continue())),
  });
  const { page } = lesson;
  await lesson.seen(".status", "0 clients");
  assert.equal(await page.locator("iframe").count(), 0);
  listen();
  await lesson.ready();
  await page.getByRole("button", { name: "Cost", exact: true }).click();
  // The clients' handshakes and upgrades, whole: nothing of them is missed.
  for (const client of ["alice", "bob", "carol"]) {
    const row = page.locator(".cost tbody tr", { hasText: client }).filter({ hasText: "WebSocket" });
    await row.waitFor();
    assert.equal(await row.locator("td").nth(1).textContent(), "1", client);
  }
});

test("wire: on a phone it is under the steps", async (stage) => {
  const lesson = await (await stage.open({ size: PHONE })).ready();
  const { page } = lesson;
  await page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
  await lesson.sayHello("alice");
  await lesson.heard("bob", 1);
  await page.locator(".tabs").getByRole("button", { name: "Live" }).click();
  await page.locator(".wire-fold summary").click();
  const row = await rowOf(lesson, 'to the clientbob42["hello"');
  await row.click();
  await page.locator(".explained").getByText("EVENT: somebody").waitFor();
  await stage.shot("phone");
  await lesson.assertAccessible("on a phone");
  await page.getByRole("button", { name: "Cost", exact: true }).click();
  await page.locator(".cost tbody tr").first().waitFor();
  await stage.shot("phone-cost");
  await lesson.assertAccessible("cost on a phone");
});
