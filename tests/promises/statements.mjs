// Random statements of server code, in terms of `io`, `nsp` and `socket`.

const NAMED = ['"a"', '"b"', '"c"', '"42"', "42", "undefined", "null", "NaN", "shared", "sign", "true", '""'];

/** What a handler does beside statements that are done when it returns. */
export function kinds(random) {
  return random.weighted([[5, "plain"], [3, "slow"], [3, "ask"], [1, "kick"], [1, "relay"]]);
}

/** A handler's body. One for a client's event is an async function with `args` and the answer `cb`. */
export function handler(context, kind, answers = false) {
  const { random } = context;
  const local = { ...context, slow: kind === "slow", awaits: answers && kind === "slow", volatile: context.volatile && kind !== "plain" };
  const lines = random.many(1, 4, () => statement(local));
  const relay = () => `${sender(local)}.emit("relay");`;
  const special = { ask: () => ask(local, answers), kick: () => kick(local), relay }[kind];
  if (special) lines.splice(random.below(lines.length + 1), 0, special());
  if (answers && random.chance(0.7)) lines.splice(random.below(lines.length + 1), 0, answer(local));
  context.count = local.count;
  return lines.join("\n");
}

export function middleware(context) {
  const { random } = context;
  const refuse = `if (socket.handshake.auth.deny) { const error = new Error("denied"); error.data = { n: socket.handshake.auth.n }; return next(error); }`;
  const before = random.pick(["", `socket.join(${room(context)});`, `socket.emit("early", 1);`, `nsp.emit?.("arriving", socket.handshake.auth.name);`]);
  return random.pick([
    `nsp.use((socket, next) => { ${before} ${refuse} next(); });`,
    `nsp.use(async (socket, next) => { await null; ${refuse} ${before} next(); });`,
    `nsp.use((socket, next) => { ${refuse} setTimeout(next, 0); }); nsp.use((socket, next) => { ${before} next(); });`,
  ]);
}

function event(context) {
  context.count += 1;
  return `"e${context.count}"`;
}

function room(context) {
  const { random } = context;
  const one = () => random.weighted([[12, random.pick(NAMED.slice(0, 3))], [3, random.pick(NAMED)], [1, "socket.id"]]);
  return random.weighted([[8, one], [2, () => `[${random.many(0, 3, one).join(", ")}]`], [1, () => `nth(socket.nsp, ${random.below(4)})?.id`]])();
}

function argument(context) {
  return context.random.pick([
    '"hi"', "1", "null", "undefined", "NaN", "{ a: [1, { b: null }] }", "[]", "Buffer.from([1, 2, 3])", "new Uint8Array([4, 5])",
    "{ deep: [Buffer.from('é')] }", "new Uint8Array([6]).buffer", "socket.id", "socket.data.name", "new Date(0)", '"ünï💡"', "[...socket.rooms].map(show)",
    "socket.handshake.auth.n", "socket.nsp.sockets.size", "[...(socket.nsp.adapter.rooms.get('a') ?? [])]", '"y".repeat(2000)', "socket.connected",
  ]);
}

function args(context) {
  return [event(context), ...context.random.many(0, 2, () => argument(context))].join(", ");
}

/** Something that takes `emit`, `socketsJoin` and the like: a broadcast operator, never one socket. */
function selection(context) {
  const { random } = context;
  const links = random.many(0, 2, () => `.${random.weighted([[4, "to"], [2, "in"], [2, "except"]])}(${room(context)})`);
  const start = random.weighted([
    [4, "io"], [2, "socket.nsp"], [4, "socket.broadcast"], [3, `socket.to(${room(context)})`], [1, `socket.except(${room(context)})`],
    [1, "socket.local"], [1, `io.of(${JSON.stringify(random.pick(context.namespaces))})`],
  ]);
  return start + links.join("");
}

function sender(context) {
  const { random } = context;
  const one = random.weighted([[3, "socket"], [1, `nth(socket.nsp, ${random.below(4)})?`]]);
  const target = random.chance(0.35) ? one : selection(context);
  const many = target.endsWith("?");
  const flag = random.weighted([[10, ""], [context.volatile && !many ? 2 : 0, ".volatile"], [many ? 0 : 1, ".compress(true)"], [many ? 0 : 1, ".timeout(5000)"]]);
  return target + flag;
}

