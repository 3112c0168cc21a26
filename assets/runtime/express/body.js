// Express's body parsers. The body is here whole before a route runs, so each of them goes on at once.

import { Buffer } from "buffer";
import { nestedOf, pairsOf } from "./forms.js";
import { isType } from "./types.js";

/** As in Express, in bytes. */
const DEFAULT_LIMIT = 100 * 1024;
const UNITS = { b: 1, kb: 1 << 10, mb: 1 << 20, gb: 1 << 30 };

/** A parser of this request has run. */
const PARSED = Symbol("parsed");

function bytesOf(limit) {
  if (typeof limit === "number") return limit;
  const match = /^([\d.]+) *(b|kb|mb|gb)?$/i.exec(limit ?? "");
  return match === null ? DEFAULT_LIMIT : Number(match[1]) * UNITS[match[2]?.toLowerCase() ?? "b"];
}

/** An error that Express answers with its status. */
function refusal(name, status, type, message, more = {}) {
  const error = Object.assign(new Error(message), { expose: true, status, statusCode: status, type, ...more });
  Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return error;
}

function parser(defaultType, parse) {
  return function (options = {}) {
    const { type = defaultType, verify } = options;
    const limit = bytesOf(options.limit);
    const fits = typeof type === "function" ? type : (request) => isType(request.headers["content-type"], [type].flat());
    const named = function (request, response, next) {
      if (request[PARSED]) return next();
      if (!("body" in request)) request.body = undefined;
      const { headers } = request;
      const has = headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;
      if (!has || !fits(request)) return next();
      const bytes = request.read() ?? Buffer.alloc(0);
      if (bytes.length > limit) {
        const message = "request entity too large";
        return next(refusal("PayloadTooLargeError", 413, "entity.too.large", message, { limit, length: bytes.length }));
      }
      try {
        verify?.(request, response, bytes, "utf-8");
        request.body = parse(bytes, options);
      } catch (error) {
        return next(error);
      }
      request[PARSED] = true;
      return next();
    };
    return named;
  };
}

function parseJson(bytes, { strict = true, reviver }) {
  const text = bytes.toString("utf8");
  // An empty body is an empty object, as in Express.
  if (text.length === 0) return {};
  const failed = (message) =>
    Object.assign(new SyntaxError(message), {
      expose: true,
      status: 400,
      statusCode: 400,
      type: "entity.parse.failed",
      body: text,
    });
  const first = text.trimStart()[0];
  if (strict && first !== "{" && first !== "[")
    throw failed(`Unexpected token '${first}', "${text}" is not valid JSON`);
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    throw failed(error.message);
  }
}

export const json = parser("application/json", parseJson);
export const text = parser("text/plain", (bytes) => bytes.toString("utf8"));
export const raw = parser("application/octet-stream", (bytes) => bytes);
export const urlencoded = parser("application/x-www-form-urlencoded", (bytes, { extended = false }) =>
  (extended ? nestedOf : pairsOf)(bytes.toString("utf8")),
);
