// What nobody caught: in Node the end of the process, here an entry in the trace, after which the sandbox goes on.

import { cause } from "./cause.js";
import { host, Kind } from "./host.js";
import { inspect } from "./inspect.js";
import { positionInStack } from "./place.js";
import { process } from "./process.js";

/** Characters of a stack that are kept. */
const MAX_STACK = 4_000;
/** Characters of a title that are kept. */
const MAX_TITLE = 1_000;

const THROWN = "Nothing caught it. Node would have ended the process here; the sandbox goes on.";
const REJECTED =
  "A promise was rejected and nothing handled it. Node would have ended the process here; the sandbox goes on.";

const NO_MODULE = /^Error: Cannot find module '([^']*)'/;

function text(get) {
  try {
    return String(get());
  } catch {
    return "";
  }
}

function titleOf(error) {
  if (!(error instanceof Error)) return `Uncaught ${text(() => inspect(error))}`;
  const name = text(() => error.name) || "Error";
  const message = text(() => error.message);
  return message === "" ? name : `${name}: ${message}`;
}

/** The frames of the learner's own file. */
function framesOf(stack) {
  const own = stack.split("\n").filter((frame) => frame.includes("server.js"));
  return own.join("\n").slice(0, MAX_STACK);
}

/** `[title, detail, line, column, stack]` of something thrown. */
export function failure(error, detail) {
  const stack = error instanceof Error ? text(() => error.stack) : "";
  const position = positionInStack(stack);
  let title = titleOf(error);
  let line = 0;
  let column = 0;
  if (position !== undefined) {
    const { line: rawLine, column: rawColumn, syntax } = position;
    if (title === "TypeError: not a function") {
      const callee = host.callee(rawLine, rawColumn);
      if (callee !== undefined) title = `TypeError: ${callee} is not a function`;
      [line, column] = host.call(rawLine, rawColumn, "");
    } else {
      [line, column] = host.place(rawLine, rawColumn, syntax);
    }
  }
  // An import that fails has no frame.
  const module = line === 0 ? NO_MODULE.exec(title)?.[1] : undefined;
  if (module !== undefined) [line, column] = host.mention(module);
  return [title.slice(0, MAX_TITLE), detail, line, column, framesOf(stack)];
}

export function reportError(error, detail, limit = null) {
  const [title, told, line, column, stack] = failure(error, detail);
  host.report(Kind.ERROR, cause.now, line, column, title, told, limit, stack);
}

/** Called with the report that an error followed from: a request that it leaves without an answer gets one. */
export const afterError = { run: () => {} };

/** Something was thrown and nobody caught it. */
export function uncaught(error) {
  if (process.listenerCount("uncaughtException") > 0) {
    try {
      process.emit("uncaughtException", error, "uncaughtException");
      return;
    } catch (second) {
      error = second;
    }
  }
  reportError(error, THROWN);
  afterError.run(cause.now);
}

export function uncaughtRejection(reason, promise) {
  try {
    if (process.listenerCount("unhandledRejection") > 0) {
      process.emit("unhandledRejection", reason, promise);
      return;
    }
    if (process.listenerCount("uncaughtException") > 0) {
      process.emit("uncaughtException", reason, "unhandledRejection");
      return;
    }
  } catch (second) {
    reason = second;
  }
  reportError(reason, REJECTED);
  afterError.run(cause.now);
}
