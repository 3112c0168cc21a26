// The part of `update` that is about scenarios: predictions, the play on stage, and the clients' frames while it lasts.

import type { Event } from "./event";
import { judged, received } from "./judge";
import { lastSeq } from "./log";
import type { LessonParts, Scenario } from "./part";
import { type Came, type Fact, heldNamespaces, isBusy, isDone, MAX_FACTS, opened, type Play } from "./play";
import { OPEN, type Prediction, type Responded, verdicts } from "./predict";
import type { Report } from "./frame";
import type { State } from "./state";

type Playing = Extract<
  Event,
  {
    type:
      | "predicted"
      | "predictionCleared"
      | "playOpened"
      | "playBegan"
      | "clientEntered"
      | "lineBegan"
      | "lineFailed"
      | "lineSettled"
      | "playWent"
      | "goalChosen";
  }
>;

export function update(state: State, event: Playing): State {
  const { play } = state;
  switch (event.type) {
    case "predicted": {
      const { answers, verdicts: found } = state.predictions[event.scenario] ?? OPEN;
      if (found) return state;
      const next = { answers: { ...answers, [event.client]: event.hears }, verdicts: null };
      return withPrediction(state, event.scenario, next);
    }
    case "predictionCleared":
      return withPrediction(state, event.scenario, OPEN);
    case "playOpened":
      return open(state, event);
    case "playBegan":
      if (!play) return state;
      return withPlay(state, {
        ...play,
        phase: "acting",
        run: state.log.run,
        windows: [{ line: -1, base: event.base, settled: false, problem: null }],
      });
    case "clientEntered": {
      const isOver = event.count === null && (!play || isDone(play));
      return { ...state, stage: { ...state.stage, entered: event.count, held: isOver ? null : state.stage.held } };
    }
    case "lineBegan": {
      if (!play) return state;
      const window = { line: event.line, base: lastSeq(state.log), settled: false, problem: null };
      return withPlay(state, { ...play, phase: "acting", windows: [...play.windows, window] });
    }
    case "lineFailed":
      return play ? withPlay(state, closed(play, event.problem)) : state;
    case "lineSettled":
      return play ? withPlay(state, closed(play, null)) : state;
    case "playWent":
      if (!play || isDone(play)) return state;
      return withPlay(state, { ...play, phase: event.phase, problem: event.problem });
    case "goalChosen":
      return play ? { ...state, play: { ...play, goal: event.goal } } : state;
  }
}

function open(state: State, { scenario, goal }: Extract<Playing, { type: "playOpened" }>): State {
  const found = state.lessonParts.scenarios[scenario];
  if (!found || isBusy(state.play)) return state;
  const held = Object.fromEntries(state.clients.map((client) => [client, heldNamespaces(found, client)]));
  const before = state.predictions[scenario] ?? OPEN;
  return {
    ...state,
    play: opened(found, scenario, goal),
    predictions: { ...state.predictions, [scenario]: { ...before, verdicts: null } },
    stage: { ...state.stage, take: state.stage.take + 1, entered: 0, held },
    frames: {},
    cursor: null,
    playing: false,
  };
}

const closed = (play: Play, problem: string | null): Play => ({
  ...play,
  windows: play.windows.map((window, at) =>
    at === play.windows.length - 1 ? { ...window, settled: true, problem } : window,
  ),
});

/** Everything that follows from what is known by now. A play of an older run keeps what it has. */
export function judge(state: State): State {
  const { play, log } = state;
  if (!play || play.windows.length === 0) return state;
  if (play.run !== log.run) {
    return isDone(play) ? state : { ...state, play: { ...play, phase: "cut" } };
  }
  return withPlay(state, play);
}

function withPlay(state: State, play: Play): State {
  const scenario = state.lessonParts.scenarios[play.scenario];
  if (!scenario) return { ...state, play };
  const next = { ...state, play: judged(play, scenario, state.log, state.hearing) };
  return marked(next, next.play, scenario);
}

/** The predicted emit has run: who heard it, by now. */
function marked(state: State, play: Play, scenario: Scenario): State {
  const line = scenario.predict;
  const window = play.windows.find((found) => found.line === line);
  if (line === null || !window?.settled || play.run !== state.log.run) return state;
  const receive = received(play, scenario, line, state.log);
  const found = verdicts(state.log, state.hearing, state.clients, receive, responded(play, line));
  const prediction = state.predictions[play.scenario] ?? OPEN;
  return withPrediction(state, play.scenario, { ...prediction, verdicts: found });
}

/** What clients got over HTTP since the line began: its own answer, or a piece of one that was open. */
function responded({ windows, facts }: Play, line: number): ReadonlyMap<string, Responded> {
  const window = windows.findIndex((found) => found.line === line);
  const found = new Map<string, Responded>();
  for (const { client, came, window: at } of facts) {
    if (came.kind !== "response" || at !== window) continue;
    const own = came.act === line;
    if (own || !found.get(client)?.own) found.set(client, { own, status: came.status });
  }
  return found;
}

function withPrediction(state: State, scenario: number, prediction: Prediction): State {
  return { ...state, predictions: { ...state.predictions, [scenario]: prediction } };
}

/** What the frames reported becomes facts of the play. */
export function told(state: State, reports: readonly { client: string; report: Report }[]): State {
  const { play } = state;
  if (!play || play.windows.length === 0 || isDone(play)) return judge(state);
  const window = play.windows.length - 1;
  const facts = reports.flatMap(({ client, report }): Fact[] => {
    const came = cameFrom(report);
    return came ? [{ client, window, came }] : [];
  });
  const acted = { ...play.acted };
  for (const { report } of reports) if (report.type === "acted") acted[report.act] = report.problem;
  return judge({ ...state, play: { ...play, acted, facts: [...play.facts, ...facts].slice(0, MAX_FACTS) } });
}

function cameFrom(report: Report): Came | null {
  switch (report.type) {
    case "acked":
      return { kind: "ack", act: report.act, args: report.args };
    case "responded": {
      const { act, status, body, whole } = report;
      return { kind: "response", act, status, body, whole };
    }
    case "refused":
      return { kind: "refusal", namespace: report.namespace, message: report.message, data: report.data };
    case "ended":
      // What a client did itself, it did not receive.
      if (report.reason === "io client disconnect") return null;
      return { kind: "dropped", namespace: report.namespace, reason: report.reason };
    default:
      return null;
  }
}

/** Another sandbox: a play that has begun cannot go on in it. */
export function sandboxMade({ play, stage }: State): Pick<State, "play" | "stage"> {
  if (!play || isDone(play)) return { play, stage };
  if (play.phase === "starting") return { play, stage };
  return { play: { ...play, phase: "cut" }, stage: { ...stage, entered: null, held: null } };
}

/** The author saved the lesson: what was done with a scenario stays where that is the same. */
export function withLesson(state: State, parts: LessonParts): Pick<State, "play" | "predictions"> {
  const isSame = (index: number) =>
    state.lessonParts.scenarios[index]?.text === parts.scenarios[index]?.text && index in parts.scenarios;
  return {
    play: state.play && isSame(state.play.scenario) ? state.play : null,
    predictions: Object.fromEntries(
      Object.entries(state.predictions).filter(([index]) => isSame(Number(index))),
    ),
  };
}
