// What the runtime inside a client's frame tells the page: a hint, never the truth.

import * as read from "./read";

export type Report =
  | { readonly type: "ready"; readonly action: string | null }
  /** A page begins to load; it made a socket; a person pressed something in it. */
  | { readonly type: "began" | "socket" | "touched" }
  /** `twice`: the same listener is registered more than once for it. */
  | {
      readonly type: "arrived";
      readonly socket: string;
      readonly event: string;
      readonly listeners: number;
      readonly twice: boolean;
    }
  /** The page's connections to the namespace that it has most of them to. */
  | { readonly type: "connections"; readonly count: number }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "key"; readonly key: "run" | "next-pane" | "previous-pane" }
  | Told;

/** About what a scenario made the client do; `act` is the number that the page gave it. */
export type Told =
  /** Done; or why it cannot be done. */
  | { readonly type: "acted"; readonly act: number; readonly problem: string | null }
  | { readonly type: "acked"; readonly act: number; readonly args: readonly unknown[] }
  /** A piece of an answer over HTTP, or the `whole` of it at its end. */
  | {
      readonly type: "responded";
      readonly act: number;
      readonly status: number;
      readonly body: unknown;
      readonly whole: boolean;
    }
  | { readonly type: "refused"; readonly namespace: string; readonly message: string; readonly data: unknown }
  | { readonly type: "ended"; readonly namespace: string; readonly reason: string };

const KEYS = ["run", "next-pane", "previous-pane"] as const;

/** Longest text taken from a frame, in characters; and longest value, as JSON. */
const MAX_REPORT_TEXT = 200;
const MAX_REPORT_JSON = 100_000;

export function parseFrameReport(data: unknown): Report | null {
  const value = read.fields(data);
  if (value?.from !== "emitscope-client") return null;
  const short = (item: unknown) => read.text(item).slice(0, MAX_REPORT_TEXT);
  switch (value.type) {
    case "ready":
      return { type: "ready", action: short(value.action) || null };
    case "arrived":
      return {
        type: "arrived",
        socket: short(value.socket),
        event: short(value.event),
        listeners: read.count(value.listeners),
        twice: value.twice === true,
      };
    case "connections":
      return { type: "connections", count: read.count(value.count) };
    case "began":
    case "socket":
    case "touched":
      return { type: value.type };
    case "failed":
      return { type: "failed", message: short(value.message) };
    case "key": {
      const key = read.oneOf(KEYS, value.key);
      return key && { type: "key", key };
    }
    case "acted":
      return { type: "acted", act: read.count(value.act, -1), problem: short(value.problem) || null };
    case "acked":
      return { type: "acked", act: read.count(value.act, -1), args: read.list(bounded(value.args)) };
    case "responded": {
      const [act, status] = [read.count(value.act, -1), read.count(value.status)];
      return { type: "responded", act, status, body: bounded(value.body), whole: value.whole === true };
    }
    case "refused": {
      const [namespace, message] = [short(value.namespace), short(value.message)];
      return { type: "refused", namespace, message, data: bounded(value.data) };
    }
    case "ended":
      return { type: "ended", namespace: short(value.namespace), reason: short(value.reason) };
    default:
      return null;
  }
}

/** A value as JSON has it; one that is too long, or none at all, is null. */
function bounded(value: unknown): unknown {
  const json = read.text(value);
  return json.length <= MAX_REPORT_JSON ? (read.json(json) ?? null) : null;
}
