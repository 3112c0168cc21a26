// An answer as Node's `ServerResponse` lets code write it. What is ended at once goes out as one, with its length; what
// is written before leaves at each `write`, and the answer stays open until `end`.

import { Buffer } from "buffer";
import EventEmitter from "events";
import { host } from "../core/host.js";
import { nextTick } from "../core/ticks.js";
import { STATUS_CODES } from "./status.js";

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

function coded(error, code) {
  error.code = code;
  return error;
}

function bytesOf(chunk, encoding) {
  if (typeof chunk === "string") return Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8");
  if (chunk instanceof Uint8Array) return chunk;
  const given = chunk === null ? "null" : typeof chunk;
  const message = `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${given}`;
  throw coded(new TypeError(message), chunk === null ? "ERR_STREAM_NULL_VALUES" : "ERR_INVALID_ARG_TYPE");
}

export class ServerResponse extends EventEmitter {
  /** Lower-case name to name and value. */
  #headers = new Map();
  #number;
  #over;
  constructor(request, number, over) {
    super();
    this.req = request;
    this.#number = number;
    this.#over = over;
    this.statusCode = 200;
    this.statusMessage = undefined;
    this.headersSent = false;
    this.finished = false;
    this.writable = true;
    this.writableEnded = false;
    this.writableFinished = false;
    this.destroyed = false;
    this.closed = false;
    this.socket = request.socket;
    this.connection = request.socket;
  }
  #unsent(action) {
    if (!this.headersSent) return;
    throw coded(new Error(`Cannot ${action} headers after they are sent to the client`), "ERR_HTTP_HEADERS_SENT");
  }
  setHeader(name, value) {
    this.#unsent("set");
    if (typeof name !== "string" || !TOKEN.test(name))
      throw coded(new TypeError(`Header name must be a valid HTTP token ["${name}"]`), "ERR_INVALID_HTTP_TOKEN");
    if (value === undefined)
      throw coded(new TypeError(`Invalid value "undefined" for header "${name}"`), "ERR_HTTP_INVALID_HEADER_VALUE");
    for (const each of [value].flat()) {
      if (BAD_VALUE.test(String(each)))
        throw coded(new TypeError(`Invalid character in header content ["${name}"]`), "ERR_INVALID_CHAR");
    }
    this.#headers.set(name.toLowerCase(), [name, value]);
    return this;
  }
  setHeaders(headers) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }
  appendHeader(name, value) {
    const before = this.getHeader(name);
    return this.setHeader(name, before === undefined ? value : [before, value].flat());
  }
  getHeader(name) {
    return this.#headers.get(String(name).toLowerCase())?.[1];
  }
  getHeaderNames() {
    return [...this.#headers.keys()];
  }
  getHeaders() {
    const entries = [...this.#headers].map(([key, [, value]]) => [key, value]);
    return Object.assign(Object.create(null), Object.fromEntries(entries));
  }
  hasHeader(name) {
    return this.#headers.has(String(name).toLowerCase());
  }
  removeHeader(name) {
    this.#unsent("remove");
    this.#headers.delete(String(name).toLowerCase());
  }
  writeHead(status, reason, headers) {
    this.#unsent("write");
    if (typeof reason === "string") this.statusMessage = reason;
    else headers = reason;
    this.statusCode = this.#checked(status);
    const given = Array.isArray(headers) && !Array.isArray(headers[0]) ? pairsOf(headers) : headers;
    const pairs = Array.isArray(given) ? given : Object.entries(given ?? {});
    for (const [name, value] of pairs) this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }
  #checked(status) {
    const number = Number(status) | 0;
    // 1xx are no answers yet.
    if (number >= 200 && number <= 999) return number;
    throw coded(new RangeError(`Invalid status code: ${status}`), "ERR_HTTP_INVALID_STATUS_CODE");
  }
  /** Whether the head has left, and not only been decided. */
  #left = false;
  #sendHead(length) {
    const status = this.#checked(this.statusCode);
    this.statusMessage ??= STATUS_CODES[status] ?? "unknown";
    this.headersSent = true;
    this.#left = true;
    const flat = [...this.#headers.values()].flatMap(([name, value]) =>
      [value].flat().flatMap((each) => [name, String(each)]),
    );
    host.answer(this.#number, status, flat, length);
  }
  get #hasBody() {
    return this.req.method !== "HEAD" && this.statusCode !== 204 && this.statusCode !== 304;
  }
  flushHeaders() {
    if (!this.#left && !this.destroyed) this.#sendHead(-1);
  }
  writeContinue() {}
  writeProcessing() {}
  writeEarlyHints() {}
  write(chunk, encoding, callback) {
    if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
    const bytes = bytesOf(chunk, encoding);
    if (this.writableEnded) return this.#late(callback);
    if (this.destroyed) return false;
    if (!this.#left) this.#sendHead(-1);
    if (bytes.length > 0 && this.#hasBody) host.chunk(this.#number, bytes);
    if (typeof callback === "function") nextTick(callback);
    return true;
  }
  #late(callback) {
    const error = coded(new Error("write after end"), "ERR_STREAM_WRITE_AFTER_END");
    nextTick(() => {
      callback?.(error);
      this.emit("error", error);
    });
    return false;
  }
  end(chunk, encoding, callback) {
    if (typeof chunk === "function") [chunk, callback] = [undefined, chunk];
    else if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
    const bytes = chunk === undefined || chunk === null ? undefined : bytesOf(chunk, encoding);
    if (this.writableEnded) {
      if (bytes !== undefined) this.#late(callback);
      return this;
    }
    if (this.destroyed) return this;
    if (!this.#left) this.#sendHead(bytes?.length ?? 0);
    this.writableEnded = true;
    this.finished = true;
    this.writable = false;
    if (bytes !== undefined && bytes.length > 0 && this.#hasBody) host.chunk(this.#number, bytes);
    host.ended(this.#number);
    nextTick(() => {
      this.writableFinished = true;
      this.emit("finish");
      callback?.();
      this.#over();
    });
    return this;
  }
  /** Breaks the answer off: the client sees its connection end. */
  destroy() {
    if (this.destroyed) return this;
    if (!this.writableEnded) host.destroyed(this.#number);
    this.#over();
    return this;
  }
  /** It is over for the code, however it ended. */
  close() {
    if (this.closed) return;
    this.closed = true;
    this.destroyed = true;
    this.writable = false;
    this.emit("close");
  }
  cork() {}
  uncork() {}
  setTimeout() {
    return this;
  }
}

function pairsOf(flat) {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : []));
}
