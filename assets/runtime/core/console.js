// `console`: each call is a `log` entry in the trace, formatted as Node does.

import { clock } from "./clock.js";
import { Kind } from "./host.js";
import { format } from "./format.js";
import { inspect } from "./inspect.js";
import { reportHere } from "./place.js";

/** Characters of one entry that are kept. */
const MAX_TEXT = 10_000;

/** As `LogLevel` in the messages counts them. */
const LEVEL = { debug: 0, log: 1, info: 2, warn: 3, error: 4 };

const counts = new Map();
const starts = new Map();
let indent = "";

function print(level, text) {
  if (indent !== "") text = indent + text.replaceAll("\n", `\n${indent}`);
  if (text.length > MAX_TEXT) text = `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} more characters)`;
  reportHere(Kind.LOG, level, text);
}

function elapsed(label) {
  const start = starts.get(label);
  return start === undefined ? undefined : `${label}: ${+(clock.now - start).toFixed(3)}ms`;
}

export const console = {
  debug: (...values) => print(LEVEL.debug, format(values)),
  log: (...values) => print(LEVEL.log, format(values)),
  info: (...values) => print(LEVEL.info, format(values)),
  warn: (...values) => print(LEVEL.warn, format(values)),
  error: (...values) => print(LEVEL.error, format(values)),
  dir: (value, options) => print(LEVEL.log, inspect(value, options)),
  dirxml: (...values) => print(LEVEL.log, format(values)),
  table: (value) => print(LEVEL.log, inspect(value)),
  trace: (...values) => print(LEVEL.error, `Trace: ${format(values)}`),
  assert(condition, ...values) {
    if (!condition)
      print(LEVEL.error, values.length === 0 ? "Assertion failed" : `Assertion failed: ${format(values)}`);
  },
  count(label = "default") {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    print(LEVEL.log, `${label}: ${count}`);
  },
  countReset: (label = "default") => void counts.delete(label),
  time: (label = "default") => void starts.set(label, clock.now),
  timeLog(label = "default", ...values) {
    const text = elapsed(label);
    if (text !== undefined) print(LEVEL.log, [text, ...(values.length > 0 ? [format(values)] : [])].join(" "));
  },
  timeEnd(label = "default") {
    const text = elapsed(label);
    starts.delete(label);
    if (text !== undefined) print(LEVEL.log, text);
  },
  group(...values) {
    if (values.length > 0) print(LEVEL.log, format(values));
    indent += "  ";
  },
  groupCollapsed: (...values) => console.group(...values),
  groupEnd() {
    indent = indent.slice(2);
  },
};
