// Programs that once came out differently in a sandbox.

import { written } from "./program.mjs";

const emit = (client, event) => ({ do: "emit", client, namespace: "/", event, args: [] });

export const KNOWN = [
  // Node's websocket has sent what was written before the handler's tick, or before a promise's job.
  written("volatile a tick later", "websocket", `
    socket.onAny((event) => socket.emit("any", event));
    socket.on("same", () => { socket.emit("first"); io.volatile.emit("dropped for one"); });
    socket.on("next", () => io.volatile.emit("after any"));
    socket.on("job", async () => { io.emit("one"); io.emit("two"); await null; io.volatile.emit("three"); });
    socket.on("tick", () => {
      io.emit("one");
      process.nextTick(() => io.volatile.emit("after one"));
      queueMicrotask(() => { io.emit("two"); io.volatile.emit("not with it"); });
    });`,
  ["same", "next", "job", "tick"].map((event) => emit("alice", event))),
  // The close packet must not come in one answer with what goes before it.
  written("thrown out over polling", "polling", `
    socket.on("out", () => { socket.emit("bye"); socket.disconnect(true); });
    socket.on("all", () => io.in([]).disconnectSockets(true));`,
  [emit("bob", "out"), emit("bob", "hello"), emit("alice", "all")]),
];
