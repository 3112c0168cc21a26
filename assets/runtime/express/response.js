// What Express adds to an answer, and `text` and `html`, which the lessons' code has beside them.

import { Buffer } from "buffer";
import { ServerResponse } from "../http/outgoing.js";
import { STATUS_CODES } from "../http/status.js";
import { cookie } from "./cookie.js";
import { escapeHtml } from "./last.js";
import { typeOf, withCharset } from "./types.js";

export const response = Object.create(ServerResponse.prototype);

function jsonOf(value, app) {
  const text = JSON.stringify(value, app?.get("json replacer"), app?.get("json spaces"));
  if (!app?.get("json escape") || text === undefined) return text;
  return text.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}

function noFiles(method) {
  return () => {
    throw new Error(`res.${method} is not there: a sandbox has no file system`);
  };
}

Object.assign(response, {
  status(code) {
    if (!Number.isInteger(code))
      throw new TypeError(`Invalid status code: ${JSON.stringify(code)}. Status code must be an integer.`);
    if (code < 100 || code > 999) {
      const range = "Status code must be greater than 99 and less than 1000.";
      throw new RangeError(`Invalid status code: ${JSON.stringify(code)}. ${range}`);
    }
    this.statusCode = code;
    return this;
  },
  sendStatus(code) {
    this.status(code);
    return this.type("txt").send(STATUS_CODES[code] ?? String(code));
  },
  set(name, value) {
    if (arguments.length === 2) {
      let given = Array.isArray(value) ? value.map(String) : String(value);
      if (name.toLowerCase() === "content-type") {
        if (Array.isArray(given)) throw new TypeError("Content-Type cannot be set to an Array");
        if (!/;\s*charset\s*=/i.test(given)) given = withCharset(given);
      }
      this.setHeader(name, given);
    } else {
      for (const [key, each] of Object.entries(name)) this.set(key, each);
    }
    return this;
  },
  get(name) {
    return this.getHeader(name);
  },
  append(name, value) {
    const before = this.get(name);
    return this.set(name, before === undefined ? value : [before, value].flat());
  },
  type(name) {
    return this.set("Content-Type", name.includes("/") ? name : withCharset(name));
  },
  vary(names) {
    const before = this.get("Vary");
    const all = [before ?? [], names].flat().join(", ").split(/, */);
    return this.set("Vary", [...new Map(all.map((each) => [each.toLowerCase(), each])).values()].join(", "));
  },
  send(body) {
    let bytes = body;
    if (typeof body === "string") {
      const type = this.get("Content-Type");
      if (type === undefined) this.type("html");
      else if (!/;\s*charset\s*=/i.test(type)) this.set("Content-Type", `${type}; charset=utf-8`);
      bytes = Buffer.from(body, "utf8");
    } else if (ArrayBuffer.isView(body)) {
      if (this.get("Content-Type") === undefined) this.type("bin");
      bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    } else if (body === null) {
      bytes = Buffer.alloc(0);
    } else if (body !== undefined) {
      return this.json(body);
    }
    if (bytes !== undefined) this.set("Content-Length", bytes.length);
    if (this.statusCode === 204 || this.statusCode === 304 || this.statusCode === 205) {
      for (const name of ["Content-Type", "Transfer-Encoding"]) this.removeHeader(name);
      if (this.statusCode === 205) this.set("Content-Length", "0");
      else this.removeHeader("Content-Length");
      bytes = undefined;
    }
    this.end(bytes);
    return this;
  },
  json(value) {
    const text = jsonOf(value, this.app);
    if (this.get("Content-Type") === undefined) this.set("Content-Type", "application/json");
    return this.send(text);
  },
  text(value) {
    return this.type("text").send(String(value));
  },
  html(value) {
    return this.type("html").send(String(value));
  },
  location(url) {
    return this.set("Location", encodeURI(String(url)).replace(/%25([0-9a-f]{2})/gi, "%$1"));
  },
  redirect(status, url) {
    if (url === undefined) [status, url] = [302, status];
    const address = this.location(url).get("Location");
    const said = `${STATUS_CODES[status] ?? status}. Redirecting to `;
    this.status(status);
    this.format({
      text: () => this.set("Content-Length", Buffer.byteLength(said + address)).end(said + address),
      html: () => {
        const shown = escapeHtml(address);
        const page = `<!DOCTYPE html><head><title>${STATUS_CODES[status]}</title></head>\n<body><p>${said}${shown}</p></body>`;
        this.set("Content-Length", Buffer.byteLength(page)).end(page);
      },
      default: () => this.set("Content-Length", 0).end(),
    });
  },
  format(kinds) {
    const names = Object.keys(kinds).filter((name) => name !== "default");
    const chosen = names.length > 0 ? this.req.accepts(names) : false;
    this.vary("Accept");
    if (chosen) {
      this.set("Content-Type", withCharset(typeOf(chosen)));
      kinds[chosen](this.req, this, this.req.next);
    } else if (kinds.default) {
      kinds.default(this.req, this, this.req.next);
    } else {
      this.req.next(Object.assign(new Error("Not Acceptable"), { status: 406, statusCode: 406 }));
    }
    return this;
  },
  links(links) {
    const before = this.get("Link");
    const all = Object.entries(links).map(([relation, url]) => `<${url}>; rel="${relation}"`);
    return this.set("Link", [before ?? [], all].flat().join(", "));
  },
  cookie(name, value, options = {}) {
    const text = typeof value === "object" ? `j:${JSON.stringify(value)}` : String(value);
    return this.append("Set-Cookie", cookie(name, text, options));
  },
  clearCookie(name, options = {}) {
    return this.append("Set-Cookie", cookie(name, "", { path: "/", ...options, expires: new Date(1), maxAge: undefined }));
  },
  attachment(name) {
    if (name) this.type(name);
    return this.set("Content-Disposition", name ? `attachment; filename="${name}"` : "attachment");
  },
  sendFile: noFiles("sendFile"),
  download: noFiles("download"),
  render: noFiles("render"),
});
response.header = response.set;
response.contentType = response.type;
