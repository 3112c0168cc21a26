// The page's cases: `--list` prints their names, `--case NAME` runs one. A case fails by throwing, and in any case when
// the page wrote an error to its console.

import { readdirSync } from "node:fs";
import { cases, Stage } from "./stage.mjs";

const here = new URL(".", import.meta.url);
const files = readdirSync(here).filter((file) => file.endsWith(".mjs") && file !== "main.mjs" && file !== "stage.mjs");
for (const file of files.sort()) await import(`./${file}`);

const [command, name] = process.argv.slice(2);
if (command === "--list") {
  for (const known of cases.keys()) console.log(known);
} else {
  const stage = new Stage(name);
  const { run, longest } = cases.get(name);
  setTimeout(() => {
    console.error(`no end after ${longest} ms`);
    process.exit(1);
  }, longest).unref();
  try {
    await run(stage);
    stage.assertQuiet();
  } catch (error) {
    await stage.shot("failed").catch(() => undefined);
    console.error(error.stack ?? error);
    console.error(stage.console.join("\n"));
    process.exitCode = 1;
  } finally {
    await stage.close();
  }
}
