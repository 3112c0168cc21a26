// The server that goes away and comes back; other programs on the same sandbox.

import { createRequire } from "node:module";
import { assert, test } from "./stage.mjs";

const require = createRequire(new URL("../../assets/package.json", import.meta.url));
const { io } = require("socket.io-client");

test("a server that was gone finds the page again, with the student's code", async (stage) => {
  const server = await stage.serve();
  const lesson = await (await stage.open({ server })).ready();
  await lesson.write((await lesson.code()).replace("socket.broadcast", "io"));
  await lesson.run();
  await lesson.seen(".note", /^Edited$/);
  await lesson.ready();
  await server.stop();
  await lesson.seen(".status", "No connection to the server");
  await stage.shot("lost");
  await stage.serve({ port: server.port });
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("3 of 3 clients; 3 heard it");
  stage.expectErrors(/ERR_|Failed to load resource|WebSocket connection/);
});

test("a sandbox that is gone is made again without a word", async (stage) => {
  const server = await stage.serve();
  const lesson = await (await stage.open({ server })).ready();
  const src = await lesson.card("alice").locator("iframe").getAttribute("src");
  const [, id] = /sandboxes\/([^/]+)/.exec(src);
  await fetch(`${server.url}/api/sandboxes/${id}`, { method: "DELETE" });
  await lesson.page.waitForFunction((old) => document.querySelector("iframe")?.getAttribute("src") !== old, src);
  await lesson.ready();
  await lesson.sayHello("alice");
  await lesson.says("2 heard it");
  stage.expectErrors(/404|Failed to load resource|WebSocket connection/);
});

test("another program's socket is on stage by its short id, and one that leaves is gone", async (stage) => {
  const server = await stage.serve();
  const lesson = await (await stage.open({ server })).ready();
  const src = await lesson.card("alice").locator("iframe").getAttribute("src");
  const [, id] = /sandboxes\/([^/]+)/.exec(src);
  const socket = io(server.url, { path: `/sandboxes/${id}/socket.io/`, transports: ["websocket"] });
  try {
    await lesson.seen(".status", "4 clients");
    await lesson.sayHello("alice");
    await lesson.says("3 of 4 clients; 2 heard it");
    const row = lesson.row(socket.id);
    assert.match(await row.textContent(), new RegExp(`^${socket.id.slice(0, 6)}.*Delivered`));
    socket.disconnect();
    await lesson.seen(".status", "3 clients");
    await lesson.page.locator(".diagram .seat.gone", { hasText: socket.id?.slice(0, 6) ?? "" }).waitFor();
  } finally {
    socket.disconnect();
  }
});
