// Runs every `*.test.ts` under src/ with node's own test runner: bundled by esbuild into a folder that goes away again.
// `node tests.mjs [part of a file's name]`

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { messages } from "./messages.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "";
const files = find(path.join(here, "src")).filter((file) => file.includes(wanted));
const out = mkdtempSync(path.join(tmpdir(), "emitscope-tests-"));

function find(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

try {
  await build({
    entryPoints: files,
    outdir: out,
    outbase: path.join(here, "src"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [messages],
    logLevel: "error",
  });
  const built = readdirSync(out, { recursive: true }).filter((name) => name.endsWith(".test.mjs"));
  const run = spawnSync(process.execPath, ["--test", ...built.map((name) => path.join(out, name))], {
    cwd: here,
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
