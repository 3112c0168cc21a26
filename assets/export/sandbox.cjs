// What Emitscope's sandbox gives to server code for free, under plain Node: `io` and `app` without making them, the
// sandbox's options, and the clients' pages at `/`. Remove it once your code makes its own server and serves its own page.

const fs = require("node:fs");
const http = require("node:http");
const { createRequire } = require("node:module");
const path = require("node:path");
const socketio = require("socket.io");

const PORT = Number(process.env.PORT ?? 3000);
const { options, clients } = require("./sandbox.json");
const pages = path.join(__dirname, "public");
const clientDist = path.join(path.dirname(require.resolve("socket.io/package.json")), "client-dist");

/** Servers that the code made, and whether anything of it listens. */
const made = [];
let listens = false;

// The sandbox's options, under those that the code gives.
class Server extends socketio.Server {
  constructor(server, given) {
    if (typeof server === "object" && server !== null && !server.listen) [server, given] = [undefined, server];
    super(server, { ...options, ...given });
    made.push(this);
  }

  attach(server, given) {
    if (server?.listeners && !answers.has(server)) answers.set(server, server.listeners("request"));
    super.attach(server, given);
    // The server that Socket.IO makes for a port has no page; it says 404 to everything.
    if (!server?.listeners && this.httpServer) answers.set(this.httpServer, []);
    return this;
  }
}
// `import` takes it from the package's own exports, `require` from those in the cache, which can be called, too.
socketio.Server = Server;
const callable = Object.assign((server, given) => new Server(server, given), socketio);
require.cache[require.resolve("socket.io")].exports = callable;

// What Express does not have and the sandbox's `app` does.
let express;
/** Apps that the code made, in order. */
const apps = [];
function makeApp() {
  const app = express();
  apps.push(app);
  return app;
}
try {
  express = require("express");
  require.cache[require.resolve("express")].exports = Object.assign(makeApp, express);
  express.response.text = function (value) {
    return this.type("text").send(String(value));
  };
  express.response.html = function (value) {
    return this.type("html").send(String(value));
  };
} catch (error) {
  // Code that does not need it does without.
  if (error.code !== "MODULE_NOT_FOUND") throw error;
}

// The clients' pages, beside what the code serves.
const FILES = {
  "/client.js": [path.join(pages, "client.js"), "text/javascript"],
  "/socket.io.js": [path.join(clientDist, "socket.io.min.js"), "text/javascript"],
  "/socket.io.esm.js": [path.join(clientDist, "socket.io.esm.min.js"), "text/javascript"],
};

/** What answered a server's requests before Socket.IO listened to them, too. */
const answers = new WeakMap();

/** Whether the code has a page of its own at `/`: an app with such a route, or a listener that gets every request. */
function hasRoot(server) {
  return (answers.get(server) ?? server.listeners("request")).some((listener) => {
    const answer = listener === serveApp ? mainApp() : listener;
    if (typeof answer?.handle !== "function") return answer !== undefined;
    const routes = answer.router.stack.filter((layer) => layer.route);
    return routes.some(({ route }) => route.path === "/" && (route.methods.get || route.methods._all));
  });
}

function fileFor(request, server) {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname !== "/") return Object.hasOwn(FILES, pathname) ? FILES[pathname] : undefined;
  // The page of a client is asked for by its name; `/` alone is the code's if it has that.
  if (!searchParams.has("client") && hasRoot(server)) return undefined;
  const client = searchParams.get("client") ?? clients[0];
  const own = path.join(pages, `${client}.html`);
  const known = clients.includes(client) && fs.existsSync(own);
  return [known ? own : path.join(pages, "index.html"), "text/html"];
}

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response, ...rest) {
  if (event === "listening") {
    listens = true;
    const { port } = this.address() ?? {};
    if (port) for (const client of clients) console.log(`${client}: http://localhost:${port}/?client=${client}`);
  }
  const file = event === "request" ? fileFor(request, this) : undefined;
  if (file === undefined) return emit.call(this, event, request, response, ...rest);
  response.setHeader("content-type", `${file[1]}; charset=utf-8`);
  fs.createReadStream(file[0]).pipe(response);
  return true;
};
const listen = http.Server.prototype.listen;
http.Server.prototype.listen = function (...args) {
  listens = true;
  return listen.apply(this, args);
};

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** A global that is made when it is first asked for. */
function defineLazy(name, make) {
  const get = () => {
    const value = make();
    define(name, value);
    return value;
  };
  Object.defineProperty(globalThis, name, { configurable: true, get, set: (value) => define(name, value) });
}

// As in the sandbox, it parses bodies by their content type.
defineLazy("app", () => makeApp().use(express.json(), express.urlencoded(), express.text()));

/** The app that answers where the code gave no server of its own one. */
const mainApp = () => apps.find((app) => !app.parent && app.router.stack.length > 0);

function serveApp(request, response) {
  const app = mainApp();
  if (app) return app(request, response);
  response.writeHead(404).end();
}
const httpServer = http.createServer(serveApp);
let ready;
const defaultServer = () => (ready ??= new Server(httpServer));
defineLazy("io", defaultServer);

// A module has these in a sandbox, too.
const file = path.join(__dirname, "server.js");
define("require", createRequire(file));
define("module", { exports: {} });
define("exports", globalThis.module.exports);
define("__filename", file);
define("__dirname", __dirname);

/** Sees to it that somebody listens once the code has run. */
exports.start = () => {
  if (listens) return;
  const own = made.find((server) => server !== ready) ?? defaultServer();
  if (!own.httpServer) own.attach(httpServer);
  own.httpServer.listen(PORT);
};
