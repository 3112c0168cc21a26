// Makes a sandbox of EMITSCOPE_CODE or EMITSCOPE_LESSON, and writes its export to EMITSCOPE_ZIP and its id and path to
// standard output; with EMITSCOPE_NODE, the address of the running export, compares the two instead.

import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { io } = createRequire(new URL("../../assets/package.json", import.meta.url))("socket.io-client");
const { EMITSCOPE_URL: url, EMITSCOPE_CODE: server, EMITSCOPE_ZIP: zip, EMITSCOPE_NODE: node } = process.env;

const made = await fetch(`${url}/api/sandboxes`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ server, options: { pingInterval: 1234 } }),
});
if (made.status !== 201) throw new Error(await made.text());
const { id, path } = await made.json();

if (node === undefined) {
  const answer = await fetch(`${url}/api/sandboxes/${id}/export`);
  assert.equal(answer.status, 200);
  writeFileSync(zip, Buffer.from(await answer.arrayBuffer()));
} else {
  const [here, there] = [await run(url, path), await run(node, "/socket.io/")];
  assert.deepEqual(there, here);
  assert.ok(here.length >= 4, JSON.stringify(here));
  const handshake = await (await fetch(`${node}/socket.io/?EIO=4&transport=polling`)).text();
  assert.equal(JSON.parse(handshake.slice(1)).pingInterval, 1234);
  const page = await (await fetch(`${node}/?client=bob`)).text();
  assert.equal(await (await fetch(`${node}/`)).text(), page, "no code here has a page of its own");
  assert.match(page, /<script src="\/socket\.io\.js"><\/script>\s*<script src="\/client\.js" data-client="alice">/);
  for (const name of ["client.js", "socket.io.js", "socket.io.esm.js"]) {
    assert.equal((await fetch(`${node}/${name}`)).status, 200, name);
  }
}
// Connections that are kept alive would keep it waiting.
process.exit();

/** What three clients get, in order. */
async function run(origin, path) {
  const got = [];
  const clients = [];
  for (const name of ["alice", "bob", "carol"]) {
    const socket = io(origin, { path, query: { client: name }, transports: ["websocket"], forceNew: true });
    socket.onAny((event, ...args) => got.push([name, event, ...args]));
    await once(socket, "connect");
    clients.push(socket);
  }
  const [alice, bob, carol] = clients;
  await bob.emitWithAck("join", "red");
  for (const [emitter, listener] of [[alice, carol], [carol, bob]]) {
    const heard = once(listener, "hello");
    emitter.emit("hello", "x", { n: 1 });
    await heard;
  }
  const heard = once(bob, "red");
  got.push(["alice", "ack", await alice.emitWithAck("red", 5)]);
  await heard;
  for (const socket of clients) socket.disconnect();
  return got.map((line) => JSON.stringify(line)).sort();
}
