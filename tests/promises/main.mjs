// Runs random programs on Node's socket.io and in a sandbox, and writes one line of JSON for each: how the clients' logs
// differ (promise 2), and where the trace differs from what they got (promise 1).
// node main.mjs MODULES [--address URL] [--seeds A..B] [--show]; without an address Node is compared with itself.

import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { runScript } from "./clients.mjs";
import { differences } from "./compare.mjs";
import { lies } from "./honest.mjs";
import { KNOWN } from "./known.mjs";
import { startNode } from "./node.mjs";
import { program } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { address: { type: "string" }, seeds: { type: "string", default: "0..40" }, show: { type: "boolean" } },
});
const require = createRequire(`${positionals[0]}/`);
const lib = { ...require("socket.io-client"), Server: require("socket.io").Server };

async function onNode(it) {
  const server = await startNode(lib, it);
  try {
    return await runScript(lib, server, it);
  } finally {
    await server.stop();
  }
}

async function inSandbox(it) {
  const sandbox = await startSandbox(values.address, it);
  try {
    return await runScript(lib, sandbox, it);
  } finally {
    await sandbox.stop();
  }
}

async function judge(it) {
  try {
    const node = await onNode(it);
    if (values.address === undefined) return { different: differences(node, await onNode(it)), dishonest: [] };
    const sandbox = await inSandbox(it);
    return { different: differences(node, sandbox), dishonest: lies(sandbox) };
  } catch (error) {
    return { different: [error.stack], dishonest: [error.message] };
  }
}

function show({ server, steps }) {
  process.stderr.write(`${server}\n${steps.map((step, place) => `${place} ${JSON.stringify(step)}`).join("\n")}\n`);
}

const [from, to] = values.seeds.split("..").map(Number);
const programs = [...KNOWN, ...Array.from({ length: to - from }, (_, place) => program(from + place))];
const results = [];
let next = 0;
// Programs wait more than they work.
await Promise.all(Array.from({ length: 3 }, async () => {
  while (next < programs.length) {
    const place = next++;
    const it = programs[place];
    if (values.show) show(it);
    results[place] = { seed: it.seed, transport: it.transport, ...(await judge(it)) };
  }
}));
console.log(results.map((result) => JSON.stringify(result)).join("\n"));
process.exit(0);
