// Runs random programs on Node's socket.io and in a sandbox, and writes one line of JSON for each.
// node main.mjs MODULES [--address URL] [--seeds A..B] [--show]; without an address Node is compared with itself.

import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { runScript } from "./clients.mjs";
import { differences } from "./compare.mjs";
import { startNode } from "./node.mjs";
import { program } from "./program.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { address: { type: "string" }, seeds: { type: "string", default: "0..40" }, show: { type: "boolean" } },
});
const require = createRequire(`${positionals[0]}/`);
const lib = { ...require("socket.io-client"), Server: require("socket.io").Server };

async function onNode(it) {
  const server = await startNode(lib, it);
  try {
    return await runScript(lib, server.address, server.path, it);
  } finally {
    await server.stop();
  }
}

const [from, to] = values.seeds.split("..").map(Number);
for (let seed = from; seed < to; seed += 1) {
  const it = program(seed);
  if (values.show) console.log(it.server, JSON.stringify(it.steps, null, 1));
  let found;
  try {
    found = differences(await onNode(it), await onNode(it));
  } catch (error) {
    found = [error.stack];
  }
  console.log(JSON.stringify({ seed, different: found }));
  if (found.length > 0) console.log(found.join("\n"));
}
process.exit(0);
