// Node's `util`, the part that server code around Socket.IO uses.

import { format as formatValues } from "../core/format.js";
import { custom, inspect as inspectValue } from "../core/inspect.js";
import { TextDecoder, TextEncoder } from "../web/text.js";

export const inspect = Object.assign((value, options) => inspectValue(value, options), { custom });
export const format = (...values) => formatValues(values);

const customPromisify = Symbol.for("nodejs.util.promisify.custom");

export function promisify(original) {
  if (typeof original !== "function") throw new TypeError('The "original" argument must be of type function');
  if (original[customPromisify] !== undefined) return original[customPromisify];
  return function (...args) {
    return new Promise((resolve, reject) => {
      original.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value)));
    });
  };
}
promisify.custom = customPromisify;

export function callbackify(original) {
  return function (...args) {
    const callback = args.pop();
    original.apply(this, args).then(
      (value) => process.nextTick(callback, null, value),
      (error) => process.nextTick(callback, error),
    );
  };
}

export function inherits(constructor, parent) {
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

export const deprecate = (original) => original;
export const isDeepStrictEqual = (a, b) => inspectValue(a, { depth: null }) === inspectValue(b, { depth: null });

export const types = {
  isDate: (value) => value instanceof Date,
  isMap: (value) => value instanceof Map,
  isPromise: (value) => value instanceof Promise,
  isRegExp: (value) => value instanceof RegExp,
  isSet: (value) => value instanceof Set,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value) => value instanceof Uint8Array,
};

export { TextDecoder, TextEncoder };
