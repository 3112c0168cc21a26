// Plays a scenario: the server starts anew with the code of the editor, the clients' pages are loaded one after the other,
// then each line's client acts with its own socket, and the next waits until what follows from it has come. `play.ts` is
// the way in.

import { computed, effect } from "@preact/signals";
import { hasArrived, isOnItsWay, newestPacket } from "../model/arrival";
import { isBroken, socketId, streamed } from "../model/judge";
import { lastSeq, type Moment } from "../model/log";
import type { Stimulus } from "../model/part";
import { type Goal, isBusy, isDone, nextStimulus } from "../model/play";
import { score } from "../model/predict";
import { named } from "../model/same";
import { PACE_MS, type State } from "../model/state";
import { isIn } from "../model/world";
import { text } from "../text/play";
import { run } from "./files";
import { tellFrame } from "./frames";
import { recordPredicted } from "./progress";
import { settle } from "./settle";
import { dispatch, state } from "./store";
import { pass, until } from "./until";
import { calm, setWeather } from "./weather";

/** How long the server may take to start again, a client's page to load and to connect. */
const START_MS = 10_000;
const ENTER_MS = 5_000;
/** How long what a client does may take to reach the server, and what it may only do when it is back. */
const ARRIVE_MS = 5_000;
const MAYBE_MS = 2_000;
/** How long a frame may take to do a line, and a request to be answered. */
const ACT_MS = 5_000;
const RESPOND_MS = 1_500;

let current: AbortController | null = null;

/** Plays from the beginning. */
export async function play(scenario: number, goal: Goal): Promise<void> {
  if (isBusy(state.peek().play)) return;
  current?.abort();
  const controller = new AbortController();
  current = controller;
  const { signal } = controller;
  const isReady = ({ sandbox, run: { phase } }: State) => sandbox.phase === "running" && phase !== "starting";
  await until(isReady, START_MS, signal);
  dispatch({ type: "playOpened", scenario, goal });
  calm();
  const problem = await begin(scenario, signal);
  if (signal.aborted) return;
  if (problem) return dispatch({ type: "playWent", phase: "failed", problem });
  await settle(delay(), signal);
  dispatch({ type: "lineSettled" });
  await goOn(signal);
}

/** The next line, or all that are left, of a play that waits for it. */
export async function proceed(goal: Goal): Promise<void> {
  const signal = current?.signal;
  if (!signal || state.peek().play?.phase !== "paused") return;
  dispatch({ type: "goalChosen", goal });
  await goOn(signal);
}

/** Whatever ends a play, the clients' pages act for themselves again. */
const isIdle = computed(() => state.value.play === null || isDone(state.value.play));
effect(() => {
  if (!isIdle.value) return;
  current?.abort();
  tellFrame(null, { release: true });
  const { entered, held } = state.peek().stage;
  if (entered !== null || held !== null) dispatch({ type: "clientEntered", count: null });
});

/** Why it cannot begin; empty when it has begun. */
async function begin(index: number, signal: AbortSignal): Promise<string> {
  const before = state.peek();
  // The frames are gone by now, so that nobody of the last run comes back by himself.
  if (!(await run())) return state.peek().run.phase === "refused" ? text.notStarted : text.noServer;
  const isAnew = (now: State) => now.sandbox.id !== before.sandbox.id || now.log.run > before.log.run;
  if (!(await until(isAnew, START_MS, signal))) return signal.aborted ? "" : text.noServer;
  dispatch({ type: "playBegan", base: lastSeq(state.peek().log) });
  const { clients, lessonParts } = state.peek();
  const lines = lessonParts.scenarios[index]?.lines ?? [];
  const usesSockets = lines.some(({ act }) => "namespace" in act);
  for (const [at, client] of clients.entries()) {
    if (signal.aborted) return "";
    dispatch({ type: "clientEntered", count: at + 1 });
    if (!(await until(({ frames }) => frames[client]?.ready === true, ENTER_MS, signal)))
      return signal.aborted ? "" : text.notLoaded(client);
    if (!usesSockets || state.peek().stage.held?.[client]?.includes("/")) continue;
    tellFrame(client, { act: { act: -1, kind: "open", namespace: "/" } });
    await until((now) => hasEntered(now, client), ENTER_MS, signal);
  }
  dispatch({ type: "clientEntered", count: null });
  return "";
}

/** Connected, or refused. */
function hasEntered({ log, play: now }: State, client: string): boolean {
  if (isIn(log.world, client, "/")) return true;
  const from = now?.windows[0]?.base ?? 0;
  return log.moments.some(({ entry }) => entry.kind === "refuse" && entry.seq > from && entry.client === client);
}

