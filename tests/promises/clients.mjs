// The clients of a script, with the real `socket.io-client`, and how the test knows that everything has come to rest: not
// by waiting a while, but by asking the server (in a namespace of its own) and letting it mark every client's stream.

import { Client } from "./client.mjs";
import { CLIENTS } from "./program.mjs";

/** Milliseconds until a run that does not come to rest is given up. */
const PATIENCE = 20_000;

/** Runs the steps against a server; gives each client's log, what each of its sockets received, and what `evidence` finds
 * while all are still connected. */
export async function runScript(lib, { address, path, evidence }, program) {
  const control = lib.io(`${address}/control`, { path, transports: ["websocket"], forceNew: true, reconnection: false });
  await within(new Promise((done, fail) => control.on("connect", done).on("connect_error", fail)), "the control connection");
  const clients = Object.fromEntries(CLIENTS.map((name) => [name, new Client(lib, address, path, name, program)]));
  const world = { control, clients: Object.values(clients), round: 0 };
  try {
    for (const [place, step] of program.steps.entries()) {
      for (const client of world.clients) client.begin(place, world.round);
      await within(perform(clients[step.client], step), `step ${place} ${JSON.stringify(step)}`);
      await within(settle(world), () => `rest after step ${place} ${JSON.stringify(step)}: ${JSON.stringify([world.round, world.last])}`);
    }
    const maps = await within(control.emitWithAck("maps"), "the server's maps");
    const result = { maps, names: names(world.clients), logs: logs(world.clients), sockets: sockets(world.clients) };
    return { ...result, evidence: await evidence?.() };
  } finally {
    for (const client of world.clients) client.manager.engine?.close();
    control.disconnect();
  }
}

async function perform(client, step) {
  switch (step.do) {
    case "connect":
      return client.connect(step.namespace, step.auth);
    case "emit":
      if (client.alive(step.namespace) === undefined) return client.connect(step.namespace, { name: client.name });
      return client.emit(step);
    case "burst":
      for (const emit of step.emits) client.emit(emit);
      return undefined;
    case "disconnect":
      return client.disconnect(step.namespace);
    case "close":
      return client.close();
    default:
      throw new Error(`no step ${step.do}`);
  }
}

/** Two rounds in a row in which nothing happened, nothing was awaited, and both sides had seen all of each other. */
async function settle(world) {
  let before;
  for (let quiet = 0; quiet < 2;) {
    // Before the mark: written on a connection that is about to close, it would change the reason.
    await agreement(world);
    world.round += 1;
    const state = await world.control.emitWithAck("flush", world.round);
    await Promise.all(state.marked.map((sid) => world.clients.map((client) => client.marked(sid, world.round))).flat());
    const now = JSON.stringify([state.activity, world.clients.map((client) => client.log.length)]);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

/** The server has finished what it does (it answers then), and knows of the same sockets and events as the clients. */
async function agreement(world) {
  for (;;) {
    const state = await world.control.emitWithAck("state");
    world.last = { state, unseen: world.clients.flatMap((client) => client.unseen(state)) };
    if (world.last.unseen.length === 0) return;
  }
}

function names(clients) {
  return new Map(clients.flatMap((client) => [...client.known].map(([sid, it]) => [sid, it.label])));
}

function logs(clients) {
  return Object.fromEntries(clients.map((client) => [client.name, client.log]));
}

function sockets(clients) {
  return new Map(clients.flatMap((client) => [...structuredClone(client.known)]));
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`gave up waiting for ${typeof what === "function" ? what() : what}`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
