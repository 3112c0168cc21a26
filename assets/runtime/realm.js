// The global object of the learner's code: what Node has, as far as a sandbox has it, and `io` and `app`. All of it is
// configurable, so that `const io = …` in pasted code works.

import { Buffer } from "buffer";
import { Date, performance } from "./core/clock.js";
import { console } from "./core/console.js";
import { process } from "./core/process.js";
import { queueMicrotask } from "./core/ticks.js";
import { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from "./core/timers.js";
import { webcrypto } from "./node/crypto.js";
import { readyApp } from "./node/express.js";
import { require } from "./node/modules.js";
import { defaultServer } from "./sio/server.js";
import { AbortController, AbortSignal, DOMException, Event, EventTarget } from "./web/abort.js";
import { structuredClone } from "./web/clone.js";
import { TextDecoder, TextEncoder } from "./web/text.js";
import { URL, URLSearchParams } from "./web/url.js";

const VALUES = {
  AbortController,
  AbortSignal,
  Buffer,
  DOMException,
  Date,
  Event,
  EventTarget,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  clearImmediate,
  clearInterval,
  clearTimeout,
  console,
  crypto: webcrypto,
  performance,
  process,
  queueMicrotask,
  require,
  setImmediate,
  setInterval,
  setTimeout,
  structuredClone,
};

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
}

/** A global that is made when it is first asked for. */
function defineLazy(name, make) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      define(name, value);
      return value;
    },
    set: (value) => define(name, value),
  });
}

export function defineGlobals() {
  for (const [name, value] of Object.entries(VALUES)) define(name, value);
  define("global", globalThis);
  const module = { exports: {}, id: ".", filename: "/server.js", loaded: false, children: [], paths: [], require };
  define("module", module);
  define("exports", module.exports);
  define("__filename", "/server.js");
  define("__dirname", "/");
  require.main = module;
  for (const name of ["fetch", "WebSocket", "XMLHttpRequest", "navigator"]) delete globalThis[name];
  defineLazy("io", defaultServer);
  defineLazy("app", readyApp);
}
