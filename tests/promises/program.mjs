// A random server program and what its clients do. What follows from one action must not depend on who is faster, so a
// handler does at most one of: wait, ask clients for an answer, throw somebody out, make bob emit in his turn.

import { Random } from "./random.mjs";
import { handler, kinds, middleware } from "./statements.mjs";

export const CLIENTS = ["alice", "bob", "carol", "dave"];
const EVENTS = ["a0", "a1", "a2", "a3", "a4", "a5"];

/** `{seed, transport, recovery, options, server, steps}`; `server` is JavaScript for Node and sandbox alike. */
export function program(seed) {
  const random = new Random(seed);
  const transport = ["websocket", "polling", "upgrade"][seed % 3];
  const namespaces = random.pick([["/"], ["/", "/b"], ["/", "/b", "/dyn-1", "/dyn-2"]]);
  const recovery = random.chance(0.25);
  const options = { cleanupEmptyChildNamespaces: random.chance(0.3), ...(recovery && { connectionStateRecovery: {} }) };
  // Whether a volatile packet is dropped on polling depends on when the next poll comes.
  // In a burst the server may read several packets at once or one by one, and what runs when a packet is read comes
  // before or between the handlers.
  const bursts = random.chance(0.5);
  const context = { random, namespaces, bursts, recovery, volatile: transport === "websocket", count: 0 };
  const parts = namespaces.map((name) => namespace(context, name)).filter((part) => part !== undefined);
  const server = [PRELUDE, ...parts.map((part) => part.code), CONTROL].join("\n");
  return { seed, transport, recovery, options, server, steps: script(random, namespaces, parts, bursts) };
}

/** A program by hand: the body of the connection handler on `/`, and the steps after all clients have connected. */
export function written(seed, transport, body, steps) {
  const server = [PRELUDE, `io.on("connection", (socket) => { enter(socket);`, body, `});`, CONTROL].join("\n");
  return { seed, transport, recovery: false, options: {}, server, steps: [...everybody(), ...steps] };
}

function everybody() {
  return CLIENTS.map((client) => ({ do: "connect", client, namespace: "/", auth: { name: client } }));
}

/** `/dyn-1` stands for all dynamic namespaces, which share their handlers. */
function namespace(context, name) {
  if (name === "/dyn-2") return undefined;
  const { random } = context;
  const of = name.startsWith("/dyn") ? "io.of(/^\\/dyn-\\d$/)" : `io.of(${JSON.stringify(name)})`;
  const handlers = EVENTS.map((event) => ({ event, kind: kinds(random) }));
  const lines = [`{ const nsp = ${of};`];
  if (random.chance(0.5)) lines.push(middleware(context));
  lines.push(`nsp.on("connection", (socket) => {`, `enter(socket);`);
  lines.push(handler(context, random.pick(["plain", "slow", "ask"])));
  for (const { event, kind } of handlers) {
    const on = random.chance(0.1) ? "once" : "on";
    lines.push(`socket.${on}("${event}", (...args) => run(async () => { const cb = reply(args);`);
    lines.push(handler(context, kind, true), `}));`);
  }
  lines.push(`socket.on("relayed", () => {`, handler(context, "plain"), `});`);
  for (const event of ["disconnecting", "disconnect"]) {
    if (!random.chance(0.6)) continue;
    lines.push(`socket.on("${event}", (reason) => { nsp.emit("bye", "${event}", socket.data.name, reason);`);
    lines.push(handler(context, "leaving"), `});`);
  }
  lines.push(`});`, `}`);
  return { name, kinds: Object.fromEntries(handlers.map(({ event, kind }) => [event, kind])), code: lines.join("\n") };
}

