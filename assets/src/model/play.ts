// A scenario that is played in the page: how far it is, and what has come of each of its lines. What the server sent is
// read from the trace, what arrived from the frames' reports; the scenario's own lines are only held against that.

import type { Hearing } from "./hearing";
import { find, type Log } from "./log";
import { type Expectation, isStimulus, type Scenario } from "./part";
import { align, type IsId, same, sameList } from "./same";

/** How far a run goes: to its end, one line at a time, or up to the predicted emit. */
export type Goal = "all" | "step" | "predict";

/** `failed`: it could not go on, and `problem` says why. `stopped`: by the student, or by a restart of the server. */
export type Phase = "starting" | "acting" | "paused" | "over" | "stopped" | "failed";

/** From one stimulus to the next. The first window is the start, before anybody does anything. */
export interface Window {
  /** The stimulus' line; -1 for the start. */
  readonly line: number;
  /** The newest entry when it began. */
  readonly base: number;
  /** Everything that follows from it has come, as far as one can tell without waiting for timers. */
  readonly settled: boolean;
  /** Why it could not be done; null otherwise. */
  readonly problem: string | null;
}

/** What a client received; `act` is the line of the emit or request that it answers. */
export type Came =
  | {
      readonly kind: "event";
      readonly namespace: string;
      readonly event: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "ack"; readonly act: number; readonly args: readonly unknown[] }
  | { readonly kind: "refusal"; readonly namespace: string; readonly message: string; readonly data: unknown }
  | { readonly kind: "dropped"; readonly namespace: string; readonly reason: string }
  | { readonly kind: "response"; readonly act: number; readonly status: number; readonly body: unknown };

/** What a frame reported, and during which window. */
export interface Fact {
  readonly client: string;
  readonly window: number;
  readonly came: Came;
}

export interface Surprise {
  readonly client: string;
  readonly came: Came;
}

export type LineMark =
  | { readonly kind: "todo" }
  | { readonly kind: "now" }
  /** Done; `also`: what came that no line says. */
  | { readonly kind: "done"; readonly also: readonly Surprise[] }
  | { readonly kind: "failed"; readonly problem: string }
  | { readonly kind: "met" }
  | { readonly kind: "missing"; readonly instead: Came | null };

export interface Play {
  readonly scenario: number;
  readonly goal: Goal;
  readonly phase: Phase;
  readonly problem: string;
  /** The run of the log that this is. */
  readonly run: number;
  readonly windows: readonly Window[];
  readonly facts: readonly Fact[];
  /** What the frames said of the lines that they were to do: why one cannot be done, or null for done. */
  readonly acted: Readonly<Record<number, string | null>>;
  /** One for each line. */
  readonly marks: readonly LineMark[];
  /** What came before the first stimulus that no line says. */
  readonly early: readonly Surprise[];
}

/** Reports of frames that one run keeps; a client that is told more than this is not compared any further. */
export const MAX_FACTS = 500;
/** Events of one client that are compared in one window. */
const MAX_EVENTS = 500;
/** Surprises that are told in one window. */
const MAX_SURPRISES = 5;

const TODO: LineMark = { kind: "todo" };

export function opened(scenario: Scenario, index: number, goal: Goal): Play {
  return {
    scenario: index,
    goal,
    phase: "starting",
    problem: "",
    run: 0,
    windows: [],
    facts: [],
    acted: {},
    marks: scenario.lines.map(() => TODO),
    early: [],
  };
}

export const isBusy = (play: Play | null): boolean => play?.phase === "starting" || play?.phase === "acting";

/** A run that will not go on: its marks stay as they are once the server runs anew. */
export const isDone = ({ phase }: Play): boolean => phase === "over" || phase === "stopped" || phase === "failed";

/** The line of the next stimulus from `from` on; null when nobody does anything any more. */
export function nextStimulus({ lines }: Scenario, from: number): number | null {
  const at = lines.findIndex(({ act }, index) => index >= from && isStimulus(act));
  return at < 0 ? null : at;
}

