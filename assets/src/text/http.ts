// Requests over HTTP in words: what was asked, and how it was answered.

import type { HttpEntry } from "../model/entry";
import type { Outcome } from "../model/scene";
import { code, say, strong, type Text } from "./pieces";

/** Longest method and path that are shown whole, in characters. */
const MAX_ASKED = 60;

export function asked({ method, path }: Pick<HttpEntry, "method" | "path">): string {
  const whole = `${method} ${path}`;
  return whole.length > MAX_ASKED ? `${whole.slice(0, MAX_ASKED - 1)}…` : whole;
}

/** Why somebody got an answer, or none. */
export function askedBecause({ kind }: Outcome): Text {
  if (kind === "answered") return say`It asked, and the answer goes to whoever asked`;
  if (kind === "waiting") return say`It asked, and waits`;
  if (kind === "cut") return say`It asked, and got only a part`;
  return kind === "apart" ? say`It did not ask` : say``;
}

export const bytes = (count: number): string => `${count} ${count === 1 ? "byte" : "bytes"}`;

/** `since`: when it was asked, in milliseconds of the sandbox, where the answer took longer than that entry. */
export function requestSentence(entry: HttpEntry, since: number | null): Text {
  const name = entry.client === null ? say`Another program` : say`${strong(entry.client)}`;
  const lead = say`${name} ${entry.cause === null ? "asked" : "had asked"} ${code(asked(entry))}.`;
  return say`${lead} ${answer(entry, since)}`;
}

function answer(entry: HttpEntry, since: number | null): Text {
  const { state, status, location, responseBytes } = entry;
  const who = location ? say`Line ${location.line}` : say`The server`;
  if (state === "aborted") return say`The answer was broken off after ${bytes(responseBytes)}.`;
  if (status === null) return say`${who} has not answered yet.`;
  if (state === "open") return say`${who} began to answer ${strong(status)}, and the answer stays open.`;
  if (location === null && status === 404) return say`The server has no route for it, and answered ${strong(404)}.`;
  const later = since === null ? say`` : say`, ${seconds(entry.at - since)} later`;
  return say`${who} answered ${strong(status)} with ${bytes(responseBytes)}${later}.`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
