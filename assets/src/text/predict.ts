// A prediction in words: the question, and why it went so for each client.

import type { Act } from "../model/part";
import type { Verdict } from "../model/predict";
import { because } from "./because";
import { rich, t } from "./fluent";
import { asked } from "./http";
import { plain, type Text } from "./pieces";

export const text = {
  hears: t("predict-hears"),
  not: t("predict-not"),
  heard: t("predict-heard"),
  unheard: t("predict-unheard"),
  first: t("predict-first"),
  run: t("predict-run"),
  again: t("predict-again"),
  unfold: t("predict-unfold"),
  fold: t("predict-fold"),
  right: t("predict-right"),
  wrong: t("predict-wrong"),
  mark: t("predict-mark"),
  marked: (count: number, of: number) => t("predict-marked", { count, of }),
  score: (right: number, of: number) => rich("predict-score", { right, of }),
  hearers: (heard: number, of: number) => rich("predict-hearer-count", { heard, of }),
} as const;

/** Null for a line that nobody can predict. */
export function question(act: Act): Text | null {
  if (act.kind === "request") return rich("predict-question-request", { client: act.client, request: asked(act) });
  if (act.kind !== "emit") return null;
  const { client, event, namespace } = act;
  return namespace === "/"
    ? rich("predict-question", { client, event })
    : rich("predict-question-in", { client, event, namespace });
}

/** `said`: what was predicted. A wrong one begins with that. */
export function reason(verdict: Verdict, said: boolean): Text {
  const acked = verdict.acked && !verdict.heard;
  const given = acked ? rich("predict-acked", { why: why(verdict) }) : rich("predict-why", { why: why(verdict) });
  if (said === verdict.heard) return given;
  return said ? rich("predict-said-heard", { because: given }) : rich("predict-said-unheard", { because: given });
}

function why({ how }: Verdict): Text {
  switch (how.kind) {
    case "lost":
      return rich("predict-lost");
    case "answered":
      return how.own ? rich("predict-answered", { status: String(how.status) }) : rich("predict-answered-more");
    case "apart":
      return rich("predict-apart");
    case "elsewhere":
      return rich("predict-elsewhere", { namespace: how.namespace });
    case "silent":
      if (how.error) return rich("predict-failed", { error: how.error });
      return how.handled ? rich("predict-nothing-sent") : rich("predict-not-handled");
    case "decision": {
      const { entry, actor } = how;
      if (actor.outcome?.kind === "unheard") return rich("predict-no-listener", { event: entry.event });
      if (actor.outcome?.kind === "delivered") return rich("predict-not-arrived");
      return because(actor, entry, how.owners);
    }
  }
}

/** The result as one sentence for screen readers. */
export function announced(found: readonly Verdict[], answers: Readonly<Record<string, boolean>>): string {
  const asked = found.filter(({ client }) => answers[client] !== undefined);
  const wrong = asked.filter(({ client, heard }) => answers[client] !== heard);
  const hearers = found.filter(({ heard }) => heard).map(({ client }) => client);
  const who = hearers.length === 0 ? t("predict-nobody") : t("predict-hearers", { clients: hearers.join(", ") });
  if (asked.length === 0) return who;
  const told = wrong.map((verdict) => {
    const why = plain(reason(verdict, answers[verdict.client] ?? false));
    return t("predict-told", { client: verdict.client, why });
  });
  return [t("predict-all-right", { right: asked.length - wrong.length, of: asked.length }), who, ...told].join(" ");
}
