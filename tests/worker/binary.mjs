// Holds the runtime's search for binary values against the package's own, on random values. Run by `binary.rs`:
// `node binary.mjs <folder of the packages> <folder of the runtime>`.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, runtime] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const original = require(path.join(modules, "socket.io-parser/build/cjs/is-binary.js")).hasBinary;
const { hasBinary } = await import(pathToFileURL(path.join(runtime, "sio/binary.js")));

let seed = 1;
const random = (below) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % below;
};

class Inherited {
  hidden = 1;
}
Inherited.prototype.shared = new Uint8Array(1);

const LEAVES = [
  () => 1,
  () => "text",
  () => null,
  () => undefined,
  () => true,
  () => 1n,
  () => Symbol("s"),
  () => () => {},
  () => new Date(0),
  () => new Map([[1, Buffer.alloc(1)]]),
  () => new Inherited(),
  () => Object.create({ x: Buffer.alloc(1) }),
  () => Object.defineProperty({}, "x", { value: Buffer.alloc(1) }),
  () => ({ [Symbol("s")]: Buffer.alloc(1) }),
];
const BINARY = [
  () => Buffer.alloc(2),
  () => new ArrayBuffer(2),
  () => new Uint16Array(2),
  () => new DataView(new ArrayBuffer(2)),
];

function value(depth) {
  const kind = random(depth > 0 ? 10 : 4);
  if (kind === 0 && random(4) === 0) return BINARY[random(BINARY.length)]();
  if (kind < 4) return LEAVES[random(LEAVES.length)]();
  if (kind < 7) return Array.from({ length: random(4) }, () => value(depth - 1));
  const made = {};
  for (let i = random(4); i > 0; i--) made[`k${random(9)}`] = value(depth - 1);
  if (kind === 9) {
    const json = value(depth - 1);
    made.toJSON = () => json;
  }
  return made;
}

let found = 0;
for (let i = 0; i < 20_000; i++) {
  const sample = value(4);
  const expected = original(sample);
  found += Number(expected);
  if (hasBinary(sample) !== expected) throw new Error(`sample ${i}: the package says ${expected}`);
}
if (found < 1_000) throw new Error(`only ${found} samples hold binary values`);