/** The namespaces that a scenario connects a client to by a line of its own, so that its page must not do it before. */
export function heldNamespaces(scenario: Scenario, client: string): readonly string[] {
  const seen = new Set<string>();
  const held = new Set<string>();
  for (const { act } of scenario.lines) {
    if (!("namespace" in act) || act.client !== client || act.namespace === null) continue;
    if (act.kind === "connect" && !seen.has(act.namespace)) held.add(act.namespace);
    // What is emitted before a connect waits for it; whatever else is told of a namespace shows that it was connected.
    else if (act.kind !== "emit") seen.add(act.namespace);
  }
  const elsewhere = held.size > 0 && !held.has("/");
  const usesMain = scenario.lines.some(
    ({ act }) => "namespace" in act && act.client === client && act.namespace === "/",
  );
  return elsewhere && !usesMain ? [...held, "/"] : [...held];
}

/** Whose every socket of this run is, by its id. */
export function owners(log: Log): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { id, client } of log.world.values()) if (client !== null) found.set(id, client);
  for (const { entry, run } of log.moments)
    if (entry.kind === "connect" && run === log.run && entry.client !== null) found.set(entry.socket, entry.client);
  return found;
}

/** A client's socket id: in that namespace, else in the main one. */
export function socketId(log: Log, client: string, namespace: string): string | null {
  const own = [...log.world.values()].filter((peer) => peer.client === client && peer.told);
  const found = own.find((peer) => peer.namespace === namespace) ?? own.find((peer) => peer.namespace === "/");
  return found?.id ?? null;
}

/** Holds what came against the lines, and gives the play with its marks. */
export function judged(play: Play, scenario: Scenario, log: Log, hearing: Hearing): Play {
  if (play.windows.length === 0 || play.run !== log.run) return play;
  const whose = owners(log);
  const isId: IsId = (client, id) => whose.get(id) === client;
  const facts = [...play.facts, ...events(play, log, hearing, whose)];
  const marks: LineMark[] = scenario.lines.map(() => TODO);
  const surprises: Surprise[][] = play.windows.map(() => []);
  const wanted = play.windows.map((window) => expectations(scenario, window.line));
  const clients = new Set([...facts.map(({ client }) => client), ...wanted.flat().map(({ act }) => act.client)]);
  for (const client of clients) {
    for (const kind of ["event", "ack", "refusal", "dropped", "response"] as const) {
      let carried: Came[] = [];
      play.windows.forEach((window, at) => {
        const lines = (wanted[at] ?? []).filter(({ act }) => act.client === client && act.kind === kind);
        const came = facts.filter((fact) => fact.window === at && fact.client === client && fact.came.kind === kind);
        const got = [...carried, ...came.map((fact) => fact.came)];
        const pairs = align(lines, got, (line, item) => fits(line, item, isId));
        const rest = got.filter((_, index) => !pairs.includes(index));
        // A timer of the real clock may fire before the line that waits for it is played.
        const later = waitsLater(scenario, window.line);
        pairs.forEach((pair, index) => {
          const line = lines[index]?.line ?? -1;
          if (pair >= 0) marks[line] = { kind: "met" };
          else if (window.settled) marks[line] = { kind: "missing", instead: later ? null : (rest.shift() ?? null) };
        });
        carried = later ? rest : [];
        if (window.settled && !later) surprises[at]?.push(...rest.map((item) => ({ client, came: item })));
      });
    }
  }
  play.windows.forEach(({ line, settled, problem }, at) => {
    if (line < 0) return;
    const also = (surprises[at] ?? []).slice(0, MAX_SURPRISES);
    marks[line] = problem ? { kind: "failed", problem } : settled ? { kind: "done", also } : { kind: "now" };
  });
  return { ...play, marks, early: (surprises[0] ?? []).slice(0, MAX_SURPRISES) };
}

interface Wanted {
  readonly line: number;
  readonly act: Expectation;
  /** The line that an ack or a response answers. */
  readonly answers: number;
}

/** The lines from a stimulus to the next one, all of which say what is received. */
function expectations(scenario: Scenario, after: number): readonly Wanted[] {
  const end = nextStimulus(scenario, after + 1) ?? scenario.lines.length;
  return scenario.lines.slice(after + 1, end).flatMap(({ act }, offset) => {
    if (isStimulus(act)) return [];
    const line = after + 1 + offset;
    const asks = act.kind === "response" ? "request" : "emit";
    const answers = scenario.lines.findLastIndex(
      (other, at) => at < line && other.act.kind === asks && other.act.client === act.client,
    );
    return [{ line, act, answers }];
  });
}

