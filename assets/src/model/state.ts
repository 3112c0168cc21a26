// Everything the page knows, as one value. Nothing here knows the network, the clock or the screen.

import { EMPTY_LOG, type Log } from "./log";
import { type Hearing, NOTHING_HEARD } from "./hearing";
import type { Diagnostic } from "./change";
import { fresh, type KeptPage, type PageFile, SERVER_FILE, type Texts } from "./files";
import type { LessonParts } from "./part";
import type { Bootstrap, Problem } from "./parse";
import type { Play } from "./play";
import type { Prediction } from "./predict";
import type { Tasks } from "./progress";
import type { Weather } from "./weather";
import { NO_WIRE, type Wire } from "./wire";

export const TABS = ["read", "code", "clients", "live"] as const;
export type Tab = (typeof TABS)[number];

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** How fast a scenario's lines follow each other, and a run's steps when they are played again. */
export const PACES = ["calm", "normal", "quick"] as const;
export type Pace = (typeof PACES)[number];

/** Milliseconds between two lines. */
export const PACE_MS: Readonly<Record<Pace, number>> = { calm: 1_400, normal: 700, quick: 100 };

export interface Sandbox {
  /** `lost`: the server does not answer, and the page tries again. `refused`: it said no, with this message. */
  readonly phase: "making" | "running" | "lost" | "refused";
  readonly id: string | null;
  /** The page hears of what happens there; no client connects before that, so that nothing of it is missed. */
  readonly followed: boolean;
  readonly message: string;
}

export interface Code {
  /** As the lesson has it. */
  readonly lesson: string;
  /** As it stands in the editor. */
  readonly text: string;
  /** What the sandbox runs. */
  readonly running: string;
  /** The author's new version, while the student's own is on show. */
  readonly offered: string | null;
}

/** What the student had before somebody else's code took its place: in the editor, and in the sandbox. */
export interface Mine {
  readonly texts: Texts;
  readonly ran: Texts;
}

/** Somebody else's code is in the editor. */
export interface Borrowed {
  readonly mine: Mine;
  /** It was edited, so the browser keeps it as the student's own; until then it keeps theirs. */
  readonly saved: boolean;
}

export interface Run {
  readonly phase: "idle" | "starting" | "refused";
  readonly problem: Problem | null;
  /** The newest entry when the code was refused: what is older was the last run. */
  readonly since: number;
}

/** What the lesson's author did while the page is open. */
export interface Author {
  readonly diagnostics: readonly Diagnostic[];
  /** What was open here is no longer in the course. */
  readonly gone: "lesson" | "step" | null;
  /** The newest version is on show. */
  readonly current: boolean;
}

export interface FrameState {
  /** What the client's page offers to press first: "Say hello". */
  readonly action: string | null;
  readonly failure: string | null;
  /** The page in it is loaded. */
  readonly ready: boolean;
  /** Its page has made a socket, connected or not. */
  readonly hasSocket: boolean;
  /** A person pressed something in it. */
  readonly touched: boolean;
  /** Its page's connections to one namespace. */
  readonly connections: number;
  /** The event for which one of its sockets has the same listener more than once, when it last came. */
  readonly twice: { readonly socket: string; readonly event: string } | null;
}

/** The clients' frames as a whole. */
export interface Stage {
  /** Counts how often the clients' pages were loaded anew. */
  readonly take: number;
  /** How many of the clients have entered; null for all. A scenario lets them in one after the other. */
  readonly entered: number | null;
  /** By client: the namespaces that its page must not connect to before the scenario does; null outside of scenarios. */
  readonly held: Readonly<Record<string, readonly string[]>> | null;
  /** Pages whose frames are gone until the server that goes with their new text runs. */
  readonly leaving: readonly string[];
}

export interface State {
  readonly slug: string;
  readonly step: number;
  readonly clients: readonly string[];
  /** The steps of the lesson, and what each asks for. */
  readonly outline: readonly Tasks[];
  /** What is drawn into the places of the prose. */
  readonly lessonParts: LessonParts;
  /** As the step has them, and so the sandbox. */
  readonly options: string;
  readonly pages: readonly PageFile[];
  /** Only programs on this computer reach the server. */
  readonly loopback: boolean;
  readonly sandbox: Sandbox;
  /** Of the server. */
  readonly code: Code;
  /** The name of the file on show. */
  readonly file: string;
  readonly borrowed: Borrowed | null;
  readonly run: Run;
  readonly log: Log;
  readonly hearing: Hearing;
  /** The stop on show; null follows what happens. */
  readonly cursor: number | null;
  /** The steps go by on their own. */
  readonly playing: boolean;
  readonly frames: Readonly<Record<string, FrameState>>;
  /** What each client's network is like; online where nothing is said. */
  readonly weather: Readonly<Record<string, Weather>>;
  readonly wire: Wire;
  readonly author: Author;
  readonly stage: Stage;
  /** The scenario that is played, or was played last. */
  readonly play: Play | null;
  /** By the scenario's place in the step. */
  readonly predictions: Readonly<Record<number, Prediction>>;
  /** Errors of handlers up to this entry were dismissed. */
  readonly dismissed: number;
  readonly tab: Tab;
  /** Decisions that came while another tab was open. */
  readonly unseen: number;
  readonly theme: Theme;
  readonly singleKeys: boolean;
  readonly pace: Pace;
  readonly helpOpen: boolean;
}

export interface Kept {
  /** The student's own code of this step, from the browser's storage. */
  readonly code: string | null;
  /** By the file's name. */
  readonly pages: Readonly<Record<string, KeptPage>>;
  /** The student's own texts, where somebody else's took their place. */
  readonly mine: Mine | null;
  readonly theme: Theme;
  readonly singleKeys: boolean;
  readonly pace: Pace;
}

/** All but where one is among the steps. */
export type Still = Omit<State, "cursor">;

/** Whether two states share everything but one part. */
export function isSameBut<Part extends keyof State>(part: Part, one: Omit<State, Part>, other: Omit<State, Part>): boolean {
  const keys = Object.keys(other) as Exclude<keyof State, Part>[];
  return keys.every((key) => (key as keyof State) === part || one[key] === other[key]);
}

export function initial(boot: Bootstrap, kept: Kept): State {
  return {
    slug: boot.lesson.slug,
    step: boot.step.number,
    clients: boot.lesson.clients,
    outline: boot.lesson.steps,
    lessonParts: boot.step.parts,
    options: boot.step.options,
    pages: boot.step.pages.map((page) => fresh(page, kept.pages[page.name])),
    loopback: boot.loopback,
    sandbox: { phase: "making", id: null, followed: false, message: "" },
    code: {
      lesson: boot.step.server,
      text: kept.code ?? boot.step.server,
      running: boot.step.server,
      offered: null,
    },
    file: SERVER_FILE,
    borrowed: kept.mine && { mine: kept.mine, saved: true },
    run: { phase: "idle", problem: null, since: 0 },
    log: EMPTY_LOG,
    hearing: NOTHING_HEARD,
    cursor: null,
    playing: false,
    frames: {},
    weather: {},
    wire: NO_WIRE,
    author: { diagnostics: [], gone: null, current: true },
    stage: { take: 0, entered: null, held: null, leaving: [] },
    play: null,
    predictions: {},
    dismissed: 0,
    tab: "read",
    unseen: 0,
    theme: kept.theme,
    singleKeys: kept.singleKeys,
    pace: kept.pace,
    helpOpen: false,
  };
}