/** What the clients do, one step after the other; within a burst without waiting. Who is not connected connects first. */
function script(random, namespaces, parts, bursts) {
  const kindOf = (name, event) => parts.find((part) => part.name === name.replace("dyn-2", "dyn-1")).kinds[event];
  const steps = everybody();
  const emission = (client) => {
    const name = random.pick(namespaces);
    const event = random.pick(EVENTS);
    return { do: "emit", client, namespace: name, event: random.chance(0.05) ? random.pick(["", "__proto__", "ünï", "toString"]) : event, args: random.many(0, 2, () => argument(random)), ack: random.chance(0.4) };
  };
  for (let n = 0; n < 36; n += 1) {
    const client = random.pick(CLIENTS);
    steps.push(random.weighted([
      [20, () => emission(client)],
      [bursts ? 4 : 0, () => {
        const plain = random.many(2, 5, () => emission(client)).filter((it) => kindOf(it.namespace, it.event) === "plain");
        return { do: "burst", client, emits: plain.map((it) => ({ ...it, ack: false })) };
      }],
      [2, () => ({ do: "disconnect", client, namespace: random.pick(namespaces) })],
      [2, () => ({ do: "close", client })],
      [4, () => ({ do: "connect", client, namespace: random.pick([...namespaces, "/nowhere"]), auth: auth(random, client) })],
    ])());
  }
  return steps;
}

function auth(random, name) {
  return { name, ...(random.chance(0.15) && { deny: true }), ...(random.chance(0.3) && { n: random.below(5) }) };
}

/** JSON, or `{$binary}`. */
function argument(random) {
  return random.pick([
    "hi", "", "ünï💡", 0, -1.5, true, null, [], { a: { b: [1] } }, "x".repeat(3000),
    { $binary: "AQID" }, { deep: [{ $binary: "" }, { $binary: "/w==" }] }, "__proto__", { _placeholder: "no" },
  ]);
}

const PRELUDE = `
const shared = { shown: "shared" };
const told = [];
const sign = Symbol("sign");
const state = { pending: 0, activity: 0, received: {}, ended: {} };
let resting = [];
const finish = () => {
  state.pending -= 1;
  state.activity += 1;
  if (state.pending === 0) for (const tell of resting.splice(0)) tell();
};
const live = new Map();
const show = (value) => (typeof value === "string" ? value : "{" + String(value) + "}");
const nth = (nsp, n) => { const all = [...nsp.sockets.values()]; return all.length > 0 ? all[n % all.length] : undefined; };
const names = (sockets) => [...sockets].map((it) => it.data.name);
const sorted = (list) => list?.map((it) => JSON.stringify(it)).sort();
const reply = (args) => (typeof args.at(-1) === "function" ? args.pop() : () => {});
const run = async (body) => {
  state.pending += 1;
  try { await body(); } finally { finish(); }
};
const asked = (callback) => {
  state.pending += 1;
  return (...args) => { try { callback(...args); } finally { finish(); } };
};
const enter = (socket) => {
  socket.data.name = socket.handshake.auth.name;
  state.received[socket.id] ??= 0;
  delete state.ended[socket.id];
  state.activity += 1;
  live.set(socket.id, socket);
  socket.onAny(() => { state.received[socket.id] += 1; state.activity += 1; });
  socket.on("disconnect", (reason) => { live.delete(socket.id); state.ended[socket.id] = reason; state.activity += 1; });
};
`;

/** How the test learns that the server rests, and what its maps hold. */
const CONTROL = `
const children = new Map([...[...io._nsps].filter(([name]) => name !== "/control")]);
io.on("new_namespace", (nsp) => children.set(nsp.name, nsp));
io.of("/control").on("connection", (control) => {
  control.on("state", (answer) => (state.pending === 0 ? answer(state) : resting.push(() => answer(state))));
  control.on("flush", (n, answer) => {
    const marked = [...live.keys()];
    for (const socket of live.values()) socket.emit("settled", n);
    answer({ ...state, marked });
  });
  control.on("maps", (answer) => {
    const maps = {};
    for (const [name, nsp] of children) {
      if (!io._nsps.has(name) || name === "/control") continue;
      maps[name] = {
        sockets: [...nsp.sockets.keys()].map((id) => ({ id, rooms: [...(nsp.adapter.sids.get(id) ?? [])].map(show) })),
        rooms: [...nsp.adapter.rooms].map(([room, ids]) => [show(room), [...ids]]),
      };
    }
    answer(maps);
  });
});
`;
