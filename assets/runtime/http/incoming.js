// A request as Node's `IncomingMessage` shows it. Its body is here whole before the code sees it; read as a stream it
// comes as one chunk.

import { Buffer } from "buffer";
import EventEmitter from "events";
import { nextTick } from "../core/ticks.js";
import { headersOf } from "../sio/request.js";

export class IncomingMessage extends EventEmitter {
  #body;
  #encoding = null;
  #flowing = false;
  #left = true;
  constructor({ method, url, address, headers, body }) {
    super();
    this.#body = Buffer.from(body);
    this.method = method;
    this.url = url;
    this.httpVersion = "1.1";
    this.httpVersionMajor = 1;
    this.httpVersionMinor = 1;
    this.headers = headersOf(headers);
    this.rawHeaders = headers.flat();
    this.connection = { remoteAddress: address, encrypted: false };
    this.socket = this.connection;
    this.complete = true;
    this.aborted = false;
    this.destroyed = false;
    this.closed = false;
    this.readable = true;
    this.readableEnded = false;
  }
  setEncoding(encoding) {
    this.#encoding = encoding ?? "utf8";
    return this;
  }
  on(event, listener) {
    super.on(event, listener);
    if (event === "data") this.resume();
    else if (event === "readable") nextTick(() => this.emit("readable"));
    return this;
  }
  addListener(event, listener) {
    return this.on(event, listener);
  }
  /** The body, once; then null. */
  read() {
    if (!this.#left) return null;
    this.#left = false;
    nextTick(() => this.#end());
    if (this.#body.length === 0) return null;
    return this.#encoding === null ? this.#body : this.#body.toString(this.#encoding);
  }
  resume() {
    if (this.#flowing) return this;
    this.#flowing = true;
    nextTick(() => this.#flow());
    return this;
  }
  pause() {
    this.#flowing = false;
    return this;
  }
  isPaused() {
    return !this.#flowing;
  }
  #flow() {
    if (!this.#flowing || this.destroyed) return;
    const chunk = this.read();
    if (chunk !== null) this.emit("data", chunk);
  }
  #end() {
    if (this.readableEnded || this.destroyed) return;
    this.readableEnded = true;
    this.readable = false;
    this.emit("end");
    nextTick(() => this.close());
  }
  /** Nothing more comes of it: it was read to its end, it was answered, or the client is gone. */
  close() {
    if (this.closed) return;
    this.closed = true;
    this.destroyed = true;
    this.emit("close");
  }
  pipe(target) {
    this.on("data", (chunk) => target.write(chunk));
    this.on("end", () => target.end());
    return target;
  }
  async *[Symbol.asyncIterator]() {
    const chunk = this.read();
    if (chunk !== null) yield chunk;
  }
  setTimeout() {
    return this;
  }
  destroy() {
    this.close();
    return this;
  }
}
