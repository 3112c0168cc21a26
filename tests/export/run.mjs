// A run with real clients in a sandbox, then its trace as a scenario on standard output.

import { createRequire } from "node:module";
import { once } from "node:events";

const { io } = createRequire(new URL("../../assets/package.json", import.meta.url))("socket.io-client");
const url = process.env.EMITSCOPE_URL;
const server = process.env.EMITSCOPE_CODE;

const made = await fetch(`${url}/api/sandboxes`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ server }),
});
if (made.status !== 201) throw new Error(await made.text());
const { id, path } = await made.json();

async function client(name, namespace = "", options = {}) {
  const socket = io(url + namespace, { path, query: { client: name }, transports: ["websocket"], forceNew: true, ...options });
  await once(socket, "connect");
  return socket;
}

const alice = await client("alice");
const bob = await client("bob");
bob.on("question", (_text, answer) => answer(42));
bob.on("done", () => {});

const all = once(bob, "hello");
alice.emit("hello", "Alice; #1", { n: 1 }, Buffer.from([1, 2, 3]));
await all;
await alice.emitWithAck("chat message", "hi 100%%");
alice.emit("ask");
await once(alice, "answered");
alice.emit("later", 300);
await once(bob, "done");
alice.emit("who");
await once(alice, "you");

const http = (name, path, init) => fetch(`${url}/sandboxes/${id}/http${path}emitscope-client=${name}`, init);
const json = { "content-type": "application/json" };
await http("bob", "/posts?x=1&", { method: "POST", headers: json, body: JSON.stringify({ text: "a; b" }) });
await (await http("alice", "/slow?")).text();

const refused = io(`${url}/admin`, { path, query: { client: "mallory" }, auth: { token: 0 }, transports: ["websocket"], forceNew: true });
await once(refused, "connect_error").catch((error) => error);
refused.disconnect();
const admin = await client("carol", "/admin", { auth: { token: 1 } });
admin.emit("hi");
await once(admin, "hi");
bob.emit("kick");
await once(bob, "disconnect");
alice.disconnect();
await seen("disconnect", "client namespace disconnect");

process.stdout.write(await (await fetch(`${url}/api/sandboxes/${id}/trace?format=mermaid`)).text());
admin.disconnect();

/** Waits until the trace has an entry of this kind and reason. */
async function seen(kind, reason) {
  for (;;) {
    const trace = await (await fetch(`${url}/api/sandboxes/${id}/trace?follow=false`)).text();
    if (trace.includes(`event:${kind}\n`) && trace.includes(reason)) return;
  }
}
