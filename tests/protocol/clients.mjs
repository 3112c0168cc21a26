// Everything of Socket.IO's server that lessons may use, through the real client.

import assert from "node:assert/strict";
import { test } from "node:test";

import { client, connected, entry, once, received, sandbox, trace } from "./support.mjs";

for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
  test(`broadcast leaves the sender out, over ${transports.join(" then ")}`, async (t) => {
    const box = await sandbox(t, `io.on("connection", (socket) => {
      socket.on("hello", (name, done) => { socket.broadcast.emit("hello", name); done("sent"); });
    });`);
    const [alice, bob, carol] = await Promise.all(
      ["alice", "bob", "carol"].map((name) => connected(box, name, { transports })),
    );
    assert.equal(await alice.emitWithAck("hello", "Alice"), "sent");
    assert.deepEqual(await received(bob, 1), [["hello", "Alice"]]);
    assert.deepEqual(await received(carol, 1), [["hello", "Alice"]]);
    assert.deepEqual(alice.log, []);
    const decision = await entry(box, (it) => it.kind === "decision" && it.operation === "emit");
    assert.deepEqual(decision.recipients.toSorted(), [bob.id, carol.id].toSorted());
    assert.deepEqual(decision.skipped, [{ socket: alice.id, reason: "sender", room: null }]);
    assert.equal(decision.location.line, 2);
    assert.equal(decision.call, "socket.broadcast.emit");
    const cause = await entry(box, (it) => it.seq === decision.cause);
    assert.equal(cause.kind, "receive");
    assert.equal(cause.event, "hello");
  });
}

test("a client upgrades from polling to websocket and the trace tells", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => socket.on("echo", (text, done) => done(text)));`);
  const alice = await connected(box, "alice", { transports: ["polling", "websocket"] });
  const upgrade = await entry(box, (it) => it.kind === "upgrade");
  assert.deepEqual([upgrade.from, upgrade.to, upgrade.socket], ["polling", "websocket", alice.id]);
  assert.equal(await alice.emitWithAck("echo", "still here"), "still here");
});

test("acks go both ways, and a timeout is told", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
    socket.on("ask", async (done) => {
      const answer = await socket.timeout(1000).emitWithAck("question", 20);
      done(answer + 1);
    });
    socket.on("ask the silent", (done) => {
      socket.timeout(5).emit("silence", (error) => done(error.message));
    });
  });`);
  const alice = await connected(box, "alice");
  alice.on("question", (number, answer) => answer(number * 2));
  assert.equal(await alice.emitWithAck("ask"), 41);
  assert.equal(await alice.emitWithAck("ask the silent"), "operation has timed out");
  const acks = (await trace(box)).filter((it) => it.kind === "ack");
  assert.ok(acks.some((it) => it.direction === "to-server" && it.args[0] === 40));
  assert.ok(acks.some((it) => it.direction === "to-client" && it.args[0] === 41));
  assert.ok(acks.some((it) => it.timeout === true));
});

test("a broadcast gathers acks", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
    socket.on("poll", async (done) => done(await io.timeout(1000).emitWithAck("vote")));
  });`);
  const [alice, bob] = [await connected(box, "alice"), await connected(box, "bob")];
  alice.on("vote", (answer) => answer("a"));
  bob.on("vote", (answer) => answer("b"));
  assert.deepEqual((await alice.emitWithAck("poll")).toSorted(), ["a", "b"]);
});

test("binary travels both ways, nested too", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
    socket.on("bytes", (it, done) => {
      socket.emit("back", { list: [it.data, Buffer.from("new"), new Uint8Array([7]).buffer] });
      done(Buffer.isBuffer(it.data), it.data.toString("base64"));
    });
  });`);
  for (const transports of [["websocket"], ["polling"]]) {
    const alice = await connected(box, "alice", { transports });
    const back = once(alice, "back");
    const answer = await new Promise((resolve) => {
      alice.emit("bytes", { data: Buffer.from([1, 2, 3]) }, (...args) => resolve(args));
    });
    assert.deepEqual(answer, [true, "AQID"]);
    const [{ list }] = await back;
    assert.deepEqual(list.map((it) => Buffer.from(it).toString("base64")), ["AQID", "bmV3", "Bw=="]);
  }
  const received = await entry(box, (it) => it.kind === "receive");
  assert.deepEqual(received.args, [{ data: { $binary: "AQID" } }]);
});

test("namespaces, also by pattern, are apart, and middleware may refuse", async (t) => {
  const box = await sandbox(t, `
    io.of("/admin").use((socket, next) => {
      if (socket.handshake.auth.token === "secret") return next();
      const error = new Error("not allowed");
      error.data = { code: 7 };
      next(error);
    }).on("connection", (socket) => socket.emit("welcome", socket.nsp.name, socket.handshake.auth));
    io.of(/^\\/room-\\d+$/).on("connection", (socket) => socket.emit("welcome", socket.nsp.name));`);
  const admin = client(box, "alice", { namespace: "/admin", auth: { token: "secret" } });
  assert.deepEqual(await once(admin, "welcome"), ["/admin", { token: "secret" }]);
  const room = client(box, "alice", { namespace: "/room-7" });
  assert.deepEqual(await once(room, "welcome"), ["/room-7"]);
  const stranger = client(box, "mallory", { namespace: "/admin" });
  const [error] = await once(stranger, "connect_error");
  assert.deepEqual([error.message, error.data], ["not allowed", { code: 7 }]);
  const lost = client(box, "mallory", { namespace: "/nowhere" });
  assert.equal((await once(lost, "connect_error"))[0].message, "Invalid namespace");
  const refusals = (await trace(box)).filter((it) => it.kind === "refuse");
  assert.deepEqual(refusals.map((it) => [it.client, it.namespace, it.message]), [
    ["mallory", "/admin", "not allowed"],
    ["mallory", "/nowhere", "Invalid namespace"],
  ]);
});

