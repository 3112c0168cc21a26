// Where in the learner's text the call came from that is running now: the nearest stack frame of that file.

import { cause } from "./cause.js";
import { host } from "./host.js";

/** The name under which the learner's code is evaluated. */
export const FILE = "server.js";

/** Frames looked through: library frames between the learner's call and us are fewer. */
const FRAMES = 40;

const capture = Error.captureStackTrace;
const found = { line: 0, column: 0 };

/** A wrapper that top-level `return` needs stands before the first line; its width is taken off again. */
let prefix = 0;

export function setPrefix(width) {
  prefix = width;
}

export function column(line, raw) {
  return line === 1 && raw > prefix ? raw - prefix : raw;
}

function nearest(_error, sites) {
  for (let i = 0; i < sites.length; i++) {
    if (sites[i].getFileName() === FILE) {
      found.line = sites[i].getLineNumber();
      found.column = column(found.line, sites[i].getColumnNumber());
      return undefined;
    }
  }
  return undefined;
}

/** Reports with the place of the learner's call. Gives the report's number. */
export function reportHere(kind, ...fields) {
  const prepare = Error.prepareStackTrace;
  const limit = Error.stackTraceLimit;
  found.line = 0;
  found.column = 0;
  Error.prepareStackTrace = nearest;
  Error.stackTraceLimit = FRAMES;
  capture({});
  Error.prepareStackTrace = prepare;
  Error.stackTraceLimit = limit;
  return host.report(kind, cause.now, found.line, found.column, ...fields);
}

/** Reports without a place. */
export function report(kind, ...fields) {
  return host.report(kind, cause.now, 0, 0, ...fields);
}

const FRAME = /server\.js:(\d+)(?::(\d+))?/;

/** Line and column of the first frame of the learner's file in a stack's text, or zeros. */
export function placeInStack(stack) {
  const match = FRAME.exec(stack);
  if (match === null) return [0, 0];
  const line = Number(match[1]);
  return [line, column(line, Number(match[2] ?? 1))];
}
