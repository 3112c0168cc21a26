// One client of a script: its connection, its sockets in several namespaces, and the log of all that came.

const [CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK] = [0, 1, 2, 3, 4, 5, 6];

export class Client {
  constructor(lib, address, path, name, { transport, recovery }) {
    const transports = transport === "upgrade" ? ["polling", "websocket"] : [transport];
    this.name = name;
    this.upgrades = transport === "upgrade";
    this.recovery = recovery;
    this.manager = new lib.Manager(address, { path, transports, query: { client: name }, reconnection: false, autoConnect: false });
    this.manager.on("packet", (packet) => this.received(packet));
    this.log = [];
    this.sockets = new Map();
    /** Sockets by id: `{namespace, label, alive, sent, mark, sessions}`; one session more after each recovery. */
    this.known = new Map();
    /** Namespaces that this client has asked for and not left. */
    this.open = new Set();
    /** By namespace, the events and answers of its present socket, also those before the server's CONNECT. */
    this.arrived = new Map();
    this.waiting = [];
  }

  begin(step, round) {
    this.log.push(["step", step]);
    this.round = round;
  }

  async connect(namespace, auth) {
    let socket = this.sockets.get(namespace);
    if (socket?.active) return;
    if (socket === undefined) {
      socket = this.manager.socket(namespace, { auth });
      this.sockets.set(namespace, socket);
      this.listen(socket, namespace);
    }
    socket.auth = auth;
    this.open.add(namespace);
    this.arrived.set(namespace, []);
    const decided = new Promise((done) => socket.once("connect", done).once("connect_error", done));
    if (!socket.active) socket.connect();
    await decided;
    // alice goes on while her connection upgrades, the others wait for it
    const engine = this.manager.engine;
    if (this.upgrades && this.name !== "alice" && engine?.transport.name === "polling" && engine.readyState === "open") {
      await new Promise((done) => engine.once("upgrade", done).once("close", done));
    }
  }

  listen(socket, namespace) {
    socket.on("connect", () => {
      const count = [...this.known.values()].filter((it) => it.namespace === namespace).length + 1;
      const label = `<${this.name}${namespace}#${count}>`;
      const fresh = { client: this.name, namespace, label, sent: 0, mark: 0, sessions: [] };
      const it = this.known.get(socket.id) ?? fresh;
      it.alive = true;
      it.sessions.push({ received: this.arrived.get(namespace) });
      this.known.set(socket.id, it);
      this.log.push(["connect", namespace, socket.recovered]);
    });
    socket.on("connect_error", (error) => {
      this.open.delete(namespace);
      this.log.push(["connect_error", namespace, error.message, error.data ?? null]);
    });
    socket.on("disconnect", (reason) => {
      this.open.delete(namespace);
      for (const it of this.known.values()) {
        if (it.namespace !== namespace || !it.alive) continue;
        it.alive = false;
        it.sessions.at(-1).endRound = this.round;
      }
      this.log.push(["disconnect", namespace, reason]);
      // else it would come back with the next namespace that is opened on the same connection
      socket.disconnect();
      this.wake();
    });
    socket.on("ask", (...args) => args.at(-1)(this.name, args.length - 1));
    socket.on("bytes", (...args) => args.at(-1)(Buffer.from([1, 2])));
    socket.on("twice", (...args) => { args.at(-1)("once"); args.at(-1)("twice"); });
    socket.on("mute", (...args) => this.name === "carol" || args.at(-1)(this.name));
    if (this.name === "bob") socket.on("relay", () => this.emit({ namespace, event: "relayed", args: [] }));
  }

  /** The socket's id in a namespace, while it is connected. */
  alive(namespace) {
    for (const [sid, it] of this.known) if (it.namespace === namespace && it.alive) return sid;
    return undefined;
  }

  /** Every packet as it came, before any handler could change it. */
  received(packet) {
    const { type, nsp, id } = packet;
    if (!this.open.has(nsp)) return;
    if ((type === EVENT || type === BINARY_EVENT) && packet.data[0] === "settled") {
      const it = this.known.get(this.alive(nsp));
      if (it !== undefined) it.mark = packet.data[1];
      this.wake();
    } else if ([EVENT, ACK, BINARY_EVENT, BINARY_ACK].includes(type)) {
      const kind = type === EVENT || type === BINARY_EVENT ? "event" : "ack";
      const data = plain(packet.data);
      // recovery adds an offset to what is no question; it is made from the time
      const offset = this.recovery && kind === "event" && id === undefined && typeof data.at(-1) === "string";
      this.log.push([kind, nsp, id ?? null, offset ? data.slice(0, -1) : data]);
      this.arrived.get(nsp).push({ kind, data });
    } else {
      this.log.push([{ [CONNECT]: "CONNECT", [DISCONNECT]: "DISCONNECT", [CONNECT_ERROR]: "CONNECT_ERROR" }[type], nsp]);
    }
  }

  emit({ namespace, event, args, ack }) {
    const socket = this.sockets.get(namespace);
    const sid = this.alive(namespace);
    if (sid === undefined) return;
    this.known.get(sid).sent += 1;
    const values = args.map(binary);
    if (ack) socket.emit(event, ...values, () => {});
    else socket.emit(event, ...values);
  }

  disconnect(namespace) {
    if (this.alive(namespace) !== undefined) this.sockets.get(namespace).disconnect();
  }

  async close() {
    if (this.manager.engine?.readyState !== "open") return;
    const closed = new Promise((done) => this.manager.once("close", done));
    this.manager.engine.close();
    await closed;
  }

  /** Done once that socket has had the mark, or is gone; at once for a socket of another client. */
  async marked(sid, round) {
    const it = this.known.get(sid);
    while (it?.alive && it.mark < round) await new Promise((done) => this.waiting.push(done));
  }

  wake() {
    for (const done of this.waiting.splice(0)) done();
  }

  /** Where this client and the server do not agree yet. */
  unseen(state) {
    const differs = ([sid, it]) => it.alive === (sid in state.ended) || (it.alive && state.received[sid] !== it.sent);
    return [...this.known].filter(differs).map(([, it]) => it.label);
  }
}

/** JSON of what was received, binary as `{"$binary"}`, without the answer's callback. */
function plain(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { $binary: bytes.toString("base64") };
  }
  if (Array.isArray(value)) return value.filter((item) => typeof item !== "function").map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}

/** What a client sends for `{"$binary"}`. */
function binary(value) {
  if (Array.isArray(value)) return value.map(binary);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$binary === "string") return Buffer.from(value.$binary, "base64");
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, binary(field)]));
}
