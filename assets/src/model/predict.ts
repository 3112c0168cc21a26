// Who hears what follows from one emit or request, told by the run: the decisions that it caused, through promises and
// timers too, and what the frames reported of them. A client hears it when an event reached it and a listener ran there, or
// when an answer over HTTP came to it.

import type { DecisionEntry, ErrorEntry } from "./entry";
import type { Hearing } from "./hearing";
import { find, type Log, type Moment } from "./log";
import { owners } from "./judge";
import { type Actor, scene } from "./scene";
import { isEmit } from "./stops";

/** Why it went so for one client. */
export type How =
  /** The decision that says most about this client, and how it went for it there. */
  | { readonly kind: "decision"; readonly entry: DecisionEntry; readonly actor: Actor; readonly owners: ReadonlyMap<string, string> }
  /** Something was sent in a namespace that it is not connected to. */
  | { readonly kind: "elsewhere"; readonly namespace: string }
  /** Nothing was sent: nobody listened on the server, or who did threw, or sent nothing. */
  | { readonly kind: "silent"; readonly handled: boolean; readonly error: string | null }
  /** An answer over HTTP came to it: to its own request, or on one that was open. */
  | { readonly kind: "answered"; readonly own: boolean; readonly status: number }
  /** It did not make the request, and no event followed. */
  | { readonly kind: "apart" }
  /** The emit or request never came to the server. */
  | { readonly kind: "lost" };

export interface Verdict {
  readonly client: string;
  readonly heard: boolean;
  /** It got an ack, which is an answer and no event. */
  readonly acked: boolean;
  readonly how: How;
}

/** What came to a client over HTTP: the answer to the request in question, or to another one of its own. */
export interface Responded {
  readonly own: boolean;
  readonly status: number;
}

export interface Prediction {
  /** `true`: hears it. A client without an answer is not there. */
  readonly answers: Readonly<Record<string, boolean>>;
  /** Null until it ran. */
  readonly verdicts: readonly Verdict[] | null;
}

export const OPEN: Prediction = { answers: {}, verdicts: null };

/** Decisions of one emit that are looked at. */
const MAX_DECISIONS = 200;

/** `receive`: the entry with which the emit or request came to the server, or null when it did not. */
export function verdicts(
  log: Log,
  hearing: Hearing,
  clients: readonly string[],
  receive: number | null,
  responded: ReadonlyMap<string, Responded> = new Map(),
): readonly Verdict[] {
  const start = receive === null ? null : find(log, receive);
  if (start?.entry.kind !== "receive" && start?.entry.kind !== "http") {
    return clients.map((client) => ({ client, heard: false, acked: false, how: { kind: "lost" } }));
  }
  const { event, handled } = start.entry.kind === "receive" ? start.entry : { event: "", handled: true };
  const caused = following(log, start.entry.seq);
  const decided = caused.flatMap((moment) => (isEmit(moment.entry) ? [{ moment, entry: moment.entry }] : []));
  const error = caused.find(({ entry }) => entry.kind === "error")?.entry as ErrorEntry | undefined;
  const whose = owners(log);
  const scenes = decided.slice(0, MAX_DECISIONS).map(({ moment, entry }) => {
    const stop = { seq: entry.seq, moment };
    const { actors, owners } = scene({ log, hearing, clients, stop, live: false });
    return { entry, actors, owners };
  });
  return clients.map((client): Verdict => {
    const found = scenes.flatMap(({ entry, actors, owners }) =>
      actors
        .filter(({ key, outcome }) => outcome && (key === client || whose.get(key) === client))
        .map((actor) => ({ entry, actor, owners })),
    );
    const acked = caused.some(
      ({ entry }) =>
        entry.kind === "ack" &&
        entry.direction === "to-client" &&
        entry.of === start.entry.seq &&
        whose.get(entry.socket) === client,
    );
    const most = found.sort((a, b) => weight(b.actor, b.entry, event) - weight(a.actor, a.entry, event))[0];
    const heard = most?.actor.outcome?.kind === "heard";
    const response = responded.get(client);
    if (response && !heard) return { client, heard: true, acked, how: { kind: "answered", ...response } };
    if (most) return { client, heard, acked, how: { kind: "decision", ...most } };
    const other = scenes[0]?.entry;
    const isRequest = start.entry.kind === "http" && start.entry.client !== client;
    const how: How = !other && isRequest && error === undefined ? { kind: "apart" } : other
      ? { kind: "elsewhere", namespace: other.namespace }
      : { kind: "silent", handled, error: error?.title ?? null };
    return { client, heard: false, acked, how };
  });
}

/** What was heard says most, then what arrived, then what was sent; of the rest, what is about the same event. */
function weight({ outcome }: Actor, entry: DecisionEntry, event: string): number {
  const kinds = ["aside", "skipped", "delivered", "unheard", "heard"];
  return kinds.indexOf(outcome?.kind ?? "") * 2 + (entry.event === event ? 1 : 0);
}

/** An entry's consequences, in order. */
function following(log: Log, seq: number): readonly Moment[] {
  const caused = new Set([seq]);
  return log.moments.filter(({ entry }) => {
    if (entry.cause === null || !caused.has(entry.cause)) return false;
    caused.add(entry.seq);
    return true;
  });
}

/** How many clients were predicted right, of how many that were predicted; null before it ran. */
export function score({ answers, verdicts: found }: Prediction): { right: number; of: number } | null {
  if (!found) return null;
  const asked = found.filter(({ client }) => answers[client] !== undefined);
  return { right: asked.filter(({ client, heard }) => answers[client] === heard).length, of: asked.length };
}
