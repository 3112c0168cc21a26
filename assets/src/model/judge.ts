// What has come of each line of a scenario that is played. What the server sent is read from the trace, what arrived from the
// frames' reports; the scenario's own lines are only held against that.

import type { Entry } from "./entry";
import type { Hearing } from "./hearing";
import { find, type Log } from "./log";
import { type Expectation, isStimulus, type Scenario } from "./part";
import { type Came, type Fact, type LineMark, nextStimulus, type Play, type Surprise, WAITING } from "./play";
import { isRequest } from "./stops";
import { align, type IsId, pick, same, sameList } from "./same";

/** Events of one client that are compared in one window. */
const MAX_EVENTS = 500;
/** Surprises that are told in one window. */
const MAX_SURPRISES = 5;

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
  const facts = [...answered(play, scenario), ...events(play, log, hearing, whose)];
  const marks: LineMark[] = scenario.lines.map(() => WAITING);
  const surprises: Surprise[][] = play.windows.map(() => []);
  const inPieces = streamed(play, scenario);
  const wanted = play.windows.map((window) => expectations(scenario, window.line, inPieces));
  const clients = new Set([...facts.map(({ client }) => client), ...wanted.flat().map(({ act }) => act.client)]);
  for (const client of clients) {
    for (const kind of ["event", "ack", "refusal", "dropped", "response"] as const) {
      let carried: Came[] = [];
      play.windows.forEach((window, at) => {
        const lines = (wanted[at] ?? []).filter(({ act }) => act.client === client && act.kind === kind);
        const came = facts.filter((fact) => fact.window === at && fact.client === client && fact.came.kind === kind);
        const got = [...carried, ...came.map((fact) => fact.came)];
        // Answers come on connections of their own: no order is asked between them.
        const pair = kind === "response" ? pick : align;
        const pairs = pair(lines, got, (line, item) => fits(line, item, isId));
        const rest = got.filter((item, index) => !pairs.includes(index) && !isOwnBreak(scenario, window.line, client, item));
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

/**
 * The requests that are answered piece by piece: several lines tell of each. While such an answer goes on, its client's
 * later requests are answered whole, and lines after them may tell of either.
 */
export function streamed(play: Play, scenario: Scenario): ReadonlySet<number> {
  const found = new Map<number, string>();
  scenario.lines.forEach(({ act }, line) => {
    if (act.kind !== "request") return;
    const goesOn = [...found].some(([older, client]) => client === act.client && !endedBefore(play, older, line));
    if (!goesOn && linesOf(scenario, line, act.client) > 1) found.set(line, act.client);
  });
  return new Set(found.keys());
}

/** How many lines from a request to the client's next one tell of an answer. */
function linesOf({ lines }: Scenario, request: number, client: string): number {
  const mine = lines
    .slice(request + 1)
    .flatMap(({ act }) => ("client" in act && act.client === client ? [act.kind] : []));
  const end = mine.indexOf("request");
  return mine.slice(0, end < 0 ? mine.length : end).filter((kind) => kind === "response").length;
}

function endedBefore(play: Play, request: number, line: number): boolean {
  return play.facts.some(
    ({ came, window }) =>
      came.kind === "response" && came.act === request && came.whole && (play.windows[window]?.line ?? -1) < line,
  );
}

/** Answers over HTTP as the scenario tells them: whole, or piece by piece, where a line takes what it says from what came. */
function answered(play: Play, scenario: Scenario): readonly Fact[] {
  const rest = new Map<number, { fact: Fact; text: string }>();
  const inPieces = streamed(play, scenario);
  const found = play.facts.filter((fact) => {
    const { came } = fact;
    if (came.kind !== "response" || !inPieces.has(came.act)) return came.kind !== "response" || came.whole;
    // Pieces come when they come, by the real clock; how they are cut is nobody's business.
    const text = (rest.get(came.act)?.text ?? "") + (came.whole ? "" : String(came.body));
    rest.set(came.act, { fact: rest.get(came.act)?.fact ?? fact, text });
    return false;
  });
  const pieces = play.windows.flatMap(({ line: after }, window) =>
    expectations(scenario, after, inPieces).flatMap(({ act, answers }): Fact[] => {
      if (act.kind !== "response") return [];
      const begins = (request: number) => typeof act.body === "string" && rest.get(request)?.text.startsWith(act.body);
      const request = answers.find(begins) ?? answers[0] ?? -1;
      const came = rest.get(request);
      if (came?.fact.came.kind !== "response" || came.text === "") return [];
      const said = typeof act.body === "string" && begins(request) ? act.body : came.text;
      rest.set(request, { ...came, text: came.text.slice(said.length) });
      return [{ client: act.client, window, came: { ...came.fact.came, body: said } }];
    }),
  );
  return [...found, ...pieces];
}

interface Wanted {
  readonly line: number;
  readonly act: Expectation;
  /** The line that an ack or a response answers: the last that asked, or a request whose answer goes on. */
  readonly answers: readonly number[];
}

/** The lines from a stimulus to the next one, all of which say what is received. */
function expectations(scenario: Scenario, after: number, inPieces: ReadonlySet<number>): readonly Wanted[] {
  const end = nextStimulus(scenario, after + 1) ?? scenario.lines.length;
  return scenario.lines.slice(after + 1, end).flatMap(({ act }, offset) => {
    if (isStimulus(act)) return [];
    const line = after + 1 + offset;
    const asks = act.kind === "response" ? "request" : "emit";
    const isMine = (at: number) => {
      const other = scenario.lines[at]?.act;
      return at < line && other?.kind === asks && other.client === act.client;
    };
    const last = scenario.lines.findLastIndex((_, at) => isMine(at));
    return [{ line, act, answers: [last, ...[...inPieces].filter((at) => at !== last && isMine(at))] }];
  });
}

/** Socket.IO's reasons for a connection that broke, on either side; the client connects again by itself. */
export const isBroken = (reason: string): boolean => ["transport close", "transport error", "ping timeout"].includes(reason);

/** What its own weather did to a client is no news to it, and no line of a scenario. */
function isOwnBreak({ lines }: Scenario, until: number, client: string, came: Came): boolean {
  if (came.kind !== "dropped" || !isBroken(came.reason)) return false;
  const kinds: readonly string[] = ["offline", "online", "polling", "slow"];
  return lines.some(({ act }, at) => at <= until && kinds.includes(act.kind) && "client" in act && act.client === client);
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
      return act.kind === "ack" && answers.includes(came.act) && sameList(act.args, came.args, isId);
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
        answers.includes(came.act) &&
        act.status === came.status &&
        (act.body === null || same(act.body, came.body, isId))
      );
  }
}

/** The entry with which an emit, or a request, of a played line reached the server; null when it has not. */
export function received(play: Play, scenario: Scenario, line: number, log: Log): number | null {
  const act = scenario.lines[line]?.act;
  const window = play.windows.find((found) => found.line === line);
  if (!act || !window) return null;
  if (act.kind === "request") {
    const isIt = (entry: Entry) =>
      isRequest(entry) && entry.client === act.client && entry.method === act.method && entry.path === asSent(act.path);
    return log.moments.find(({ entry, run }) => run === play.run && entry.seq > window.base && isIt(entry))?.entry.seq ?? null;
  }
  if (act.kind !== "emit") return null;
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

/** A path as a browser sends it. */
function asSent(path: string): string {
  try {
    const { pathname, search } = new URL(path, "http://localhost");
    return pathname + search;
  } catch {
    return path;
  }
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
