// Bundles everything that goes into the binary: `site/` (what browsers get, with a hash in each name and a manifest)
// and `runtime.js` (the real socket.io and its surroundings, for the worker). Run by build.rs:
// `node build.mjs <source folder> <node_modules folder> <output folder>`.

import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import subsetFont from "subset-font";
import { gzip } from "node:zlib";

const [source, modules, out] = process.argv.slice(2);

/** What a template names a bundled file by: its entry's name, or for a font the family's. */
const FONTS = { "inter-latin-wght-normal": "inter", "jetbrains-mono-latin-wght-normal": "mono" };

/**
 * What the pages use of a font: Latin letters and the signs of the texts, four weights, kerning and figures of one width.
 * `?more` is the part that a page loads only if it has one of these letters; fonts.css has the same two ranges.
 */
const LETTERS = { "": [[0x20, 0x7e]], "?more": [[0xa0, 0xff]] };
const SIGNS = { "": "\u00a0°·×–—‘’“”•…←↑→↓↩−≤≥≠✓", "?more": "ŒœŠšŽžŸı‚„†‹›€™" };
const SUBSET = {
  targetFormat: "woff2",
  variationAxes: { wght: { min: 400, max: 700 } },
  keepFeatures: ["kern", "mark", "ccmp", "tnum"],
};

/** Fonts become a third of their size: what is left out of them is drawn in the system's own. */
const smallFonts = {
  name: "small-fonts",
  setup(bundle) {
    const range = ([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
    const letters = (part) => LETTERS[part].flatMap(range).join("") + SIGNS[part];
    bundle.onLoad({ filter: /\.woff2$/ }, async ({ path: file, suffix }) => ({
      contents: await subsetFont(await readFile(file), letters(suffix), SUBSET),
      loader: "file",
    }));
  },
};

/**
 * What is loaded later imports the page, too: else what both need would be cut into pieces by who needs it, each packed
 * by itself, and the page would be larger by a twentieth.
 */
const together = {
  name: "together",
  setup(bundle) {
    const page = path.join(source, "src", "main.tsx");
    const later = new Set();
    bundle.onResolve({ filter: /^\./ }, async ({ path: name, kind, resolveDir, importer, pluginData }) => {
      if (kind !== "dynamic-import" || pluginData === together) return undefined;
      const found = await bundle.resolve(name, { kind, resolveDir, importer, pluginData: together });
      later.add(found.path);
      return found;
    });
    bundle.onLoad({ filter: /\.tsx?$/ }, async ({ path: file }) => {
      if (!later.has(file)) return undefined;
      const contents = `${await readFile(file, "utf8")}\nimport ${JSON.stringify(page)};\n`;
      return { contents, loader: file.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

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
  const { messages } = await import(path.join(source, "messages.mjs"));
  const shared = {
    ...common,
    outdir: path.join(out, "site"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    target: "es2022",
    plugins: [smallFonts, messages],
  };
  const builds = await Promise.all([
    build({
      ...shared,
      plugins: [...shared.plugins, together],
      entryPoints: { page: "src/main.tsx" },
      format: "esm",
      splitting: true,
      jsx: "automatic",
      jsxImportSource: "preact",
    }),
    build({
      ...shared,
      entryPoints: { course: "src/course.tsx", glossary: "src/glossary.tsx" },
      format: "esm",
      jsx: "automatic",
      jsxImportSource: "preact",
    }),
    build({ ...shared, entryPoints: { "client-esm": "src/frame/module.ts" }, format: "esm" }),
    build({ ...shared, entryPoints: { frame: "src/frame/main.ts", theme: "src/theme.ts" }, format: "iife" }),
    build({
      ...shared,
      entryPoints: {
        style: "styles/main.css",
        cheatsheet: "styles/cheatsheet.css",
        "on-demand": "styles/on-demand.css",
        sheet: "styles/sheet.css",
        frame: "styles/frame.css",
      },
      target: "chrome123",
    }),
  ]);
  await writeFile(path.join(out, "site", "manifest.json"), JSON.stringify(manifest(builds), null, 2));
  await pack(path.join(out, "site"));
}

/** Puts a gzipped copy beside each text, for browsers that take one. Fonts are packed already. */
async function pack(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
  const packed = async (name) => promisify(gzip)(await readFile(path.join(folder, name)), { level: 9 });
  await Promise.all(names.map(async (name) => writeFile(path.join(folder, `${name}.gz`), await packed(name))));
}

/** Logical name -> name with hash, of entries, of chunks that are imported by name, and of fonts. */
function manifest(builds) {
  const names = {};
  for (const { metafile } of builds) {
    for (const [file, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
      if (Object.keys(inputs).some((input) => input.endsWith("?more"))) continue;
      const [, stem, extension] = /^(.*)-[A-Z0-9]{8}(\.\w+)$/.exec(path.basename(file)) ?? [];
      if (extension === ".woff2" && FONTS[stem]) names[FONTS[stem] + extension] = path.basename(file);
      else if (entryPoint && stem) names[stem + extension] = path.basename(file);
    }
  }
  return { ...names, "editor-core.js": core(builds) };
}

/** The chunk that the editor shares with what it loads later: a page that waits for the editor loads both at once. */
function core(builds) {
  const outputs = Object.assign({}, ...builds.map(({ metafile }) => metafile.outputs));
  const importsOf = (entry) =>
    Object.values(outputs)
      .find(({ entryPoint }) => entryPoint === entry)
      .imports.filter(({ kind }) => kind === "import-statement");
  const page = importsOf("src/main.tsx").map((it) => it.path);
  const shared = importsOf("src/view/editor/editor.ts").filter((it) => !page.includes(it.path));
  if (shared.length !== 1) throw new Error(`the editor imports ${shared.length} chunks, and the page preloads one`);
  return path.basename(shared[0].path);
}

async function runtime() {
  const { options } = await import(path.join(source, "runtime", "bundle.mjs"));
  await build({ ...common, ...options(source, modules), outfile: path.join(out, "runtime.js") });
}

await rm(path.join(out, "site"), { recursive: true, force: true });
await mkdir(path.join(out, "site"), { recursive: true });
await Promise.all([site(), runtime()]);
