// What Express adds to a request.

import { IncomingMessage } from "../http/incoming.js";
import { pairsOf } from "./forms.js";
import { accepted, isType, preferences } from "./types.js";

const QUERY = Symbol("query");

/** Path and query of an address; the query is undefined without `?`. */
function parts(url) {
  const at = url.indexOf("?");
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

export const request = Object.create(IncomingMessage.prototype);

Object.assign(request, {
  get(name) {
    if (typeof name !== "string") throw new TypeError("name must be a string to req.get");
    const key = name.toLowerCase();
    if (key === "referer" || key === "referrer") return this.headers.referrer ?? this.headers.referer;
    return this.headers[key];
  },
  accepts(...types) {
    const offered = types.flat();
    const { accept } = this.headers;
    if (offered.length === 0) return preferences(accept ?? "*/*").map(({ name }) => name);
    return accepted(accept, offered);
  },
  is(...types) {
    const { headers } = this;
    if (headers["transfer-encoding"] === undefined && !(Number(headers["content-length"]) >= 0)) return null;
    const wanted = types.flat();
    if (wanted.length === 0) return headers["content-type"]?.split(";")[0].trim() ?? false;
    return isType(headers["content-type"], wanted);
  },
});
request.header = request.get;

function getter(name, get) {
  Object.defineProperty(request, name, {
    configurable: true,
    enumerable: true,
    get,
    set(value) {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value });
    },
  });
}

getter("path", function () {
  return parts(this.url)[0];
});
getter("query", function () {
  const [, query = ""] = parts(this.url);
  if (this[QUERY]?.text !== query) this[QUERY] = { text: query, pairs: pairsOf(query) };
  return this[QUERY].pairs;
});
getter("protocol", () => "http");
getter("secure", () => false);
getter("ip", function () {
  return this.socket.remoteAddress;
});
getter("ips", () => []);
getter("subdomains", () => []);
getter("host", function () {
  return this.headers.host;
});
getter("hostname", function () {
  return this.headers.host?.replace(/:\d+$/, "");
});
getter("xhr", function () {
  return this.headers["x-requested-with"]?.toLowerCase() === "xmlhttprequest";
});
getter("fresh", () => false);
getter("stale", () => true);
