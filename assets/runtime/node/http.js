// Node's `http` as far as a server needs it. Its servers have no port: requests to the sandbox's one address reach the
// one that listens, as `http/exchange.js` decides.

import EventEmitter from "events";
import { locate } from "../core/place.js";
import { nextTick } from "../core/ticks.js";
import { addServer, routed } from "../http/exchange.js";
import { IncomingMessage } from "../http/incoming.js";
import { ServerResponse } from "../http/outgoing.js";

export { IncomingMessage, ServerResponse };
export { METHODS, STATUS_CODES } from "../http/status.js";

export class Server extends EventEmitter {
  constructor(options, listener) {
    super();
    if (typeof options === "function") listener = options;
    this.listening = false;
    this.port = 0;
    if (typeof listener === "function") this.on("request", placed(listener));
    addServer(this);
  }
  listen(...args) {
    const callback = args.find((arg) => typeof arg === "function");
    const first = args[0];
    this.port = Number(typeof first === "object" && first !== null ? first.port : first) || 3000;
    this.listening = true;
    if (callback !== undefined) this.once("listening", callback);
    nextTick(() => this.emit("listening"));
    return this;
  }
  address() {
    return this.listening ? { address: "::", family: "IPv6", port: this.port } : null;
  }
  close(callback) {
    const error = this.listening
      ? undefined
      : Object.assign(new Error("Server is not running."), { code: "ERR_SERVER_NOT_RUNNING" });
    this.listening = false;
    nextTick(() => {
      if (error === undefined) this.emit("close");
      callback?.(error);
    });
    return this;
  }
  closeAllConnections() {}
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}

/** A listener whose requests are told to be answered where it was given. An app has better places: its routes. */
function placed(listener) {
  if (typeof listener.handle === "function") return listener;
  const { line, column } = locate();
  return function (request, response) {
    routed(request, { line, column });
    return listener.call(this, request, response);
  };
}

export function createServer(options, listener) {
  return new Server(options, listener);
}
