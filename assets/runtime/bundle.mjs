// How the sandbox's JavaScript is bundled: one ES module for QuickJS, with Node's modules replaced by ours.

export function options() {
  return {
    entryPoints: ["runtime/main.js"],
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    target: "es2022",
  };
}