test("packet middleware, onAny, once, data and handshake work", async (t) => {
  const box = await sandbox(t, `io.use((socket, next) => { socket.data.name = socket.handshake.query.client; next(); });
  io.on("connection", (socket) => {
    socket.use(([event], next) => event === "bad" ? next(new Error("no")) : next());
    socket.on("error", (error) => socket.emit("refused", error.message));
    const seen = [];
    socket.onAny((event) => seen.push(event));
    socket.once("one", () => seen.push("ran once"));
    socket.on("report", (done) => done(seen, socket.data.name));
  });`);
  const alice = await connected(box, "alice");
  const refused = once(alice, "refused");
  alice.emit("one");
  alice.emit("one");
  alice.emit("bad");
  assert.deepEqual(await refused, ["no"]);
  const report = await new Promise((resolve) => alice.emit("report", (...args) => resolve(args)));
  assert.deepEqual(report, [["one", "ran once", "one", "bad", "report"], "alice"]);
  const unheard = (await trace(box)).filter((it) => it.kind === "receive" && it.event === "one");
  assert.deepEqual(unheard.map((it) => it.handled), [true, true]);
});

test("the server manages sockets in bulk", async (t) => {
  const box = await sandbox(t, `io.on("connection", (socket) => {
    socket.on("gather", async (done) => {
      io.socketsJoin("all");
      io.in("all").except(socket.id).socketsJoin("others");
      const others = await io.in("others").fetchSockets();
      io.in("others").socketsLeave("all");
      done(others.map((it) => it.id), (await io.in("all").fetchSockets()).map((it) => it.id));
      io.in("others").disconnectSockets();
    });
  });`);
  const [alice, bob] = [await connected(box, "alice"), await connected(box, "bob")];
  const [gone, bobs] = [once(bob, "disconnect"), bob.id];
  const answer = await new Promise((resolve) => alice.emit("gather", (...args) => resolve(args)));
  assert.deepEqual(answer, [[bobs], [alice.id]]);
  assert.equal((await gone)[0], "io server disconnect");
  const joins = (await trace(box)).filter((it) => it.operation === "join" && !it.direct);
  assert.deepEqual(joins.map((it) => [it.args, it.rooms, it.recipients]), [
    [["all"], [], [alice.id, bobs]],
    [["others"], ["all"], [bobs]],
  ]);
  const disconnect = await entry(box, (it) => it.operation === "disconnect");
  assert.deepEqual([disconnect.rooms, disconnect.recipients], [["others"], [bobs]]);
  const told = await entry(box, (it) => it.kind === "disconnect" && it.socket === bobs);
  assert.deepEqual([told.reason, told.rooms], ["server namespace disconnect", [bobs, "others"]]);
});

test("connection state recovery brings back id, rooms and what was missed", async (t) => {
  const box = await sandbox(
    t,
    `io.on("connection", (socket) => {
      if (!socket.recovered) socket.join("r");
      socket.emit("hello", socket.recovered);
      socket.on("say", (text) => io.to("r").emit("said", text));
    });`,
    { connectionStateRecovery: {} },
  );
  const [alice, bob] = [await connected(box, "alice"), await connected(box, "bob")];
  await received(bob, 1);
  const id = bob.id;
  const away = once(bob, "disconnect");
  bob.io.engine.close();
  await away;
  await entry(box, (it) => it.kind === "disconnect" && it.socket === id);
  const back = once(bob, "connect");
  alice.emit("say", "while you were out");
  await received(alice, 2);
  await back;
  assert.equal(bob.recovered, true);
  assert.equal(bob.id, id);
  await received(bob, 3);
  assert.deepEqual(bob.log.map(([event, value]) => [event, value]), [
    ["hello", false],
    ["said", "while you were out"],
    ["hello", true],
  ]);
  assert.ok((await trace(box)).some((it) => it.kind === "connect" && it.recovered && it.socket === id));
});

test("code pasted from the documentation runs as it is", async (t) => {
  const commonjs = `const { createServer } = require("http");
    const { Server } = require("socket.io");
    const httpServer = createServer();
    const io = new Server(httpServer, { cors: { origin: "*" } });
    io.on("connection", (socket) => socket.emit("hello", "commonjs"));
    httpServer.listen(3000);`;
  const module = `import { createServer } from "node:http";
    import { Server } from "socket.io";
    const io = new Server(createServer());
    await Promise.resolve();
    io.on("connection", (socket) => socket.emit("hello", "module"));
    io.listen(3000);`;
  const express = `const express = require("express");
    const app = express();
    const server = require("http").createServer(app);
    const io = require("socket.io")(server);
    io.on("connection", (socket) => socket.emit("hello", "express"));
    server.listen(3000, () => console.log("listening on *:3000"));`;
  for (const [name, code] of Object.entries({ commonjs, module, express })) {
    const box = await sandbox(t, code);
    const alice = client(box, "alice");
    assert.deepEqual(await once(alice, "hello"), [name]);
  }
});