function waitsLater(scenario: Scenario, after: number): boolean {
  return scenario.lines.some(({ act }, at) => at > after && act.kind === "clock");
}

/** The events that the server sent in this run and that arrived in a frame. */
function events(play: Play, log: Log, hearing: Hearing, whose: ReadonlyMap<string, string>): Fact[] {
  const found: Fact[] = [];
  const from = play.windows[0]?.base ?? 0;
  for (const { entry, run } of log.moments) {
    if (entry.seq <= from || run !== play.run || entry.kind !== "decision" || entry.operation !== "emit") continue;
    const window = play.windows.findLastIndex(({ base }) => base < entry.seq);
    for (const socket of entry.recipients) {
      const client = whose.get(socket);
      if (client === undefined || !hearing.heard.get(entry.seq)?.has(socket)) continue;
      const { namespace, event, args } = entry;
      found.push({ client, window, came: { kind: "event", namespace, event, args } });
      if (found.length === MAX_EVENTS) return found;
    }
  }
  return found;
}

function fits({ act, answers }: Wanted, came: Came, isId: IsId): boolean {
  switch (came.kind) {
    case "event":
      return (
        act.kind === "event" &&
        act.namespace === came.namespace &&
        act.event === came.event &&
        sameList(act.args, came.args, isId)
      );
    case "ack":
      return act.kind === "ack" && answers === came.act && sameList(act.args, came.args, isId);
    case "refusal":
      return (
        act.kind === "refusal" &&
        act.namespace === came.namespace &&
        (act.message === null || same(act.message, came.message, isId)) &&
        (act.data === null || same(act.data, came.data, isId))
      );
    case "dropped":
      return (
        act.kind === "dropped" &&
        act.namespace === came.namespace &&
        (act.reason === null || same(act.reason, came.reason, isId))
      );
    case "response":
      return (
        act.kind === "response" &&
        answers === came.act &&
        act.status === came.status &&
        (act.body === null || same(act.body, came.body, isId))
      );
  }
}

/** The entry with which an emit of a played line reached the server; null when it has not. */
export function received(play: Play, scenario: Scenario, line: number, log: Log): number | null {
  const act = scenario.lines[line]?.act;
  const window = play.windows.find((found) => found.line === line);
  if (act?.kind !== "emit" || !window) return null;
  const whose = owners(log);
  const moment = log.moments.find(
    ({ entry, run }) =>
      run === play.run &&
      entry.seq > window.base &&
      entry.kind === "receive" &&
      entry.event === act.event &&
      entry.namespace === act.namespace &&
      whose.get(entry.socket) === act.client,
  );
  return moment?.entry.seq ?? null;
}

/** Whatever was sent to the page's own clients and was not reported by their frames yet: how much it is. */
export function underWay(play: Play, scenario: Scenario, now: Now): number {
  const { log, hearing, clients } = now;
  const whose = owners(log);
  const from = play.windows[0]?.base ?? 0;
  const isOwn = (client: string | null | undefined) => typeof client === "string" && clients.includes(client);
  const isRecent = (seq: number) => seq > from && find(log, seq)?.run === play.run;
  const events = hearing.sent.filter(({ seq, socket }) => isOwn(whose.get(socket)) && isRecent(seq)).length;
  const entries = log.moments.flatMap(({ entry }) => (isRecent(entry.seq) ? [entry] : []));
  const told = (kind: Came["kind"]) => play.facts.filter(({ came }) => came.kind === kind).length;
  const refused = entries.filter((entry) => entry.kind === "refuse" && isOwn(entry.client)).length;
  const dropped = entries.filter(
    (entry) => entry.kind === "disconnect" && isOwn(entry.client) && !entry.reason.startsWith("client "),
  ).length;
  const answered = play.windows.filter(({ line }) => {
    const receive = received(play, scenario, line, log);
    const isAcked = play.facts.some(({ came }) => came.kind === "ack" && came.act === line);
    return receive !== null && !isAcked && entries.some((entry) => entry.kind === "ack" && entry.of === receive);
  }).length;
  return (
    events + answered + Math.max(0, refused - told("refusal")) + Math.max(0, dropped - told("dropped"))
  );
}

/** What of the state it takes. */
interface Now {
  readonly log: Log;
  readonly hearing: Hearing;
  readonly clients: readonly string[];
}
