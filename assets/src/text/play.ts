// A scenario in words: its lines as a person reads them, and what came of each when it was played.

import type { Act } from "../model/part";
import type { Came, LineMark, Play, Surprise } from "../model/play";
import { rich, t } from "./fluent";
import { code, type Text } from "./pieces";
import { duration } from "./time";

export const text = {
  play: t("play"),
  run: t("play-run"),
  playOn: t("play-on"),
  playAgain: t("play-again"),
  step: t("play-step"),
  stop: t("play-stop"),
  open: t("play-open"),
  openHint: t("play-open-hint"),
  lines: t("play-lines"),
  fresh: t("play-fresh"),
  starting: t("play-starting"),
  playing: t("playing"),
  paused: t("play-paused"),
  stopped: t("play-stopped"),
  now: t("play-now"),
  asText: t("play-as-text"),
  copy: t("copy"),
  copied: t("copied"),
  notCopied: t("not-copied"),
  to: t("play-to"),
  waits: (milliseconds: number) => t("play-waits", { time: duration(milliseconds) }),
  left: (milliseconds: number) => t("play-left", { seconds: milliseconds / 1_000 }),
  notStarted: t("play-not-started"),
  noServer: t("no-answer"),
  cut: t("play-cut"),
  notLoaded: (client: string) => t("play-not-loaded", { client }),
  noAnswer: (client: string) => t("play-no-answer", { client }),
  /** What a client's frame tells by a name; anything else is an error in its own words. */
  problem: (told: string) => (told === "nothing-asked" ? t("play-nothing-asked") : told),
} as const;

export interface LineWords {
  /** Who does it and to whom; null for a note, which is a sentence. */
  readonly way: { readonly from: string; readonly to: string } | null;
  readonly what: Text;
}

export function lineWords(act: Act): LineWords {
  switch (act.kind) {
    case "emit":
      return up(act.client, [code(call(spaced(act.namespace, act.event), act.args))]);
    case "event":
      return down(act.client, [code(call(spaced(act.namespace, act.event), act.args))]);
    case "answer":
      return up(act.client, [code(call("ack", act.args))]);
    case "ack":
      return down(act.client, [code(call("ack", act.args))]);
    case "connect": {
      const { auth, namespace } = act;
      if (auth === null)
        return up(act.client, namespace === "/" ? rich("line-connects") : rich("line-connects-to", { namespace }));
      const sent = { auth: json(auth) };
      return up(
        act.client,
        namespace === "/" ? rich("line-connects-with", sent) : rich("line-connects-to-with", { ...sent, namespace }),
      );
    }
    case "disconnect": {
      const { namespace } = act;
      return up(act.client, namespace === "/" ? rich("line-disconnects") : rich("line-disconnects-from", { namespace }));
    }
    case "refusal": {
      const { namespace } = act;
      const what = namespace === "/" ? rich("line-refused") : rich("line-refused-by", { namespace });
      return down(act.client, detailed(what, act.message));
    }
    case "dropped": {
      const { namespace } = act;
      const what = namespace === "/" ? rich("line-dropped") : rich("line-dropped-by", { namespace });
      return down(act.client, detailed(what, act.reason));
    }
    case "request": {
      const body = act.body === null ? "" : JSON.stringify(act.body);
      return up(act.client, [code([act.method, act.path, body].join(" ").trim())]);
    }
    case "response":
      return down(act.client, [code(call(String(act.status), act.body === null ? [] : [act.body]))]);
    case "clock":
      return { way: null, what: rich("line-clock", { time: duration(act.milliseconds) }) };
    case "offline":
      return { way: null, what: rich("line-offline", { client: act.client }) };
    case "online":
      return { way: null, what: rich("line-online", { client: act.client }) };
    case "polling":
      return { way: null, what: rich("line-polling", { client: act.client }) };
    case "slow":
      return { way: null, what: rich("line-slow", { client: act.client, time: duration(act.milliseconds) }) };
  }
}

const up = (client: string, what: Text): LineWords => ({ way: { from: client, to: t("diagram-server") }, what });
const down = (client: string, what: Text): LineWords => ({ way: { from: t("diagram-server"), to: client }, what });
const json = (value: unknown) => code(JSON.stringify(value) ?? "");
const detailed = (what: Text, value: unknown): Text =>
  value === null || value === "*" ? what : rich("line-detail", { what, detail: json(value) });
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
      return rich("mark-not-done", { problem: mark.problem });
    case "missing":
      return mark.instead
        ? rich("mark-missing-but", { client, came: cameWords(mark.instead) })
        : rich("mark-missing", { client });
    case "done":
      return surprises(mark.also);
    default:
      return [];
  }
}

export function surprises(found: readonly Surprise[]): Text {
  return found.reduce<Text>((list, { client, came }, index) => {
    const next = rich("mark-also", { client, came: cameWords(came) });
    return index === 0 ? next : rich("mark-and-also", { list, next });
  }, []);
}

export function cameWords(came: Came): Text {
  switch (came.kind) {
    case "event":
      return [code(call(spaced(came.namespace, came.event), came.args))];
    case "ack":
      return [code(call("ack", came.args))];
    case "refusal":
      return rich("came-refusal", { message: came.message });
    case "dropped":
      return rich("came-dropped", { reason: came.reason });
    case "response":
      return [code(call(String(came.status), came.body === null ? [] : [came.body]))];
  }
}

/** One word for a line's state, for those who do not see its mark. */
export function markName(mark: LineMark): string {
  return {
    todo: "",
    now: t("mark-name-now"),
    done: t("mark-name-done"),
    failed: t("mark-name-failed"),
    met: t("mark-name-met"),
    missing: t("mark-name-missing"),
  }[mark.kind];
}

/** How the whole went, once nothing is left to do. */
export function outcome(play: Play): string {
  if (play.phase === "failed") return t("play-ended", { how: play.problem ?? "" });
  const expected = play.marks.filter(({ kind }) => kind === "met" || kind === "missing");
  const met = expected.filter(({ kind }) => kind === "met").length;
  const more =
    play.early.length + play.marks.reduce((sum, mark) => sum + (mark.kind === "done" ? mark.also.length : 0), 0);
  const failed = play.marks.some(({ kind }) => kind === "failed");
  if (play.phase === "stopped") return t("play-ended", { how: text.stopped });
  if (play.phase === "cut") return t("play-ended", { how: text.cut });
  if (failed) return t("play-not-every");
  if (expected.length === 0 && more === 0) return t("play-nothing");
  const came = met === expected.length ? t("play-all") : t("play-some", { met, expected: expected.length });
  return more === 0 ? t("play-ended", { how: came }) : t("play-more", { came, more });
}
