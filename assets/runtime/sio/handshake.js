// Before a connection is taken: `io.engine.use(…)` and the `allowRequest` option, which may take their time and may say
// no, and the headers of the answer.

import EventEmitter from "events";

/** As Engine.IO numbers its refusals. */
const BAD_REQUEST = 3;
const FORBIDDEN = 4;

/** What a middleware of the engine sees as Node's `ServerResponse`: it can set headers, or answer and so refuse. */
class Response extends EventEmitter {
  constructor(ended) {
    super();
    this.headers = {};
    this.statusCode = 200;
    this.headersSent = false;
    this.writableEnded = false;
    Object.defineProperty(this, "ended", { value: ended });
  }
  setHeader(name, value) {
    this.removeHeader(name);
    this.headers[name] = value;
    return this;
  }
  getHeader(name) {
    return this.headers[this.#key(name)];
  }
  hasHeader(name) {
    return this.#key(name) !== undefined;
  }
  removeHeader(name) {
    delete this.headers[this.#key(name)];
  }
  appendHeader(name, value) {
    const before = this.getHeader(name);
    return this.setHeader(name, before === undefined ? value : [before, value].flat());
  }
  #key(name) {
    return Object.keys(this.headers).find((key) => key.toLowerCase() === String(name).toLowerCase());
  }
  writeHead(status, headers = {}) {
    this.statusCode = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this;
  }
  write() {
    return true;
  }
  end() {
    if (this.writableEnded) return this;
    this.writableEnded = true;
    this.ended();
    return this;
  }
}

function cookieOf(option, id) {
  const { name, path, httpOnly, sameSite, maxAge, domain, secure } = {
    name: "io",
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    ...(typeof option === "object" ? option : {}),
  };
  const words = [`${name}=${encodeURIComponent(id)}`];
  if (maxAge !== undefined) words.push(`Max-Age=${Math.floor(maxAge)}`);
  if (domain) words.push(`Domain=${domain}`);
  if (path) words.push(`Path=${path}`);
  if (httpOnly) words.push("HttpOnly");
  if (secure) words.push("Secure");
  if (sameSite)
    words.push(
      `SameSite=${sameSite === true ? "Strict" : sameSite[0].toUpperCase() + sameSite.slice(1).toLowerCase()}`,
    );
  return words.join("; ");
}

/** Runs what may refuse; `admit` gets the headers of the answer, `refuse` is called if the answer is no. */
export function handshake(engine, request, id, admit, refuse) {
  let decided = false;
  const decide = (outcome) => {
    if (decided) return;
    decided = true;
    outcome();
  };
  const deny = (code, message, context) =>
    decide(() => {
      engine.emit("connection_error", { req: request, code, message, context });
      refuse();
    });
  const response = new Response(() => deny(BAD_REQUEST, "Bad request", { name: "MIDDLEWARE_FAILURE" }));
  const allowed = () =>
    decide(() => {
      const headers = { ...response.headers };
      if (engine.opts.cookie) headers["Set-Cookie"] = [cookieOf(engine.opts.cookie, id)];
      engine.emit("initial_headers", headers, request);
      engine.emit("headers", headers, request);
      admit(headers);
    });
  const verify = () => {
    if (!engine.opts.allowRequest) return allowed();
    return engine.opts.allowRequest(request, (message, success) =>
      success ? allowed() : deny(FORBIDDEN, "Forbidden", { message }),
    );
  };
  const run = (i) => {
    if (i === engine.middlewares.length) return verify();
    return engine.middlewares[i](request, response, (error) => {
      if (error) deny(BAD_REQUEST, "Bad request", { name: "MIDDLEWARE_FAILURE" });
      else run(i + 1);
    });
  };
  run(0);
}
