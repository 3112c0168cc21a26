// How the sandbox's JavaScript is bundled: one ES module for QuickJS. The packages are the real ones; what they need of
// Node is replaced here, and the names they take from the global object are bound to ours, so that learner code may
// call anything of its own `setTimeout` or `process`.

import path from "node:path";

/** Packages by the CommonJS file that Node's `require` would load, so that each is in the bundle once. */
const PACKAGES = {
  "@socket.io/component-emitter": "@socket.io/component-emitter/lib/cjs/index.js",
  events: "events/events.js",
  "is-promise": "is-promise/index.js",
  "path-to-regexp": "path-to-regexp/dist/index.js",
  router: "router/index.js",
  "socket.io": "socket.io/dist/index.js",
  "socket.io/broadcast-operator": "socket.io/dist/broadcast-operator.js",
  "socket.io-adapter": "socket.io-adapter/dist/index.js",
  "socket.io-parser": "socket.io-parser/build/cjs/index.js",
};

/** What Socket.IO and Express's router ask of Node and of packages that have no place here. */
const REPLACED = {
  accepts: "node/nothing.js",
  buffer: "node/buffer.js",
  cors: "node/cors.js",
  crypto: "node/crypto.js",
  debug: "node/debug.js",
  depd: "node/depd.js",
  "engine.io": "sio/engine.js",
  fs: "node/nothing.js",
  http: "node/http.js",
  "node:diagnostics_channel": "node/nothing.js",
  "node:http": "node/http.js",
  parseurl: "node/parseurl.js",
  path: "node/path.js",
  stream: "node/nothing.js",
  ws: "node/nothing.js",
  zlib: "node/nothing.js",
};

function replacements(source, modules) {
  const runtime = path.join(source, "runtime");
  return {
    name: "replacements",
    setup(build) {
      build.onResolve({ filter: /^[@a-z]/ }, ({ path: name }) => {
        if (Object.hasOwn(REPLACED, name)) return { path: path.join(runtime, REPLACED[name]) };
        if (Object.hasOwn(PACKAGES, name)) return { path: path.join(modules, PACKAGES[name]) };
        return undefined;
      });
      build.onResolve({ filter: /\/base64id$/ }, () => ({ path: path.join(runtime, "sio/base64id.js") }));
    },
  };
}

export function options(source, modules) {
  return {
    entryPoints: ["runtime/main.js"],
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    target: "es2022",
    inject: [path.join(source, "runtime/core/globals.js")],
    plugins: [replacements(source, modules)],
  };
}
