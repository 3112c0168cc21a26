// `require` and `import`: the modules that a sandbox has. Asking for any other throws an error that names it.

import * as buffer from "buffer";
import events from "events";
import * as adapter from "socket.io-adapter";
import * as parser from "socket.io-parser";
import { performance } from "../core/clock.js";
import { console } from "../core/console.js";
import { process } from "../core/process.js";
import { queueMicrotask } from "../core/ticks.js";
import * as timerFunctions from "../core/timers.js";
import { TracedAdapter } from "../sio/adapter.js";
import { socketio } from "../sio/server.js";
import * as url from "../web/url.js";
import * as cryptography from "./crypto.js";
import { express } from "./express.js";
import * as http from "./http.js";
import * as path from "./path.js";
import * as timersPromises from "./timers-promises.js";
import * as util from "./util.js";

const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timerFunctions;
const timers = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
  promises: { ...timersPromises },
};
const createRequire = () => require;

/** CommonJS's `module.exports` of each module. */
const MODULES = {
  buffer: { ...buffer },
  console: console,
  crypto: { ...cryptography },
  events: events,
  express: express,
  http: { ...http },
  https: { ...http },
  module: { createRequire },
  path: { ...path },
  "path/posix": { ...path },
  perf_hooks: { performance },
  process: process,
  "socket.io": socketio,
  "socket.io-adapter": { ...adapter, Adapter: TracedAdapter },
  "socket.io-parser": { ...parser },
  timers: timers,
  "timers/promises": { ...timersPromises },
  url: { ...url },
  util: { ...util, queueMicrotask },
};

function plain(name) {
  const bare = name.startsWith("node:") ? name.slice(5) : name;
  return Object.hasOwn(MODULES, bare) ? bare : undefined;
}

function notFound(name) {
  const error = new Error(
    `Cannot find module '${name}': a sandbox has no file system, no network and no packages beside ${Object.keys(MODULES).join(", ")}`,
  );
  error.code = "MODULE_NOT_FOUND";
  return error;
}

export function require(name) {
  if (typeof name !== "string") throw new TypeError('The "id" argument must be of type string');
  const found = plain(name);
  if (found === undefined) throw notFound(name);
  return MODULES[found];
}
require.resolve = (name) => {
  if (plain(name) === undefined) throw notFound(name);
  return name;
};
require.cache = {};

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Words that cannot be declared, though a module may export them. */
const RESERVED = new Set([
  "default",
  "delete",
  "static",
  "import",
  "export",
  "in",
  "new",
  "this",
  "null",
  "true",
  "false",
]);

/** For `import`: the text of an ES module with the exports of a CommonJS one. Throws if a sandbox does not have it. */
export function moduleSource(name) {
  const found = plain(name);
  if (found === undefined) throw notFound(name);
  const names = exportNames(MODULES[found]).filter((key) => IDENTIFIER.test(key) && !RESERVED.has(key));
  const lines = names.map((key) => `const _${key} = module.${key}; export { _${key} as ${key} };`);
  // Socket.IO's own module for `import` has no default export.
  if (found !== "socket.io") lines.push("export default module;");
  return [`const module = globalThis[Symbol.for("emitscope.require")](${JSON.stringify(found)});`, ...lines].join("\n");
}

function exportNames(exported) {
  const names = new Set(Object.keys(exported));
  // A class or an emitter has what its prototype and its own hidden properties name, as Node's lexer finds them.
  if (exported === events) for (const key of ["EventEmitter", "once", "defaultMaxListeners"]) names.add(key);
  if (exported === process) for (const key of ["nextTick", "on", "once", "off", "emit"]) names.add(key);
  return names.values().toArray();
}

Object.defineProperty(globalThis, Symbol.for("emitscope.require"), { value: require });
