// What a step draws into the places of its prose: scenarios, the challenge, quizzes and cards, as the server sends them.
// HTML in here is the lesson's own Markdown, as the server's renderer made it.

import * as read from "./read";

export interface LessonParts {
  readonly scenarios: readonly Scenario[];
  readonly challenge: Challenge | null;
  readonly quizzes: readonly Quiz[];
  readonly cards: readonly Flashcard[];
}

export interface Challenge {
  /** The server code that passes every scenario; null when the step has hints alone. */
  readonly solution: string | null;
  /** HTML, in the order in which they are opened. */
  readonly hints: readonly string[];
}

export interface Quiz {
  /** HTML, as are the answers and the explanation. */
  readonly question: string;
  readonly answers: readonly { readonly html: string; readonly right: boolean }[];
  /** Empty when there is none. */
  readonly explanation: string;
}

export interface Flashcard {
  /** The term as plain text: what the browser remembers the card by. */
  readonly name: string;
  /** Of its entry in the glossary. */
  readonly anchor: string;
  /** HTML. */
  readonly term: string;
  /** HTML. */
  readonly back: string;
}

export interface Scenario {
  readonly title: string;
  /** The whole diagram as Mermaid text. */
  readonly text: string;
  /** The line whose emit or request is predicted, counted from 0; null for none. */
  readonly predict: number | null;
  readonly lines: readonly ScenarioLine[];
}

export interface ScenarioLine {
  /** As the lesson's author wrote it. */
  readonly text: string;
  readonly act: Act;
}

/** What somebody does. */
export type Stimulus =
  | {
      readonly kind: "emit";
      readonly client: string;
      readonly namespace: string;
      readonly event: string;
      readonly args: readonly unknown[];
      readonly ack: boolean;
    }
  | {
      readonly kind: "answer";
      readonly client: string;
      /** Null for whichever the question was in. */
      readonly namespace: string | null;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "connect"; readonly client: string; readonly namespace: string; readonly auth: unknown }
  | { readonly kind: "disconnect"; readonly client: string; readonly namespace: string }
  | {
      readonly kind: "request";
      readonly client: string;
      readonly method: string;
      readonly path: string;
      readonly body: unknown;
    }
  | { readonly kind: "clock"; readonly milliseconds: number }
  | { readonly kind: "offline" | "online" | "polling"; readonly client: string }
  | { readonly kind: "slow"; readonly client: string; readonly milliseconds: number };

/** What a client is to receive. */
export type Expectation =
  | {
      readonly kind: "event";
      readonly client: string;
      readonly namespace: string;
      readonly event: string;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: "ack";
      readonly client: string;
      /** Null for whichever the emit was in. */
      readonly namespace: string | null;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: "refusal";
      readonly client: string;
      readonly namespace: string;
      /** Null matches any. */
      readonly message: unknown;
      /** Null matches any. */
      readonly data: unknown;
    }
  | {
      readonly kind: "dropped";
      readonly client: string;
      readonly namespace: string;
      /** Null matches any. */
      readonly reason: unknown;
    }
  | {
      readonly kind: "response";
      readonly client: string;
      readonly status: number;
      readonly body: unknown;
    };

export type Act = Stimulus | Expectation;

const STIMULI = [
  "emit",
  "answer",
  "connect",
  "disconnect",
  "request",
  "clock",
  "offline",
  "online",
  "polling",
  "slow",
] as const;
const EXPECTATIONS = ["event", "ack", "refusal", "dropped", "response"] as const;

export function isStimulus(act: Act): act is Stimulus {
  return STIMULI.some((kind) => kind === act.kind);
}

/** `step` of the page's bootstrap. */
export function parseParts(step: read.Fields | null): LessonParts {
  const challenge = read.fields(step?.challenge);
  return {
    scenarios: read.list(step?.scenarios).map(parseScenario),
    challenge: challenge && { solution: read.textOrNull(challenge.solution), hints: read.texts(challenge.hints) },
    quizzes: read.list(step?.quizzes).map(parseQuiz),
    cards: read.list(step?.cards).map((value) => {
      const card = read.fields(value);
      const [name, anchor] = [read.text(card?.name), read.text(card?.anchor)];
      return { name, anchor, term: read.text(card?.term), back: read.text(card?.back) };
    }),
  };
}

function parseQuiz(value: unknown): Quiz {
  const quiz = read.fields(value);
  const answers = read.list(quiz?.answers).map((item) => {
    const answer = read.fields(item);
    return { html: read.text(answer?.html), right: answer?.right === true };
  });
  return { question: read.text(quiz?.question), answers, explanation: read.text(quiz?.explanation) };
}

function parseScenario(value: unknown): Scenario {
  const scenario = read.fields(value);
  const lines = read.list(scenario?.lines).map((item) => {
    const line = read.fields(item);
    return { text: read.text(line?.text), act: parseAct(read.fields(line?.act)) };
  });
  // A line that this page does not know is left out; whatever counts lines is counted without it.
  const known = lines.flatMap(({ text, act }) => (act ? [{ text, act }] : []));
  const predict = read.countOrNull(scenario?.predict);
  return {
    title: read.text(scenario?.title),
    text: read.text(scenario?.text),
    predict: predict !== null && lines.length === known.length && predict in known ? predict : null,
    lines: known,
  };
}

function parseAct(value: read.Fields | null): Act | null {
  const kind = read.oneOf([...STIMULI, ...EXPECTATIONS], value?.kind);
  if (!value || !kind) return null;
  const client = read.text(value.client);
  const namespace = read.text(value.namespace, "/");
  const args = read.list(value.args);
  const event = read.text(value.event);
  switch (kind) {
    case "emit":
      return { kind, client, namespace, event, args, ack: value.ack === true };
    case "event":
      return { kind, client, namespace, event, args };
    case "answer":
    case "ack":
      return { kind, client, namespace: read.textOrNull(value.namespace), args };
    case "connect":
      return { kind, client, namespace, auth: value.auth ?? null };
    case "disconnect":
      return { kind, client, namespace };
    case "request":
      return {
        kind,
        client,
        method: read.text(value.method, "GET"),
        path: read.text(value.path, "/"),
        body: value.body ?? null,
      };
    case "clock":
      return { kind, milliseconds: read.count(value.milliseconds) };
    case "slow":
      return { kind, client, milliseconds: read.count(value.milliseconds) };
    case "offline":
    case "online":
    case "polling":
      return { kind, client };
    case "refusal":
      return { kind, client, namespace, message: value.message ?? null, data: value.data ?? null };
    case "dropped":
      return { kind, client, namespace, reason: value.reason ?? null };
    case "response":
      return { kind, client, status: read.count(value.status), body: value.body ?? null };
  }
}
