// `structuredClone` of what server code holds: plain data, dates, maps, sets, errors, binary data, with cycles.

import { DOMException } from "./abort.js";

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

export function structuredClone(value) {
  if (arguments.length === 0) throw new TypeError("The value argument must be specified");
  return clone(value, new Map());
}

function refuse(value) {
  return new DOMException(
    `${typeof value === "symbol" ? value.toString() : String(value)} could not be cloned.`,
    "DataCloneError",
  );
}

function clone(value, seen) {
  if (typeof value === "symbol" || typeof value === "function") throw refuse(value);
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const remember = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (Array.isArray(value)) return properties(value, remember(new Array(value.length)), seen);
  if (value instanceof Date) return remember(new Date(value.getTime()));
  if (value instanceof RegExp) return remember(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return remember(value.slice(0));
  if (ArrayBuffer.isView(value)) return remember(view(value, clone(value.buffer, seen)));
  if (value instanceof Map) {
    const copy = remember(new Map());
    for (const [key, item] of value) copy.set(clone(key, seen), clone(item, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(new Set());
    for (const item of value) copy.add(clone(item, seen));
    return copy;
  }
  if (value instanceof Error) return remember(error(value, seen));
  for (const Boxed of [Boolean, Number, String]) if (value instanceof Boxed) return remember(Object(value.valueOf()));
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) throw refuse(value);
  return properties(value, remember({}), seen);
}

function properties(value, copy, seen) {
  for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
  return copy;
}

function view(value, buffer) {
  const Kind = value instanceof DataView ? DataView : globalThis[Object.prototype.toString.call(value).slice(8, -1)];
  return new Kind(buffer, value.byteOffset, value instanceof DataView ? value.byteLength : value.length);
}

function error(value, seen) {
  const copy = new (ERRORS[value.name] ?? Error)(value.message);
  Object.defineProperty(copy, "stack", { value: value.stack, configurable: true, writable: true });
  if ("cause" in value) copy.cause = clone(value.cause, seen);
  return copy;
}