async function goOn(signal: AbortSignal): Promise<void> {
  for (let first = true; !signal.aborted; first = false) {
    const { play: now, lessonParts } = state.peek();
    const scenario = now && lessonParts.scenarios[now.scenario];
    if (!now || !scenario || isDone(now)) return;
    const done = now.windows.at(-1)?.line ?? -1;
    const line = now.goal === "predict" && done === scenario.predict ? null : nextStimulus(scenario, done + 1);
    if (line === null) return dispatch({ type: "playWent", phase: "over", problem: "" });
    if (now.goal === "step" && !first) return dispatch({ type: "playWent", phase: "paused", problem: "" });
    const isAwaited = now.goal === "predict" && line === scenario.predict;
    if (!isAwaited && (!first || done < 0)) await pass(PACE_MS[state.peek().pace], signal);
    if (signal.aborted) return;
    await act(line, signal);
  }
}

async function act(line: number, signal: AbortSignal): Promise<void> {
  const { play: now, lessonParts } = state.peek();
  const scenario = now && lessonParts.scenarios[now.scenario];
  const stimulus = scenario?.lines[line]?.act as Stimulus | undefined;
  if (!scenario || !stimulus) return;
  dispatch({ type: "lineBegan", line });
  const [after, isSure] = [newestPacket(state.peek()), isOnItsWay(stimulus, state.peek())];
  const acted = await perform(line, stimulus, signal);
  if (acted === "" && (isSure || stimulus.kind === "emit")) {
    const arrived = (now: State) => hasArrived(stimulus, line, after, now);
    // A connection is there after three ways and back.
    await until(arrived, (isSure ? ARRIVE_MS : MAYBE_MS) + 6 * delay(), signal);
  }
  await settle(delay(), signal);
  if (signal.aborted) return;
  dispatch(acted ? { type: "lineFailed", problem: text.problem(acted) } : { type: "lineSettled" });
  if (line === scenario.predict) record();
}

/** How slow the slowest network of the scenario is, one way, in milliseconds. */
function delay(): number {
  const { play: now, lessonParts } = state.peek();
  const lines = (now && lessonParts.scenarios[now.scenario]?.lines) ?? [];
  return Math.max(0, ...lines.map(({ act }) => (act.kind === "slow" ? act.milliseconds : 0)));
}

/** Why the line could not be done; empty when it was. */
async function perform(line: number, stimulus: Stimulus, signal: AbortSignal): Promise<string> {
  switch (stimulus.kind) {
    case "clock":
      await pass(stimulus.milliseconds, signal);
      return "";
    case "offline":
    case "online":
    case "polling":
      await changeWeather(stimulus.client, stimulus.kind, signal);
      return "";
    case "slow":
      setWeather(stimulus.client, { kind: "slow", ms: stimulus.milliseconds });
      return "";
    default: {
      const { client, ...what } = stimulus;
      const namespace = ("namespace" in what ? what.namespace : null) ?? "/";
      const known = named(what, (name) => socketId(state.peek().log, name, namespace)) as object;
      tellFrame(client, { act: { ...known, act: line } });
      const hasActed = ({ play: now }: State) => now !== null && line in now.acted;
      if (!(await until(hasActed, ACT_MS, signal))) return text.noAnswer(client);
      // An answer may wait for a timer or for another client, so it is not waited for without end.
      if (stimulus.kind === "request") await until((now) => hasResponse(now, line), RESPOND_MS, signal);
      return state.peek().play?.acted[line] ?? "";
    }
  }
}

/** The next line is played once the server knows: who is cut off is gone, and who comes back is there. */
async function changeWeather(client: string, kind: "offline" | "online" | "polling", signal: AbortSignal): Promise<void> {
  const isThere = ({ log }: State) => isIn(log.world, client, null);
  const wasThere = isThere(state.peek());
  setWeather(client, { kind });
  if (kind !== "online" && wasThere) await until((now) => !isThere(now), ENTER_MS, signal);
  if (kind !== "offline" && comesBack(state.peek(), client)) await until(isThere, ENTER_MS, signal);
}

/** Its connection broke, so that it connects again by itself; one that was ended stays away. */
function comesBack({ log }: State, client: string): boolean {
  const own = ({ entry, run }: Moment) =>
    run === log.run && (entry.kind === "connect" || entry.kind === "disconnect") && entry.client === client;
  const last = log.moments.findLast(own)?.entry;
  return last?.kind === "disconnect" && isBroken(last.reason);
}

/** Answered, or failed; of an answer in pieces the first. */
function hasResponse({ play: now, lessonParts }: State, line: number): boolean {
  const scenario = now && lessonParts.scenarios[now.scenario];
  if (!now || !scenario || now.acted[line]) return true;
  const inPieces = streamed(now, scenario).has(line);
  return now.facts.some(({ came }) => came.kind === "response" && came.act === line && (came.whole || inPieces));
}

function record(): void {
  const { slug, step, clients, play: now, predictions } = state.peek();
  const prediction = now && predictions[now.scenario];
  const found = prediction && score(prediction);
  if (now && found && found.of > 0) recordPredicted(slug, step, now.scenario, found.right === clients.length);
}
