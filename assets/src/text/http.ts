// Requests over HTTP in words: what was asked, and how it was answered.

import type { HttpEntry } from "../model/entry";
import type { Outcome } from "../model/scene";
import { rich, t } from "./fluent";
import type { Text } from "./pieces";
import { span } from "./time";

/** Longest method and path that are shown whole, in characters. */
const MAX_ASKED = 60;

export function asked({ method, path }: Pick<HttpEntry, "method" | "path">): string {
  const whole = `${method} ${path}`;
  return whole.length > MAX_ASKED ? `${whole.slice(0, MAX_ASKED - 1)}…` : whole;
}

/** Why somebody got an answer, or none. */
export function askedBecause(outcome: Outcome): Text {
  const { kind } = outcome;
  if (kind === "answered") return rich("why-answered");
  if (kind === "waiting") return rich("why-waiting");
  if (kind === "cut") return rich("why-cut");
  if (kind !== "apart") return [];
  return outcome.open ? rich("why-stream") : rich("why-apart");
}

export const bytes = (count: number): string => t("bytes", { count });

/** `since`: when it was asked, in milliseconds of the sandbox, where the answer took longer than that entry. */
export function requestSentence(entry: HttpEntry, since: number | null): Text {
  return rich("said-both", { lead: lead(entry), deed: answer(entry, since) });
}

function lead(entry: HttpEntry): Text {
  const { client, cause } = entry;
  const request = asked(entry);
  if (client === null) return cause === null ? rich("request-other", { request }) : rich("request-other-had", { request });
  return cause === null ? rich("lead-asked", { client, request }) : rich("request-had", { client, request });
}

function answer(entry: HttpEntry, since: number | null): Text {
  const { state, location, responseBytes } = entry;
  const subject = location ? rich("subject-line", { line: String(location.line) }) : rich("subject-server");
  const size = bytes(responseBytes);
  if (state === "aborted") return rich("request-aborted", { bytes: size });
  if (entry.status === null) return rich("request-unanswered", { subject });
  const status = String(entry.status);
  if (state === "open") return rich("request-open", { subject, status });
  if (location === null && entry.status === 404) return rich("request-no-route", { status });
  return since === null
    ? rich("request-answered", { subject, status, bytes: size })
    : rich("request-answered-later", { subject, status, bytes: size, time: span(entry.at - since) });
}
