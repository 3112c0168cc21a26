// A prediction in words: the question, and why it went so for each client.

import { displayName } from "../model/actors";
import type { Verdict } from "../model/predict";
import { because } from "./because";
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
  right: "right",
  wrong: "wrong",
  mark: "Mark each client, or look at once.",
  marked: (count: number, of: number) => `${count} of ${of} marked`,
} as const;

export function question(client: string, event: string, namespace: string): Text {
  const where = namespace === "/" ? say`` : say` in ${code(namespace)}`;
  return say`${strong(displayName(client, [client]))} sends ${code(event)}${where}. Who hears it?`;
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
      return say`The event did not reach the server`;
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
