// What the protocol tests share: sandboxes made over the API of the server at EMITSCOPE_URL, the real socket.io-client on
// them, and their trace. Nothing sleeps: every wait is for an event or a trace entry, and node:test's timeout bounds it.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../assets/package.json", import.meta.url));
const { io } = require("socket.io-client");

export const origin = process.env.EMITSCOPE_URL;

/** A request to the API with a JSON body; `{ status, body }`, the body parsed where it is JSON. */
export async function api(method, path, body) {
  const answer = await fetch(origin + path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

/** A sandbox with this server code, removed at the end of the test. */
export async function sandbox(t, server, options) {
  const { status, body } = await api("POST", "/api/sandboxes", { server, ...(options && { options }) });
  if (status !== 201) throw new Error(`no sandbox: ${status} ${JSON.stringify(body)}`);
  const box = { ...body, url: `/api/sandboxes/${body.id}`, sockets: [] };
  t.after(async () => {
    box.sockets.forEach((socket) => socket.disconnect());
    await api("DELETE", box.url);
  });
  return box;
}

/** A real client, not waited for. `log` collects what it receives, acks left out. */
export function client(box, name, { namespace = "/", ...options } = {}) {
  const socket = io(origin + namespace, {
    path: box.path,
    query: { client: name },
    forceNew: true,
    transports: ["websocket"],
    reconnectionDelay: 10,
    reconnectionDelayMax: 50,
    ...options,
  });
  box.sockets.push(socket);
  socket.log = [];
  socket.onAny((...args) => {
    socket.log.push(args.filter((argument) => typeof argument !== "function"));
    socket.listeners("\0log").forEach((listener) => listener());
  });
  return socket;
}

/** A real client that is connected. */
export async function connected(box, name, options) {
  const socket = client(box, name, options);
  await once(socket, "connect");
  return socket;
}

/** The arguments of the next event. */
export function once(emitter, event) {
  return new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));
}

/** Waits until the client has received as many events. */
export function received(socket, count) {
  return new Promise((resolve) => {
    const look = () => {
      if (socket.log.length < count) return;
      socket.off("\0log", look);
      resolve(socket.log);
    };
    socket.on("\0log", look);
    look();
  });
}

/** The trace so far, as `{ seq, kind, … }`. */
export async function trace(box) {
  const answer = await fetch(`${origin}${box.url}/trace?follow=false`);
  return parse(await answer.text());
}

/** Reads the trace from its beginning until an entry fits; gives that entry. */
export async function entry(box, fits) {
  const controller = new AbortController();
  const answer = await fetch(`${origin}${box.url}/trace`, { signal: controller.signal });
  let text = "";
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const whole = text.lastIndexOf("\n\n");
    if (whole < 0) continue;
    const found = parse(text.slice(0, whole)).find(fits);
    text = text.slice(whole + 2);
    if (found) {
      controller.abort();
      return found;
    }
  }
  throw new Error("the trace ended without that entry");
}

function parse(stream) {
  return stream
    .split("\n\n")
    .map((event) => ({
      kind: event.match(/^event: ?(.*)$/m)?.[1],
      data: event.match(/^data: ?(.*)$/m)?.[1],
    }))
    .filter(({ kind, data }) => kind && data)
    .map(({ kind, data }) => ({ kind, ...JSON.parse(data) }));
}
