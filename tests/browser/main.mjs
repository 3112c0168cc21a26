// The page's cases: `--list` prints their names, `--case NAME` runs one. A case fails by throwing, and in any case when
// the page wrote an error to its console.

import { cases, Stage } from "./stage.mjs";

/** A case that hangs must not hold up the others. */
const LONGEST_MS = 90_000;

for (const file of ["hello", "editing", "keyboard", "history", "author", "server", "phone", "access", "pages", "weather", "wire"]) {
  await import(`./${file}.mjs`);
}

const [command, name] = process.argv.slice(2);
if (command === "--list") {
  for (const known of cases.keys()) console.log(known);
} else {
  const stage = new Stage(name);
  setTimeout(() => {
    console.error(`no end after ${LONGEST_MS} ms`);
    process.exit(1);
  }, LONGEST_MS).unref();
  try {
    await cases.get(name)(stage);
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
