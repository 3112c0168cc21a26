// `require("socket.io")` in the sandbox: the package's server with our parser and adapter, and the sandbox's options
// under the ones that the code gives.

import original from "socket.io";
import "./trace.js";
import { TracedAdapter } from "./adapter.js";
import { activeEngine, Engine } from "./engine.js";
import * as parser from "./parser.js";

/** Options that are told to the sandbox and its exports. */
const TOLD = [
  "pingInterval",
  "pingTimeout",
  "maxHttpBufferSize",
  "connectTimeout",
  "transports",
  "allowUpgrades",
  "upgradeTimeout",
  "connectionStateRecovery",
  "cleanupEmptyChildNamespaces",
  "cors",
];

const servers = [];
let given = {};

export function setOptions(options) {
  given = options;
}

export class Server extends original.Server {
  constructor(server, options) {
    if (typeof server === "object" && server instanceof Object && !server.listen)
      [server, options] = [undefined, server];
    if (options?.parser !== undefined)
      throw new Error("`parser` is not an option here: a sandbox's clients speak Socket.IO's own format");
    // The client is served elsewhere, and a listener for it would take the place of the code's own.
    const merged = { ...given, ...options, parser, serveClient: false };
    if (!merged.connectionStateRecovery) merged.adapter ??= TracedAdapter;
    super(server, merged);
    servers.push(this);
  }
}

export const socketio = Object.assign((server, options) => new Server(server, options), {
  Server,
  Namespace: original.Namespace,
  Socket: original.Socket,
});

let ready;

/** The `io` that is there without being made. */
export function defaultServer() {
  if (ready === undefined) {
    ready = new Server();
    ready.bind(new Engine(ready.opts));
  }
  return ready;
}

/** Sees to it that somebody serves the sandbox's address once the code was evaluated. */
export function ensureServer() {
  if (activeEngine() !== undefined) return;
  const server = servers.find((made) => made.engine === undefined);
  if (server === undefined) defaultServer();
  else server.bind(new Engine(server.opts));
}

/** The options in effect, as JSON. */
export function effectiveOptions() {
  const engine = activeEngine();
  const server = servers.find((made) => made.engine === engine);
  const options = { ...given, ...engine?.opts, ...server?.opts };
  return JSON.stringify(
    Object.fromEntries(TOLD.filter((name) => options[name] !== undefined).map((name) => [name, options[name]])),
  );
}
