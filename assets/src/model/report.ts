// What came of a check: each scenario line by line, with the router's reasons read out of the server's words. A reason
// that this page does not understand stays a sentence.

import { REASONS, type Reason } from "./entry";
import * as read from "./read";

export interface CheckReport {
  readonly passed: boolean;
  readonly scenarios: readonly ScenarioReport[];
}

export interface ScenarioReport {
  readonly title: string;
  readonly passed: boolean;
  readonly lines: readonly LineReport[];
}

export interface LineReport {
  /** As the lesson's author wrote it. */
  readonly text: string;
  /** `unplayed`: the scenario had to stop before it. */
  readonly kind: "right" | "wrong" | "unplayed";
  readonly expected: string;
  readonly got: string;
  readonly why: readonly Why[];
}

export type Why = { readonly kind: "sentence"; readonly text: string } | Told;

/** A decision as the check tells it. */
export interface Told {
  readonly kind: "decision";
  /** Of the server code, or null. */
  readonly line: number | null;
  readonly call: string;
  readonly event: string;
  readonly times: number;
  readonly fates: readonly Fate[];
  /** Clients that a `socket.emit` was not meant for, or that were too many to name. */
  readonly rest: number;
}

export interface Fate {
  readonly client: string;
  /** Null: delivered. */
  readonly reason: Reason | null;
  readonly room: string | null;
}

export function parseReport(body: string): CheckReport | null {
  const value = read.fields(read.json(body));
  if (!value || !Array.isArray(value.scenarios)) return null;
  const scenarios = value.scenarios.map((item) => {
    const scenario = read.fields(item);
    const lines = read.list(scenario?.lines).map(parseLine);
    return { title: read.text(scenario?.title), passed: scenario?.passed === true, lines };
  });
  return { passed: value.passed === true, scenarios };
}

function parseLine(value: unknown): LineReport {
  const line = read.fields(value);
  const expected = read.text(line?.expected);
  const why = read.text(line?.why);
  const isUnplayed = line?.ok !== true && expected === "" && why === "" && /^not played/.test(read.text(line?.got));
  return {
    text: read.text(line?.text),
    kind: line?.ok === true ? "right" : isUnplayed ? "unplayed" : "wrong",
    expected,
    got: read.text(line?.got),
    why: why.split("\n").filter(Boolean).map(parseWhy),
  };
}

/** "line 3, `io.to("r").emit` of `hello`: bob delivered, alice skipped (sender) (2 times)" */
const DECISION = /^(?:line (\d+), )?`([^`]*)` of `([^`]*)`: (.+?)(?: \((\d+) times\))?$/;
const FATE = /^(\S+) (?:(delivered)|skipped \(([a-z-]+)(?: `([^`]*)`)?\))$/;
const REST = /^(\d+) not addressed$/;

export function parseWhy(text: string): Why {
  const sentence = { kind: "sentence", text } as const;
  const [, line, call = "", event = "", told = "", times] = DECISION.exec(text) ?? [];
  if (!told) return sentence;
  const fates: Fate[] = [];
  let rest = 0;
  for (const part of told.split(", ")) {
    const [, client, delivered, word, room] = FATE.exec(part) ?? [];
    const [, count] = REST.exec(part) ?? [];
    const reason = read.oneOf(REASONS, word);
    if (count) rest += Number(count);
    else if (client && (delivered || reason)) fates.push({ client, reason, room: room ?? null });
    else return sentence;
  }
  return { kind: "decision", line: line ? Number(line) : null, call, event, times: Number(times ?? 1), fates, rest };
}

/** The rooms that a call names as plain texts: `io.to("red").to("blue").emit`. */
export function roomsOf(call: string): readonly string[] {
  return [...call.matchAll(/\.(?:to|in)\(\s*(["'`])([^"'`]*)\1\s*\)/g)].map(([, , room = ""]) => room);
}
