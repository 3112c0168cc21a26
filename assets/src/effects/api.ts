// The sandbox's HTTP API. Every answer is one of: done, refused with a problem, gone, or no answer at all.

import { type CheckReport, parseReport } from "../model/report";
import { parseCreated, parseLast, parseProblem, parseSnapshot, type Problem, type SnapshotPeer } from "../model/parse";

export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly status: number; readonly problem: Problem }
  | { readonly kind: "gone" }
  | { readonly kind: "silent" };

export function createSandbox(lesson: string, step: number): Promise<Answer<string>> {
  return ask("POST", "/api/sandboxes", { lesson, step }, parseCreated);
}

export function replaceServer(id: string, server: string): Promise<Answer<true>> {
  return ask("PUT", `/api/sandboxes/${id}/server`, { server }, () => true as const);
}

/** Gives the sandbox's clients these pages, by the client's name. */
export function replacePages(id: string, pages: Readonly<Record<string, string>>): Promise<Answer<true>> {
  return ask("PUT", `/api/sandboxes/${id}/pages`, { pages }, () => true as const);
}

export function snapshot(id: string): Promise<Answer<readonly SnapshotPeer[]>> {
  return ask("GET", `/api/sandboxes/${id}`, undefined, parseSnapshot);
}

/** What happened in the sandbox since its code last started, as a scenario: played again first, which takes its time. */
export function recordedRun(id: string): Promise<Answer<string>> {
  return ask("GET", `/api/sandboxes/${id}/trace?format=mermaid`, undefined, (text) => text);
}

/** The newest entry of the trace, once the sandbox is at rest. */
export function rest(id: string): Promise<Answer<number>> {
  return ask("GET", `/api/sandboxes/${id}?rest=true`, undefined, parseLast);
}

/** The page goes away, and its sandbox with it; nobody waits for the answer. */
export function deleteSandbox(id: string): void {
  void fetch(`/api/sandboxes/${id}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
}

/** Holds code against the scenarios of a step; `gone`: the sandbox, or the lesson. */
export function checkCode(id: string, lesson: string, step: number, server: string): Promise<Answer<CheckReport>> {
  return ask("POST", `/api/sandboxes/${id}/check`, { lesson, step, server }, parseReport);
}

export const tracePath = (id: string) => `/api/sandboxes/${id}/trace?changes=true&wire=true`;
export const exportPath = (id: string) => `/api/sandboxes/${id}/export`;
export const clientPath = (id: string, client: string) => `/sandboxes/${id}/clients/${encodeURIComponent(client)}`;

async function ask<T>(
  method: string,
  path: string,
  body: unknown,
  parse: (text: string) => T | null,
): Promise<Answer<T>> {
  try {
    const init =
      body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(path, { method, ...init });
    const text = await response.text();
    if (response.ok) {
      const value = parse(text);
      return value === null ? { kind: "silent" } : { kind: "done", value };
    }
    if (response.status === 404) return { kind: "gone" };
    if (response.status >= 500) return { kind: "silent" };
    return { kind: "refused", status: response.status, problem: parseProblem(text, response.statusText) };
  } catch {
    return { kind: "silent" };
  }
}
