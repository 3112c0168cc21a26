// What goes wrong: in the learner's code, in the worker, in the network. One learner's trouble, and only theirs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { api, client, connected, entry, once, received, sandbox, trace } from "./support.mjs";

test("code that fails at load is a 400 with its place", async () => {
  for (const [server, line, title] of [
    ["const a = 1;\nconst b = ;", 2, /SyntaxError/],
    ["\n\nnothing.at.all();", 3, /ReferenceError/],
    ["import { Server } from 'socket.io';\nthrow new TypeError('at load');", 2, /TypeError: at load/],
    ["const fs = require('fs');", 1, /fs/],
    ["\nfunction loop() { for (;;) {} }\nloop();", 2, /--max-turn-ms/],
  ]) {
    const { status, body } = await api("POST", "/api/sandboxes", { server });
    assert.equal(status, 400, server);
    assert.equal(body.line, line, server);
    assert.ok(body.column >= 1, server);
    assert.match(`${body.title} ${body.detail}`, title);
  }
});

test("errors in handlers, timers and promises are told with their line, and the sandbox goes on", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
  socket.on("throw", () => { null.x; });
  socket.on("reject", async () => { throw new RangeError("later"); });
  socket.on("timer", () => setTimeout(() => { missing(); }, 1));
  socket.on("fine", (done) => done("fine"));
});`);
  const alice = await connected(box, "alice");
  for (const [event, line, title] of [["throw", 2, /TypeError/], ["reject", 3, /RangeError: later/], ["timer", 4, /ReferenceError/]]) {
    alice.emit(event);
    const error = await entry(box, (it) => it.kind === "error" && it.location?.line === line);
    assert.match(error.title, title);
    assert.match(error.detail, /Node/);
  }
  assert.equal(await alice.emitWithAck("fine"), "fine");
});

test("a loop is interrupted and the sandbox goes on", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
  socket.on("loop", () => { for (;;) {} });
  socket.on("fine", (done) => done("fine"));
});`);
  const alice = await connected(box, "alice");
  alice.emit("loop");
  const error = await entry(box, (it) => it.kind === "error");
  assert.equal(error.limit, "--max-turn-ms");
  assert.equal(await alice.emitWithAck("fine"), "fine");
  assert.ok(!(await trace(box)).some((it) => it.kind === "restart"));
});

test("what cannot be interrupted costs one restart, and the client comes back", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
  socket.on("stuck", () => { Array.prototype.reverse.call({ length: 2 ** 53 - 1 }); });
  socket.on("fine", (done) => done("fine"));
});`);
  const alice = await connected(box, "alice");
  const away = once(alice, "disconnect");
  alice.emit("stuck");
  await away;
  await once(alice, "connect");
  assert.equal(await alice.emitWithAck("fine"), "fine");
  const entries = await trace(box);
  assert.equal(entries.filter((it) => it.kind === "restart").length, 1);
  assert.equal(entries.filter((it) => it.kind === "error").length, 1);
});

test("memory without end costs one restart and names the limit", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
  socket.on("eat", () => { const all = []; for (;;) all.push(new Array(1e5).fill(1)); });
  socket.on("fine", (done) => done("fine"));
});`);
  const alice = await connected(box, "alice");
  const away = once(alice, "disconnect");
  alice.emit("eat");
  await away;
  await once(alice, "connect");
  assert.equal(await alice.emitWithAck("fine"), "fine");
  const error = await entry(box, (it) => it.kind === "error");
  assert.equal(error.limit, "--max-heap-mib");
});

test("new code replaces the old; code that fails leaves the old one running", async (t) => {
  const code = (word) => `io.on("connection", (socket) => socket.emit("hello", "${word}"));`;
  const box = await sandbox(t, code("old"));
  const alice = client(box, "alice");
  assert.deepEqual(await once(alice, "hello"), ["old"]);
  const refused = await api("PUT", `${box.url}/server`, { server: "const = 1;" });
  assert.deepEqual([refused.status, refused.body.line], [400, 1]);
  const bob = client(box, "bob");
  assert.deepEqual(await once(bob, "hello"), ["old"]);
  const again = once(alice, "hello");
  const replaced = await api("PUT", `${box.url}/server`, { server: code("new") });
  assert.ok(replaced.status < 300, JSON.stringify(replaced));
  assert.deepEqual(await again, ["new"]);
  const restarts = (await trace(box)).filter((it) => it.kind === "restart");
  assert.equal(restarts.length, 1);
});

test("a deleted sandbox disconnects its clients and is not found any more", async (t) => {
  const box = await sandbox(t, `io.on("connection", () => {});`);
  const alice = await connected(box, "alice", { reconnection: false });
  const away = once(alice, "disconnect");
  assert.equal((await api("DELETE", box.url)).status, 204);
  await away;
  assert.equal((await api("GET", box.url)).status, 404);
  assert.equal((await api("DELETE", box.url)).status, 404);
});

test("one sandbox in a loop costs another one nothing but time", async (t) => {
  const stuck = await sandbox(t, `io.on("connection", (socket) => {
    socket.on("stuck", () => { Array.prototype.reverse.call({ length: 2 ** 53 - 1 }); });
  });`);
  const fine = await sandbox(t, `io.on("connection", (socket) => socket.on("echo", (it, done) => done(it)));`);
  const mallory = await connected(stuck, "mallory");
  const alice = await connected(fine, "alice");
  const away = once(mallory, "disconnect");
  mallory.emit("stuck");
  for (let i = 0; i < 50; i++) assert.equal(await alice.emitWithAck("echo", i), i);
  await away;
  assert.deepEqual(await received(alice, 0), []);
});
