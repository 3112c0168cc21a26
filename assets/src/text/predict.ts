// A prediction in words: the question, and why it went so for each client.

import type { Act } from "../model/part";
import type { Verdict } from "../model/predict";
import { because } from "./because";
import { asked } from "./http";
import { code, plain, say, strong, type Text } from "./pieces";

export const text = {
  hears: "Hears it",
  not: "Does not",
  heard: "hears it",
  unheard: "does not hear it",
  hear: "hear it",
  first: "First:",
  run: "See who hears it",
  again: "Try again",
  unfold: "Show the explanation",
  fold: "Hide the explanation",
  right: "right",
  wrong: "wrong",
  mark: "Mark each client, or look at once.",
  marked: (count: number, of: number) => `${count} of ${of} marked`,
} as const;

/** Null for a line that nobody can predict. */
export function question(act: Act): Text | null {
  if (act.kind === "request") return say`${strong(act.client)} asks ${code(asked(act))}. Who hears of it?`;
  if (act.kind !== "emit") return null;
  const { client, event, namespace } = act;
  const where = namespace === "/" ? say`` : say` in ${code(namespace)}`;
  return say`${strong(client)} sends ${code(event)}${where}. Who hears it?`;
}

/** `said`: what was predicted. A wrong one begins with that. */
export function reason(verdict: Verdict, said: boolean): Text {
  const lead = said === verdict.heard ? say`` : say`You said: ${said ? text.heard : text.unheard}. `;
  const acked = verdict.acked && !verdict.heard ? say` The ack it got is an answer, no event.` : say``;
  return say`${lead}${why(verdict)}.${acked}`;
}

function why({ how }: Verdict): Text {
  switch (how.kind) {
    case "lost":
      return say`It did not reach the server`;
    case "answered":
      return how.own
        ? say`It asked, and got the answer: ${code(String(how.status))}`
        : say`It had asked before, and more of that answer came`;
    case "apart":
      return say`An answer goes to whoever asked, and nothing else was sent`;
    case "elsewhere":
      return say`It is not connected to ${code(how.namespace)}, where it was sent`;
    case "silent":
      if (how.error) return say`The server's code failed: ${how.error}`;
      return how.handled ? say`The server sent nothing` : say`The server does not listen for this event`;
    case "decision": {
      const { entry, actor } = how;
      if (actor.outcome?.kind === "unheard")
        return say`It arrived, but nobody listened: its page has no listener for ${code(entry.event)}`;
      if (actor.outcome?.kind === "delivered") return say`It was sent, but it has not arrived`;
      return because(actor, entry, how.owners);
    }
  }
}

/** The result as one sentence for screen readers. */
export function announced(found: readonly Verdict[], answers: Readonly<Record<string, boolean>>): string {
  const asked = found.filter(({ client }) => answers[client] !== undefined);
  const wrong = asked.filter(({ client, heard }) => answers[client] !== heard);
  const hearers = found.filter(({ heard }) => heard).map(({ client }) => client);
  const who = hearers.length === 0 ? "Nobody hears it." : `It is heard by ${hearers.join(", ")}.`;
  if (asked.length === 0) return who;
  const told = wrong.map((verdict) => `${verdict.client}: ${plain(reason(verdict, answers[verdict.client] ?? false))}`);
  return [`${asked.length - wrong.length} of ${asked.length} right.`, who, ...told].join(" ");
}
