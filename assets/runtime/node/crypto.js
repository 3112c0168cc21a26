// Node's `crypto` as far as a sandbox has it: random numbers, from the host.

import { Buffer } from "buffer";
import { host } from "../core/host.js";
import { nextTick } from "../core/ticks.js";

/** Bytes of one request, as in browsers. */
const MAX_BYTES = 65_536;

export function randomBytes(size, callback) {
  if (!(size >= 0 && size <= MAX_BYTES))
    throw new RangeError(`a sandbox gives at most ${MAX_BYTES} random bytes at a time`);
  const bytes = Buffer.from(host.random(size));
  if (callback === undefined) return bytes;
  nextTick(callback, null, bytes);
  return undefined;
}

export function getRandomValues(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  bytes.set(randomBytes(bytes.length));
  return array;
}

export function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function randomInt(min, max) {
  if (max === undefined) [min, max] = [0, min];
  return min + (randomBytes(6).readUIntBE(0, 6) % (max - min));
}

export const webcrypto = { getRandomValues, randomUUID };
