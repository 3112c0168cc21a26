// The arrows between the folders go one way: model <- text <- effects <- view, and model <- frame. A test holds that, as it does in Rust.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

const ALLOWED: Record<string, readonly string[]> = {
  model: ["model"],
  text: ["model", "text"],
  effects: ["model", "text", "effects"],
  view: ["model", "text", "effects", "view"],
  frame: ["model", "frame"],
};

test("a folder imports only what lies below it", () => {
  for (const [folder, allowed] of Object.entries(ALLOWED)) {
    for (const name of readdirSync(`src/${folder}`, { recursive: true, encoding: "utf8" })) {
      if (!/(?<!\.test)\.tsx?$/.test(name)) continue;
      const file = path.join("src", folder, name);
      for (const [, from = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
        // The folder of messages belongs to the texts.
        if (folder === "text" && /^\.\.\/\.\.\/texts\/en\.ftl(\?\w+)?$/.test(from)) continue;
        const [, target = ""] = path.join(path.dirname(file), from).split(path.sep);
        assert.ok(allowed.includes(target), `${file} imports ${from}`);
      }
    }
  }
});
