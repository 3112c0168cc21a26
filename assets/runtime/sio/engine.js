// Stands for the `engine.io` package: Engine.IO's server as server code sees it. The transports are in the server's
// process; here are their connections as objects, which speak to it through the host.

import EventEmitter from "events";
import { host } from "../core/host.js";
import { Connection } from "./connection.js";
import { handshake } from "./handshake.js";
import { requestOf } from "./request.js";

const DEFAULTS = {
  pingTimeout: 20_000,
  pingInterval: 25_000,
  upgradeTimeout: 10_000,
  maxHttpBufferSize: 1e6,
  transports: ["polling", "websocket"],
  allowUpgrades: true,
  httpCompression: { threshold: 1024 },
  cors: false,
  allowEIO3: false,
};

/** All engines that were made; the first that is not closed serves the sandbox's address. */
const engines = [];
const connections = new Map();

export class Engine extends EventEmitter {
  constructor(options = {}) {
    super();
    this.opts = { ...DEFAULTS, ...options };
    this.clients = {};
    this.clientsCount = 0;
    this.middlewares = [];
    this.closed = false;
    engines.push(this);
  }
  use(middleware) {
    this.middlewares.push(middleware);
  }
  attach() {}
  handleRequest() {}
  handleUpgrade() {}
  close() {
    this.closed = true;
    for (const id of Object.keys(this.clients)) this.clients[id].close(true);
    return this;
  }
}

export { Engine as Server, Connection as Socket };

export function attach(_server, options) {
  return new Engine(options);
}

export function uServer() {
  throw new Error("uWebSockets.js is not there: a sandbox has an address of its own");
}

export function activeEngine() {
  return engines.find((engine) => !engine.closed);
}

/** Whether the learner's code speaks of `drain`: the server tells it only then. */
let wantsDrain = false;

export function setWantsDrain(value) {
  wantsDrain = value;
}

/** Connections whose handshake is not decided yet. */
const opening = new Set();

/** A client opened a connection. `about` is `Opening` of the messages, pairs as arrays of two. */
export function open(about) {
  const number = about.connection;
  const engine = activeEngine();
  if (engine === undefined) {
    host.close(number, true);
    return;
  }
  const request = requestOf(about);
  opening.add(number);
  const admit = (headers) => {
    if (!opening.delete(number)) return;
    const flat = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().flatMap((each) => [name, String(each)]),
    );
    host.opened(number, flat, wantsDrain);
    connected(engine, new Connection(engine, about, request), number);
  };
  handshake(engine, request, about.id, admit, () => {
    if (opening.delete(number)) host.close(number, true);
  });
}

function connected(engine, connection, number) {
  connections.set(number, connection);
  engine.clients[connection.id] = connection;
  engine.clientsCount++;
  connection.once("close", () => {
    connections.delete(number);
    delete engine.clients[connection.id];
    engine.clientsCount--;
  });
  engine.emit("connection", connection);
}

/** A message came in: text, or binary that server code shall see as a `Buffer`. */
export function receive(number, data) {
  connections.get(number)?.take(typeof data === "string" ? data : Buffer.from(data));
}

export function upgrade(number) {
  connections.get(number)?.upgrade();
}

export function drained(number) {
  const connection = connections.get(number);
  if (connection === undefined) return;
  connection.emit("drain");
  connection.server.emit("drain", connection);
}

export function closed(number, reason) {
  opening.delete(number);
  connections.get(number)?.gone(reason);
}

export function connectionError(code, message) {
  activeEngine()?.emit("connection_error", { req: {}, code, message, context: {} });
}

/** A new turn: what was written before has been taken over by the transports. */
export function beginWrites() {
  Connection.written.clear();
}
