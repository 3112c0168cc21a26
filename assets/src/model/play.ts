// A scenario that is played in the page: how far it is, what the clients' frames told, and what has come of each line.

import { isStimulus, type Scenario } from "./part";

/** How far a run goes: to its end, one line at a time, or up to the predicted emit. */
export type Goal = "all" | "step" | "predict";

/** `failed`: it could not go on, and `problem` says why. `stopped`: by the student. `cut`: the server started anew. */
export type Phase = "starting" | "acting" | "paused" | "over" | "stopped" | "cut" | "failed";

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
  /** `whole`: at its end; else a piece, of which the scenario has a line each. */
  | {
      readonly kind: "response";
      readonly act: number;
      readonly status: number;
      readonly body: unknown;
      readonly whole: boolean;
    };

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
export const WAITING: LineMark = { kind: "todo" };

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
    marks: scenario.lines.map(() => WAITING),
    early: [],
  };
}

export const isBusy = (play: Play | null): boolean => play?.phase === "starting" || play?.phase === "acting";

/** A run that will not go on: its marks stay as they are once the server runs anew. */
export const isDone = ({ phase }: Play): boolean => ["over", "stopped", "cut", "failed"].includes(phase);

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
