// Node's `buffer`: the package's, with UTF-8 by the engine itself. In JavaScript a text of some 100 kB would cost a turn's
// whole CPU.

import * as packaged from "buffer/index.js";
import { host } from "../core/host.js";

export const { Buffer, INSPECT_MAX_BYTES, SlowBuffer, kMaxLength } = packaged;

const { byteLength, from } = Buffer;
const { toString } = Buffer.prototype;

const isUtf8 = (encoding) => encoding === undefined || /^utf-?8$/i.test(encoding);

Buffer.from = function (value, encoding, length) {
  if (typeof value === "string" && isUtf8(encoding)) return from(host.utf8(value));
  return from(value, encoding, length);
};

Buffer.byteLength = function (value, encoding) {
  if (typeof value === "string" && isUtf8(encoding)) return host.utf8Length(value);
  return byteLength(value, encoding);
};

Buffer.prototype.toString = function (encoding, start, end) {
  if (isUtf8(encoding) && start === undefined && end === undefined) return host.text(this);
  return toString.call(this, encoding, start, end);
};
