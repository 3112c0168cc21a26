// state + event -> state. No clock, no randomness, no effects.

import type { Entry } from "./entry";
import * as editing from "./editing";
import type { Event } from "./event";
import { follow, followed } from "./files";
import { arrived, decided, NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG, lastSeq, resumed } from "./log";
import type { Bootstrap } from "./parse";
import * as playing from "./playing";
import type { Report } from "./frame";
import type { FrameState, State } from "./state";
import { isEmit, isRequest } from "./stops";
import { asked, NO_WIRE, received } from "./wire";

const IDLE = { phase: "idle", problem: null, since: 0 } as const;

export function update(state: State, event: Event): State {
  switch (event.type) {
    case "sandboxMade":
      return {
        ...state,
        sandbox: { phase: "running", id: event.id, followed: false, message: "" },
        code: { ...state.code, running: event.running },
        pages: state.pages.map((page) => ({
          ...page,
          code: { ...page.code, running: event.pages[page.name] ?? page.code.lesson },
        })),
        log: EMPTY_LOG,
        hearing: NOTHING_HEARD,
        cursor: null,
        playing: false,
        frames: {},
        wire: NO_WIRE,
        ...playing.sandboxMade(state),
        dismissed: 0,
        run: state.run.phase === "starting" ? IDLE : { ...state.run, since: 0 },
      };
    case "sandboxLost":
      return { ...state, sandbox: { ...state.sandbox, phase: "lost" } };
    case "sandboxFollowed":
      return { ...state, sandbox: { ...state.sandbox, phase: "running", followed: true } };
    case "sandboxRefused":
      return { ...state, sandbox: { phase: "refused", id: null, followed: false, message: event.message } };
    case "entriesArrived":
      return withEntries(state, event.entries);
    case "entriesMissed":
      return { ...state, log: resumed(state.log, event.world) };
    case "framesReported":
      return withReports(state, event.reports);
    case "packetsArrived":
      return { ...state, wire: received(state.wire, event.packets) };
    case "packetsMissed":
      return { ...state, wire: { ...state.wire, lost: state.wire.lost + event.count } };
    case "weatherSet":
      return { ...state, weather: { ...state.weather, [event.client]: event.weather } };
    case "runStarted":
      return { ...state, run: { phase: "starting", problem: null, since: 0 }, cursor: null, playing: false };
    case "runSucceeded":
      return { ...state, run: IDLE, code: { ...state.code, running: event.running } };
    case "runRefused":
      return { ...state, run: { phase: "refused", problem: event.problem, since: lastSeq(state.log) } };
    case "problemDismissed":
      return { ...state, dismissed: lastSeq(state.log), run: { ...state.run, problem: null } };
    case "stopSelected":
      return { ...state, cursor: event.seq, playing: false };
    case "stopPlayed":
      return { ...state, cursor: event.seq };
    case "playToggled":
      return { ...state, playing: event.playing };
    case "wentLive":
      return { ...state, cursor: null, playing: false };
    case "lessonChanged": {
      const { diagnostics, removed, current } = event.change;
      return { ...state, author: { diagnostics, gone: removed ? "lesson" : state.author.gone, current } };
    }
    case "stepGone":
      return { ...state, author: { ...state.author, gone: state.author.gone ?? "step" } };
    case "lessonFetched":
      return withLesson(state, event.boot);
    case "predicted":
    case "predictionCleared":
    case "playOpened":
    case "playBegan":
    case "clientEntered":
    case "lineBegan":
    case "lineFailed":
    case "lineSettled":
    case "playWent":
    case "goalChosen":
      return playing.update(state, event);
    case "fileOpened":
    case "codeEdited":
    case "pagesLeft":
    case "pagesRan":
    case "offerDeclined":
    case "offerTaken":
    case "sharedOpened":
    case "sharedSaved":
    case "sharedKept":
    case "mineTaken":
      return editing.update(state, event);
    case "tabChosen":
      return { ...state, tab: event.tab, unseen: event.tab === "live" ? 0 : state.unseen };
    case "themeChosen":
      return { ...state, theme: event.theme };
    case "singleKeysSet":
      return { ...state, singleKeys: event.on };
    case "paceChosen":
      return { ...state, pace: event.pace };
    case "helpToggled":
      return { ...state, helpOpen: event.open };
  }
}

function withEntries(state: State, entries: readonly Entry[]): State {
  const last = lastSeq(state.log);
  const fresh = entries.filter((entry) => entry.seq > last);
  const emits = state.tab === "live" ? 0 : fresh.filter((entry) => isEmit(entry) || isRequest(entry)).length;
  return playing.judge({
    ...state,
    log: append(state.log, fresh),
    hearing: decided(state.hearing, fresh),
    unseen: state.unseen + emits,
    wire: asked(state.wire, fresh),
  });
}

function withReports(state: State, reports: readonly { client: string; report: Report }[]): State {
  const frames = { ...state.frames };
  for (const { client, report } of reports) {
    const known = frames[client] ?? UNKNOWN;
    // A page that is loaded anew says first what it is going to be.
    if (report.type === "began") frames[client] = UNKNOWN;
    if (report.type === "ready") frames[client] = { ...known, action: report.action, ready: true };
    if (report.type === "socket") frames[client] = { ...known, hasSocket: true };
    if (report.type === "touched") frames[client] = { ...known, touched: true };
    if (report.type === "failed") frames[client] = { ...known, failure: report.message };
    if (report.type === "connections") frames[client] = { ...known, connections: report.count };
    if (report.type === "arrived") frames[client] = { ...known, twice: heardTwice(known.twice, report) };
  }
  const arrivals = reports.flatMap(({ report }) => (report.type === "arrived" ? [report] : []));
  const hearing = arrivals.length > 0 ? arrived(state.hearing, arrivals) : state.hearing;
  return playing.told({ ...state, frames, hearing }, reports);
}

const UNKNOWN: FrameState = {
  action: null,
  failure: null,
  ready: false,
  hasSocket: false,
  touched: false,
  connections: 0,
  twice: null,
};

/** The same event at the same socket takes back what was said of it, once each listener is there once. */
function heardTwice(before: FrameState["twice"], { socket, event, twice }: Report & { type: "arrived" }) {
  if (twice) return { socket, event };
  return before?.socket === socket && before.event === event ? null : before;
}

/** The author saved the lesson: code that the student never touched follows, edited code is asked about. */
function withLesson(old: State, boot: Bootstrap): State {
  const { clients, steps: outline } = boot.lesson;
  const { server, options, parts: lessonParts } = boot.step;
  const author = { ...old.author, gone: null };
  const kept = playing.withLesson(old, lessonParts);
  const pages = follow(old.pages, boot.step.pages);
  return { ...old, ...kept, clients, outline, options, pages, lessonParts, author, code: followed(old.code, server) };
}
