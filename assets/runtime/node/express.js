// `express` as far as lessons about Socket.IO need it: routes can be registered and the app can listen.

import { createServer } from "./http.js";

const METHODS = ["all", "delete", "get", "head", "options", "patch", "post", "put"];

/** Routes and middleware in the order in which they were registered. */
function router(target) {
  const stack = [];
  const add = (method, path, handlers) => {
    for (const handler of handlers.flat(Infinity)) {
      if (typeof handler !== "function")
        throw new TypeError(`app.${method}() requires a callback function but got a ${typeof handler}`);
      stack.push({ method, path, handler });
    }
    return target;
  };
  Object.defineProperty(target, "stack", { value: stack });
  for (const method of METHODS) target[method] = (path, ...handlers) => add(method, path, handlers);
  target.use = (...args) =>
    typeof args[0] === "function" || Array.isArray(args[0])
      ? add("use", "/", args)
      : add("use", args[0], args.slice(1));
  target.route = (path) => {
    const route = {};
    for (const method of METHODS) {
      route[method] = (...handlers) => {
        add(method, path, handlers);
        return route;
      };
    }
    return route;
  };
  target.param = () => target;
  return target;
}

const passing = () => (_request, _response, next) => next();

export function express() {
  const settings = new Map();
  const app = router(() => {});
  const get = app.get;
  app.get = (name, ...handlers) => (handlers.length === 0 ? settings.get(name) : get(name, ...handlers));
  app.set = (name, value) => {
    settings.set(name, value);
    return app;
  };
  app.enable = (name) => app.set(name, true);
  app.disable = (name) => app.set(name, false);
  app.enabled = (name) => Boolean(settings.get(name));
  app.disabled = (name) => !settings.get(name);
  app.locals = {};
  app.listen = (...args) => createServer(app).listen(...args);
  return app;
}

express.Router = () => router(() => {});
express.static = passing;
express.json = passing;
express.urlencoded = passing;
express.text = passing;
express.raw = passing;