/** With recovery `socket.emit` goes by the room of the socket's id, the test's own marks too: nobody leaves it then. */
function statement(context) {
  const { random } = context;
  return random.weighted([
    [12, () => `${sender(context)}.emit(${args(context)});`],
    [5, () => `socket.join(${room(context)});`],
    [3, () => `socket.leave(${random.pick(NAMED)});`],
    [context.recovery ? 0 : 0.5, () => `socket.leave(socket.id);`],
    [context.recovery ? 0 : 0.2, () => `socket.leaveAll();`],
    [2, () => `${selection(context)}.socketsJoin(${room(context)});`],
    [2, () => `${selection(context)}.socketsLeave(${context.recovery ? random.pick(NAMED) : room(context)});`],
    [1, () => `socket.send(${argument(context)});`],
    [1, () => `io.except(${room(context)}).emit(${args(context)});`],
    [1, () => `socket.data.name += "!"; socket.emit(${event(context)}, socket.data);`],
    [1, () => `try { socket.emit("connect_error"); } catch (error) { socket.emit(${event(context)}, error.message); }`],
    [1, () => `for (const it of socket.nsp.sockets.values()) it.emit(${args(context)});`],
    [context.bursts ? 0 : 1, () => `if (!socket.loud) { socket.loud = true; socket.onAny((name, ...rest) => socket.emit("any", name, rest.length)); }`],
    [1, () => `if (!socket.told) { socket.told = []; socket.onAnyOutgoing((name) => { if (name !== "settled") socket.told.push(name); }); } else socket.emit(${event(context)}, socket.told.splice(0));`],
    [context.bursts ? 0 : 1, () => `if (!socket.strict) { socket.strict = true; socket.use(([name], next) => next(name === "a5" ? new Error("no " + name) : undefined)); socket.on("error", (error) => socket.emit("failed", error.message)); }`],
    [0.5, () => `socket.volatile; ${sender({ ...context, volatile: false })}.emit(${args(context)}); socket.emit(${args(context)});`.replace("socket.volatile;", context.volatile ? "socket.volatile;" : "socket.local;")],
    [1, () => `{ const kept = ${selection(context)}; kept.to("b"); kept.except(socket.id); kept.emit(${args(context)}); kept.in(${room(context)}).emit(${args(context)}); kept.emit(${event(context)}, kept.emit("again")); }`],
    [1, () => `socket.emit(${event(context)}, io.emit(${event(context)}), socket.join("b") === undefined, socket.nsp.adapter.sids.size, [...socket.nsp.adapter.rooms.keys()].map(show));`],
    [1, () => `if (!nsp.adapter.told) { nsp.adapter.told = true; for (const name of ["create-room", "join-room", "leave-room", "delete-room"]) socket.nsp.adapter.on(name, (...args) => told.push([name, ...args.map(show)])); } else socket.emit(${event(context)}, told.splice(0));`],
    [1, () => `socket.emit(${event(context)}, Object.keys(socket.handshake).sort(), socket.handshake.query.client, socket.handshake.query.EIO, socket.handshake.secure, socket.handshake.xdomain, socket.request.method, socket.handshake.headers.host !== undefined, io.engine.clientsCount > 0);`],
    [context.bursts ? 0 : 0.5, () => `if (!socket.first) { socket.first = () => socket.emit("first"); socket.prependAny(socket.first); } else { socket.offAny(socket.first); socket.first = undefined; }`],
    [context.slow ? 2 : 0, () => schedule(context)],
    [context.slow ? 1 : 0, () => `${selection(context)}.fetchSockets().then(asked((all) => { for (const it of all) { it.join(${room(context)}); it.emit(${event(context)}, it.data.name); it.leave("a"); } }));`],
    [context.slow ? 1 : 0, () => `${selection(context)}.allSockets().then(asked((ids) => socket.emit(${event(context)}, [...ids])));`],
    [1, () => `socket.once("a4", () => socket.emit(${args(context)}));`],
    [0.5, () => `socket.removeAllListeners("a3");`],
    [context.slow ? 2 : 0, () => `${selection(context)}.fetchSockets().then(asked((all) => socket.emit(${event(context)}, names(all), all.map((it) => [...it.rooms].map(show)))));`],
    [context.awaits ? 4 : 0, () => random.pick(["await null;", "await new Promise((done) => setTimeout(done, 0));", "await new Promise((done) => setImmediate(done));"])],
    [context.slow ? 1 : 0, () => `queueMicrotask(() => socket.emit(${args(context)}));`],
    [context.slow ? 1 : 0, () => `Promise.resolve().then(() => ${sender(context)}.emit(${args(context)}));`],
  ])();
}

