// Where in the learner's text the call came from that is running now: the nearest stack frame of that file.

import { cause } from "./cause.js";
import { host } from "./host.js";

/** The name under which the learner's code is evaluated. */
export const FILE = "server.js";

/** Frames looked through: library frames between the learner's call and us are fewer. */
const FRAMES = 40;

const capture = Error.captureStackTrace;
export const here = { line: 0, column: 0 };

/** Places of calls that were asked for before, by line and column of the engine. */
const known = new Map();
/** Entries of `known`; a program has few places. */
const MAX_KNOWN = 5_000;

function nearest(_error, sites) {
  for (let i = 0; i < sites.length; i++) {
    const site = sites[i];
    if (site.getFileName() === FILE) {
      callPlace(site.getLineNumber(), site.getColumnNumber(), i === 0 ? null : sites[i - 1].getFunctionName());
      return undefined;
    }
  }
  return undefined;
}

/** The engine's position is somewhere in the brackets of the call; the host knows where the call is. */
function callPlace(line, column, callee) {
  const key = line * 65_536 + column;
  let entry = known.get(key);
  if (entry === undefined || entry.callee !== callee) {
    const [callLine, callColumn] = host.call(line, column, callee ?? "");
    entry = { callee, line: callLine, column: callColumn };
    if (known.size < MAX_KNOWN) known.set(key, entry);
  }
  here.line = entry.line;
  here.column = entry.column;
}

/** Finds the place of the learner's call, for the next report. */
export function locate() {
  const prepare = Error.prepareStackTrace;
  const limit = Error.stackTraceLimit;
  here.line = 0;
  here.column = 0;
  Error.prepareStackTrace = nearest;
  Error.stackTraceLimit = FRAMES;
  capture({});
  Error.prepareStackTrace = prepare;
  Error.stackTraceLimit = limit;
  return here;
}

/** Reports with the place of the learner's call. Gives the report's number. */
export function reportHere(kind, ...fields) {
  locate();
  return host.report(kind, cause.now, here.line, here.column, ...fields);
}

/** Reports without a place. */
export function report(kind, ...fields) {
  return host.report(kind, cause.now, 0, 0, ...fields);
}

const FRAME = /(\()?server\.js:(\d+)(?::(\d+))?/;

/** Line and column of the first frame of the learner's file in a stack's text, as the engine has them; or undefined. */
export function positionInStack(stack) {
  const match = FRAME.exec(stack);
  // A frame without a function is an error in the text itself.
  return match === null
    ? undefined
    : { line: Number(match[2]), column: Number(match[3] ?? 1), syntax: match[1] === undefined };
}
