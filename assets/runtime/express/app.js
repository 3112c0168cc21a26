// Express applications: settings and mounting around the package's real router, with our requests and answers.

import EventEmitter from "events";
import Router from "router";
import { locate } from "../core/place.js";
import { addApp, routed } from "../http/exchange.js";
import { METHODS } from "../http/status.js";
import { host } from "../core/host.js";
import { createServer } from "../node/http.js";
import { lastly } from "./last.js";
import { request } from "./request.js";
import { response } from "./response.js";

const original = Router.prototype.route;

/** A route knows the line that made it, and tells the trace when it takes a request. */
Router.prototype.route = function route(path) {
  const made = original.call(this, path);
  const { line, column } = locate();
  const { dispatch, options } = made;
  made.dispatch = function (request, response, done) {
    routed(request, { line, column });
    return dispatch.call(this, request, response, done);
  };
  // From then on preflights are the code's to answer.
  made.options = function (...handlers) {
    host.takesOptions();
    return options.apply(this, handlers);
  };
  return made;
};

const DEFAULTS = { env: "development", "x-powered-by": true, "jsonp callback name": "callback", "query parser": "simple" };

const prototype = Object.setPrototypeOf({ ...EventEmitter.prototype }, Function.prototype);

Object.assign(prototype, {
  handle(request, response, next) {
    const done = next ?? lastly(request, response);
    if (this.enabled("x-powered-by")) response.setHeader("X-Powered-By", "Express");
    request.res = response;
    response.req = request;
    Object.setPrototypeOf(request, this.request);
    Object.setPrototypeOf(response, this.response);
    response.locals ??= Object.create(null);
    this.router.handle(request, response, done);
  },
  use(...args) {
    const list = args.flat(Infinity);
    const path = typeof list[0] === "function" ? "/" : args[0];
    const handlers = typeof list[0] === "function" ? list : args.slice(1).flat(Infinity);
    if (handlers.length === 0) throw new TypeError("app.use() requires a middleware function");
    for (const handler of handlers) {
      if (typeof handler?.handle !== "function" || typeof handler.set !== "function") {
        this.router.use(path, handler);
        continue;
      }
      handler.mountpath = path;
      handler.parent = this;
      this.router.use(path, (request, response, next) => {
        const { app } = request;
        handler.handle(request, response, (error) => {
          Object.setPrototypeOf(request, app.request);
          Object.setPrototypeOf(response, app.response);
          next(error);
        });
      });
      handler.emit("mount", this);
    }
    return this;
  },
  route(path) {
    return this.router.route(path);
  },
  all(path, ...handlers) {
    this.router.route(path).all(...handlers);
    return this;
  },
  param(name, handler) {
    for (const each of [name].flat()) this.router.param(each, handler);
    return this;
  },
  set(name, value) {
    if (arguments.length === 1) return this.settings[name];
    this.settings[name] = value;
    return this;
  },
  enable(name) {
    return this.set(name, true);
  },
  disable(name) {
    return this.set(name, false);
  },
  enabled(name) {
    return Boolean(this.settings[name]);
  },
  disabled(name) {
    return !this.settings[name];
  },
  path() {
    return this.parent ? this.parent.path() + this.mountpath : "";
  },
  engine() {
    return this;
  },
  listen(...args) {
    return createServer(this).listen(...args);
  },
  /** Whether it has anything to answer requests with, and is no other app's part. */
  answers() {
    return this.parent === undefined && this.used;
  },
});

for (const method of METHODS.map((name) => name.toLowerCase())) {
  const register = {
    [method](path, ...handlers) {
      if (method === "get" && handlers.length === 0) return this.set(path);
      this.router.route(path)[method](...handlers);
      return this;
    },
  };
  prototype[method] = register[method];
}

export function express() {
  const app = (request, response, next) => app.handle(request, response, next);
  let router;
  Object.setPrototypeOf(app, prototype);
  EventEmitter.call(app);
  app.settings = { ...DEFAULTS };
  app.locals = Object.assign(Object.create(null), { settings: app.settings });
  app.mountpath = "/";
  const own = { value: app, configurable: true, enumerable: true, writable: true };
  app.request = Object.create(request, { app: own });
  app.response = Object.create(response, { app: own });
  Object.defineProperty(app, "router", {
    configurable: true,
    get: () =>
      (router ??= new Router({
        caseSensitive: app.enabled("case sensitive routing"),
        strict: app.enabled("strict routing"),
      })),
  });
  Object.defineProperty(app, "used", { get: () => router !== undefined });
  addApp(app);
  return app;
}