/** Order of what waits: ticks, promises, immediates, timers. */
function schedule(context) {
  const { random } = context;
  const ways = ["process.nextTick(F)", "queueMicrotask(F)", "Promise.resolve().then(F)", "setImmediate(F)", "setTimeout(F, 4)", "setTimeout(F, 12)", "clearTimeout(setTimeout(F, 1))"];
  const chosen = random.many(2, 5, () => random.pick(ways));
  const lines = chosen.map((way, place) => {
    const inner = random.chance(0.3) ? random.pick(["process.nextTick", "queueMicrotask"]) : undefined;
    const emit = `socket.emit(${event(context)}, ${place})`;
    const body = inner ? `{ ${emit}; ${inner}(() => socket.emit(${event(context)}, "inner")); }` : emit;
    if (way.startsWith("clear")) return way.replace("F", `() => ${body}`) + ";";
    return way.replace("F", `asked(() => ${body})`) + ";";
  });
  return lines.join("\n");
}

/** One question to clients. All answer `ask`, `bytes` and `twice` (only once counts), all but carol `mute`, nobody `never`. */
function ask(context, awaits) {
  const { random } = context;
  const told = () => `${random.pick(["io", "socket", "socket.broadcast"])}.emit(${event(context)},`;
  return random.weighted([
    [2, () => `socket.emit("ask", ${argument(context)}, asked((answer) => ${told()} answer)));`],
    [1, () => `socket.emit("bytes", asked((answer) => ${told()} answer, Buffer.isBuffer(answer))));`],
    [1, () => `socket.emit("twice", asked((answer) => ${told()} answer)));`],
    [1, () => `${selection(context)}.timeout(5000).emit("bytes", asked((error, answers) => ${told()} error, answers.length)));`],
    [2, () => `socket.timeout(5000).emit("ask", asked((error, answer) => ${told()} error, answer)));`],
    [1, () => `nth(socket.nsp, ${random.below(4)})?.timeout(1000).emit("mute", asked((error, answer) => ${told()} error?.message, answer)));`],
    [2, () => `${selection(context)}.timeout(5000).emit("ask", asked((error, answers) => ${told()} error, sorted(answers))));`],
    [1, () => `${selection(context)}.timeout(1000).emit("mute", asked((error, answers) => ${told()} error?.message, sorted(answers))));`],
    [1, () => `${selection(context)}.emit("never", asked((error, answers) => ${told()} error?.message, answers)));`],
    [awaits ? 2 : 0, () => `${told()} await socket.timeout(5000).emitWithAck("ask", ${argument(context)}));`],
    [awaits ? 2 : 0, () => `try { ${told()} sorted(await ${selection(context)}.timeout(1000).emitWithAck("mute"))); } catch (error) { ${told()} error.message, sorted(error.responses)); }`],
  ])();
}

function kick(context) {
  const { random } = context;
  return random.weighted([
    [2, () => `socket.disconnect(${random.pick(["", "true"])});`],
    [2, () => `nth(socket.nsp, ${random.below(4)})?.disconnect(${random.pick(["", "true"])});`],
    [2, () => `${selection(context)}.disconnectSockets(${random.pick(["", "true"])});`],
  ])();
}

function answer(context) {
  const { random } = context;
  return random.pick([
    `cb("ok", ${argument(context)});`, `cb(${argument(context)});`, `cb(); cb("twice");`, `cb(null, args.length, args.map((it) => Buffer.isBuffer(it)));`,
    context.awaits ? `await null; cb("late");` : `cb(args);`, `cb(args);`,
  ]);
}
