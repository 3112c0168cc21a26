// A scenario in words: its lines as a person reads them, and what came of each when it was played.

import type { Act } from "../model/part";
import type { Came, LineMark, Play, Surprise } from "../model/play";
import { code, say, strong, type Text } from "./pieces";

export const text = {
  play: "Play",
  run: "Run",
  playOn: "Play on",
  playAgain: "Play again",
  step: "Step",
  stop: "Stop",
  open: "Line by line",
  openHint: "Shows the answer",
  lines: "Lines of the scenario",
  fresh: "Starts fresh: the server restarts with the code in the editor, and each client's page is loaded again.",
  starting: "Starting the server, then each client",
  playing: "Playing",
  paused: "Waiting for your next step",
  stopped: "Stopped",
  now: "Now:",
  asText: "Show as text",
  copy: "Copy",
  copied: "Copied",
  notCopied: "The browser did not let the page copy; select the text instead",
  waits: (milliseconds: number) => `waits ${seconds(milliseconds)}`,
  left: (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s left`,
  notStarted: "The server did not start with this code",
  noServer: "The server does not answer",
  cut: "The server started anew, which ended it",
  notLoaded: (client: string) => `${client}'s page did not load`,
  noAnswer: (client: string) => `${client}'s page does not answer`,
} as const;

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${milliseconds / 1_000} s`;
}

export interface LineWords {
  /** Who does it and to whom; null for a note, which is a sentence. */
  readonly way: { readonly from: string; readonly to: string } | null;
  readonly what: Text;
}

export function lineWords(act: Act): LineWords {
  switch (act.kind) {
    case "emit":
      return up(act.client, say`${code(call(spaced(act.namespace, act.event), act.args))}`);
    case "event":
      return down(act.client, say`${code(call(spaced(act.namespace, act.event), act.args))}`);
    case "answer":
      return up(act.client, say`${code(call("ack", act.args))}`);
    case "ack":
      return down(act.client, say`${code(call("ack", act.args))}`);
    case "connect":
      return up(act.client, say`connects${at(act.namespace)}${act.auth === null ? [] : say` with ${json(act.auth)}`}`);
    case "disconnect":
      return up(act.client, say`disconnects${at(act.namespace)}`);
    case "refusal":
      return down(act.client, say`refused${at(act.namespace)}${detail(act.message)}`);
    case "dropped":
      return down(act.client, say`disconnected${at(act.namespace)}${detail(act.reason)}`);
    case "request":
      return up(act.client, say`${code([act.method, act.path, act.body === null ? "" : JSON.stringify(act.body)].join(" ").trim())}`);
    case "response":
      return down(act.client, say`${code(call(String(act.status), act.body === null ? [] : [act.body]))}`);
    case "clock":
      return { way: null, what: say`${seconds(act.milliseconds)} pass` };
    case "offline":
      return { way: null, what: say`${strong(act.client)} goes offline` };
    case "online":
      return { way: null, what: say`${strong(act.client)} is online again` };
    case "polling":
      return { way: null, what: say`${strong(act.client)} uses long-polling only` };
    case "slow":
      return { way: null, what: say`${strong(act.client)}'s network takes ${seconds(act.milliseconds)} each way` };
  }
}

const up = (client: string, what: Text): LineWords => ({ way: { from: client, to: "server" }, what });
const down = (client: string, what: Text): LineWords => ({ way: { from: "server", to: client }, what });
const at = (namespace: string): Text => (namespace === "/" ? [] : say` to ${code(namespace)}`);
const json = (value: unknown) => code(JSON.stringify(value) ?? "");
const detail = (value: unknown): Text => (value === null || value === "*" ? [] : say`: ${json(value)}`);
const spaced = (namespace: string, event: string) => (namespace === "/" ? event : `${namespace} ${event}`);

/** What a person can read at a glance, in characters. */
const MOST = 200;

function call(name: string, args: readonly unknown[]): string {
  const whole = [name, args.map((value) => JSON.stringify(value)).join(", ")].join(" ").trim();
  return whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole;
}

/** Under a line: what is to be told of it beyond its mark. */
export function markWords(mark: LineMark, act: Act): Text {
  const client = "client" in act ? act.client : "";
  switch (mark.kind) {
    case "failed":
      return say`Not done: ${mark.problem}`;
    case "missing":
      return mark.instead
        ? say`${strong(client)} did not receive this, but ${cameWords(mark.instead)}`
        : say`${strong(client)} did not receive this`;
    case "done":
      return surprises(mark.also);
    default:
      return [];
  }
}

export function surprises(found: readonly Surprise[]): Text {
  return found.flatMap(({ client, came }, index) => [
    ...(index === 0 ? [] : [". "]),
    ...say`${strong(client)} also received ${cameWords(came)}`,
  ]);
}

export function cameWords(came: Came): Text {
  switch (came.kind) {
    case "event":
      return say`${code(call(spaced(came.namespace, came.event), came.args))}`;
    case "ack":
      return say`${code(call("ack", came.args))}`;
    case "refusal":
      return say`the refusal ${code(came.message)}`;
    case "dropped":
      return say`the end of its connection (${came.reason})`;
    case "response":
      return say`${code(call(String(came.status), came.body === null ? [] : [came.body]))}`;
  }
}

/** One word for a line's state, for those who do not see its mark. */
export function markName(mark: LineMark): string {
  return {
    todo: "",
    now: "now",
    done: "done",
    failed: "not done",
    met: "came true",
    missing: "did not come true",
  }[mark.kind];
}

/** How the whole went, once nothing is left to do. */
export function outcome(play: Play): string {
  if (play.phase === "failed") return `${play.problem}.`;
  const expected = play.marks.filter(({ kind }) => kind === "met" || kind === "missing");
  const met = expected.filter(({ kind }) => kind === "met").length;
  const more =
    play.early.length + play.marks.reduce((sum, mark) => sum + (mark.kind === "done" ? mark.also.length : 0), 0);
  const failed = play.marks.some(({ kind }) => kind === "failed");
  if (play.phase === "stopped") return `${text.stopped}.`;
  if (play.phase === "cut") return `${text.cut}.`;
  if (failed) return "Not every line could be done.";
  if (expected.length === 0 && more === 0) return "Played. Nobody was to receive anything, and nobody did.";
  const came = met === expected.length ? "All of it came true" : `${met} of ${expected.length} came true`;
  return more === 0 ? `${came}.` : `${came}, and ${more} more arrived.`;
}
