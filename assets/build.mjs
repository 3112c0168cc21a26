// Bundles everything that goes into the binary: `site/` (what browsers get, with a hash in each name and a manifest)
// and `runtime.js` (the real socket.io and its surroundings, for the worker). Run by build.rs:
// `node build.mjs <source folder> <node_modules folder> <output folder>`.

import { build } from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const [source, modules, out] = process.argv.slice(2);

const common = {
  absWorkingDir: source,
  nodePaths: [modules],
  bundle: true,
  minify: true,
  legalComments: "none",
  logLevel: "error",
  metafile: true,
};

async function site() {
  const shared = {
    ...common,
    outdir: path.join(out, "site"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    target: "es2022",
    loader: { ".woff2": "file" },
  };
  const builds = await Promise.all([
    build({
      ...shared,
      entryPoints: { page: "src/main.tsx" },
      format: "esm",
      splitting: true,
      jsx: "automatic",
      jsxImportSource: "preact",
    }),
    build({ ...shared, entryPoints: { frame: "src/frame/main.ts" }, format: "iife" }),
    build({ ...shared, entryPoints: { style: "styles/main.css" } }),
  ]);
  const manifest = {};
  for (const { metafile } of builds) {
    for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
      if (!entryPoint) continue;
      const name = path.basename(file);
      manifest[name.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "")] = name;
    }
  }
  await writeFile(path.join(out, "site", "manifest.json"), JSON.stringify(manifest, null, 2));
}

async function runtime() {
  const { options } = await import(path.join(source, "runtime", "bundle.mjs"));
  await build({ ...common, ...options(source, modules), outfile: path.join(out, "runtime.js") });
}

await rm(path.join(out, "site"), { recursive: true, force: true });
await mkdir(path.join(out, "site"), { recursive: true });
await Promise.all([site(), runtime()]);
