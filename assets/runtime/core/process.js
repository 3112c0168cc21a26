// Node's `process` as far as it means something in a sandbox.

import EventEmitter from "events";
import { clock } from "./clock.js";
import { nextTick } from "./ticks.js";
import { console } from "./console.js";

export const process = new EventEmitter();

/** An error for what a sandbox does not have. */
export function missing(what) {
  return new Error(`${what} is not there: a sandbox has no file system, no network and no process of its own`);
}

function hrtime(earlier) {
  const seconds = Math.floor(clock.now / 1000);
  const nanoseconds = Math.round((clock.now % 1000) * 1e6);
  if (earlier === undefined) return [seconds, nanoseconds];
  const late = nanoseconds < earlier[1] ? 1 : 0;
  return [seconds - earlier[0] - late, nanoseconds - earlier[1] + late * 1e9];
}
hrtime.bigint = () => BigInt(Math.round(clock.now * 1e6));

const stream = (print) => ({
  isTTY: false,
  write(text) {
    print(String(text).replace(/\n$/, ""));
    return true;
  },
});

Object.assign(process, {
  title: "node",
  version: "v20.0.0",
  versions: { node: "20.0.0" },
  platform: "linux",
  arch: "x64",
  pid: 1,
  argv: ["node", "/server.js"],
  execArgv: [],
  env: {},
  stdout: stream((text) => console.log(text)),
  stderr: stream((text) => console.error(text)),
  nextTick,
  hrtime,
  uptime: () => clock.now / 1000,
  cwd: () => "/",
  emitWarning(warning) {
    console.warn(warning instanceof Error ? `${warning.name}: ${warning.message}` : String(warning));
  },
  exit() {
    throw missing("process.exit()");
  },
  abort() {
    throw missing("process.abort()");
  },
  kill() {
    throw missing("process.kill()");
  },
  chdir() {
    throw missing("process.chdir()");
  },
});
Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
