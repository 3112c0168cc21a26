// `URL` and `URLSearchParams`, and Node's `url` on them: the special schemes, with relative references.

import { URLSearchParams } from "./params.js";

const PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21", "file:": "" };
const encodeSet = (safe) => (text) => Array.from(text, (c) => (safe.test(c) ? c : encodeURIComponent(c))).join("");
const encodePath = encodeSet(/[!$%&'()*+,\-./:;=@\w~[\]|]/);
const encodeQuery = encodeSet(/[!$%&()*+,\-./:;=?@\w~[\]|^`{}\\]/);
const encodeHash = encodeSet(/[!#$%&'()*+,\-./:;=?@\w~[\]|^{}\\]/);

function invalid(input) {
  const error = new TypeError("Invalid URL");
  return Object.assign(error, { code: "ERR_INVALID_URL", input });
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*:)(.*)$/s;

function parseUrl(input, base) {
  const text = input.trim().replace(/[\t\n\r]/g, "");
  const [, rest, , hash = ""] = /^([^#]*)(#(.*))?$/s.exec(text);
  const [, head, , query = ""] = /^([^?]*)(\?(.*))?$/s.exec(rest);
  const parts = {
    hash: hash === "" ? "" : `#${encodeHash(hash)}`,
    search: query === "" ? "" : `?${encodeQuery(query)}`,
  };
  const scheme = SCHEME.exec(head);
  if (scheme === null) {
    if (base === undefined) throw invalid(input);
    return relative(head, rest.includes("?"), parts, base);
  }
  const protocol = scheme[1].toLowerCase();
  if (!Object.hasOwn(PORTS, protocol))
    return {
      ...parts,
      protocol,
      username: "",
      password: "",
      hostname: "",
      port: "",
      pathname: scheme[2],
      opaque: !scheme[2].startsWith("/"),
    };
  if (protocol === "file:") {
    const pathname = resolvePath(scheme[2].replace(/^[/\\]{2}[^/\\]*/, ""));
    return { ...parts, protocol, username: "", password: "", hostname: "", port: "", pathname };
  }
  const [, authority, path] = /^[/\\]*([^/\\]*)(.*)$/s.exec(scheme[2]);
  return { ...parts, protocol, ...parseAuthority(authority, protocol, input), pathname: resolvePath(path) };
}

function relative(head, hasQuery, parts, base) {
  if (base.opaque) throw invalid(head);
  const kept = {
    protocol: base.protocol,
    username: base.username,
    password: base.password,
    hostname: base.hostname,
    port: base.port,
  };
  if (/^[/\\]{2}/.test(head)) return parseUrl(base.protocol + head + parts.search + parts.hash);
  if (/^[/\\]/.test(head)) return { ...kept, ...parts, pathname: resolvePath(head) };
  if (head === "") return { ...kept, ...parts, pathname: base.pathname, search: hasQuery ? parts.search : base.search };
  return { ...kept, ...parts, pathname: resolvePath(base.pathname.replace(/[^/]*$/, "") + head) };
}

function parseAuthority(authority, protocol, input) {
  const match = /^(?:([^@:]*)(?::([^@]*))?@)?(\[[0-9a-fA-F:.]+\]|[^:\s<>^|%#?@[\]]+)(?::(\d*))?$/.exec(authority);
  if (match === null) throw invalid(input);
  const [, username = "", password = "", hostname, port = ""] = match;
  if (port !== "" && Number(port) > 65_535) throw invalid(input);
  const number = port === "" ? "" : String(Number(port));
  return { username, password, hostname: hostname.toLowerCase(), port: number === PORTS[protocol] ? "" : number };
}

function resolvePath(path) {
  const kept = [];
  const parts = path
    .replaceAll("\\", "/")
    .split("/")
    .slice(path.startsWith("/") || path.startsWith("\\") ? 1 : 0);
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === "..") {
      kept.pop();
      if (last) kept.push("");
    } else if (part === ".") {
      if (last) kept.push("");
    } else kept.push(part);
  });
  return `/${encodePath(kept.join("/"))}`;
}

export class URL {
  #parts;
  #params;
  constructor(input, base) {
    this.#parts = parseUrl(String(input), base === undefined ? undefined : parseUrl(String(base)));
    this.#params = this.#makeParams();
  }
  #makeParams() {
    return new URLSearchParams(this.#parts.search, (params) => {
      const text = params.toString();
      this.#parts.search = text === "" ? "" : `?${text}`;
    });
  }
  static canParse(input, base) {
    try {
      return Boolean(new URL(input, base));
    } catch {
      return false;
    }
  }
  get href() {
    const { protocol, username, password, pathname, search, hash } = this.#parts;
    const user = username === "" ? "" : `${username}${password === "" ? "" : `:${password}`}@`;
    const authority = Object.hasOwn(PORTS, protocol) ? `//${user}${this.host}` : "";
    return protocol + authority + pathname + search + hash;
  }
  set href(value) {
    this.#parts = parseUrl(String(value));
    this.#params = this.#makeParams();
  }
  get origin() {
    return this.#parts.hostname === "" ? "null" : `${this.#parts.protocol}//${this.host}`;
  }
  get protocol() {
    return this.#parts.protocol;
  }
  set protocol(value) {
    this.#parts.protocol = `${String(value).replace(/:.*$/s, "")}:`;
  }
  get username() {
    return this.#parts.username;
  }
  get password() {
    return this.#parts.password;
  }
  get host() {
    return this.#parts.hostname + (this.#parts.port === "" ? "" : `:${this.#parts.port}`);
  }
  set host(value) {
    Object.assign(this.#parts, parseAuthority(String(value), this.#parts.protocol, value));
  }
  get hostname() {
    return this.#parts.hostname;
  }
  set hostname(value) {
    this.#parts.hostname = String(value).toLowerCase();
  }
  get port() {
    return this.#parts.port;
  }
  set port(value) {
    this.#parts.port = String(value) === PORTS[this.#parts.protocol] ? "" : String(value);
  }
  get pathname() {
    return this.#parts.pathname;
  }
  set pathname(value) {
    this.#parts.pathname = resolvePath(String(value));
  }
  get search() {
    return this.#parts.search;
  }
  set search(value) {
    const text = String(value).replace(/^\?/, "");
    this.#parts.search = text === "" ? "" : `?${encodeQuery(text)}`;
    this.#params = this.#makeParams();
  }
  get searchParams() {
    return this.#params;
  }
  get hash() {
    return this.#parts.hash;
  }
  set hash(value) {
    const text = String(value).replace(/^#/, "");
    this.#parts.hash = text === "" ? "" : `#${encodeHash(text)}`;
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}

export const fileURLToPath = (url) => decodeURIComponent(new URL(url).pathname);
export const pathToFileURL = (path) => new URL(`file://${path}`);

/** Node's older `url.parse`, as it was used on `request.url`. */
function legacyParse(text, parseQuery = false) {
  const url = new URL(text, "http://localhost");
  const absolute = SCHEME.test(text);
  const query = url.search === "" ? null : url.search.slice(1);
  return {
    protocol: absolute ? url.protocol : null,
    host: absolute ? url.host : null,
    hostname: absolute ? url.hostname : null,
    port: absolute && url.port !== "" ? url.port : null,
    pathname: url.pathname,
    search: url.search === "" ? null : url.search,
    query: parseQuery ? Object.fromEntries(new URLSearchParams(query ?? "")) : query,
    hash: url.hash === "" ? null : url.hash,
    path: url.pathname + url.search,
    href: absolute ? url.href : text,
  };
}

export { URLSearchParams, legacyParse as parse };
