// Node's `http` as far as `new Server(http.createServer(app))` needs it: a server object that listens to nothing, since
// the sandbox has one address of its own.

import EventEmitter from "events";
import { nextTick } from "../core/ticks.js";

export class Server extends EventEmitter {
  constructor(options, listener) {
    super();
    if (typeof options === "function") listener = options;
    this.listening = false;
    this.port = 0;
    if (typeof listener === "function") this.on("request", listener);
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

export function createServer(options, listener) {
  return new Server(options, listener);
}

export const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
