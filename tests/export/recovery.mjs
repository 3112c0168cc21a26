// A run in which bob's connection breaks and comes back by itself, then its trace as a scenario on standard output.

import { createRequire } from "node:module";
import { once } from "node:events";

const { io } = createRequire(new URL("../../assets/package.json", import.meta.url))("socket.io-client");
const url = process.env.EMITSCOPE_URL;
const server = process.env.EMITSCOPE_CODE;

const made = await fetch(`${url}/api/sandboxes`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ server, options: JSON.parse(process.env.EMITSCOPE_OPTIONS) }),
});
if (made.status !== 201) throw new Error(await made.text());
const { id, path } = await made.json();

async function client(name) {
  const options = { path, query: { client: name }, transports: ["websocket"], forceNew: true, autoConnect: false };
  const socket = io(url, { ...options, reconnectionDelay: 100, randomizationFactor: 0 });
  const welcome = once(socket, "welcome");
  socket.connect();
  await welcome;
  return socket;
}

const alice = await client("alice");
const bob = await client("bob");
alice.emit("tell", "before");
await once(bob, "told");
const gone = seen(1);
bob.io.engine.close();
await gone;
const back = once(bob, "welcome");
alice.emit("tell", "while away");
await back;
alice.emit("tell", "after");
while ((await once(bob, "told"))[0] !== "after");
process.stdout.write(await (await fetch(`${url}/api/sandboxes/${id}/trace?format=mermaid`)).text());
alice.disconnect();
bob.disconnect();

/** Waits until the trace has this many disconnects. */
async function seen(count) {
  for (;;) {
    const trace = await (await fetch(`${url}/api/sandboxes/${id}/trace?follow=false`)).text();
    if (trace.split("event:disconnect\n").length > count) return;
  }
}
