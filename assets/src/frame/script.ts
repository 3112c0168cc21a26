// A client that a scenario plays: its sockets, the namespaces that wait until the scenario connects them, and the acks that
// it was asked for. Until the page lets go, the scenario speaks for the client, and its page does not answer by itself.

import type { Socket } from "socket.io-client";

type Answer = (...args: unknown[]) => void;

/** Sockets and open questions that are remembered; a page that makes more has its oldest forgotten. */
const MAX_SOCKETS = 100;
const MAX_ASKED = 100;

const sockets: Socket[] = [];
const held = new Set<string>();
let asked: { namespace: string; answer: Answer }[] = [];
let scripted = false;

/** Before the client's page runs: the namespaces that it must not connect to by itself. */
export function begin(namespaces: readonly string[]): void {
  scripted = true;
  for (const namespace of namespaces) held.add(namespace);
}

export const isHeld = (namespace: string): boolean => held.has(namespace);

export const namespaceOf = (socket: Socket): string => (socket as unknown as { nsp: string }).nsp;

export function remember(socket: Socket): void {
  sockets.push(socket);
  if (sockets.length > MAX_SOCKETS) sockets.shift();
  if (isHeld(namespaceOf(socket))) socket.connect = socket.open = () => socket;
}

/** The page's own first socket of a namespace: one that is in use, if any is. */
export function socketOf(namespace: string): Socket | null {
  const own = sockets.filter((socket) => namespaceOf(socket) === namespace);
  return own.find((socket) => socket.active) ?? own[0] ?? null;
}

/** The scenario connects a namespace: its sockets may be connected from now on. */
export function free(namespace: string): void {
  held.delete(namespace);
  for (const socket of sockets) {
    if (namespaceOf(socket) !== namespace) continue;
    // The prototype's own methods show again.
    Reflect.deleteProperty(socket, "connect");
    Reflect.deleteProperty(socket, "open");
  }
}

/** Takes the ack callback of an event that asks for one, and gives the page one that does nothing. */
export function intercept(socket: Socket, args: unknown[]): unknown[] {
  const answer = args.at(-1);
  if (!scripted || typeof answer !== "function") return args;
  asked.push({ namespace: namespaceOf(socket), answer: answer as Answer });
  if (asked.length > MAX_ASKED) asked.shift();
  return [...args.slice(0, -1), () => undefined];
}

/** The last event that asked for an ack, in one namespace or in any. */
export function takeAsked(namespace: string | null): Answer | null {
  const at = asked.findLastIndex((question) => namespace === null || question.namespace === namespace);
  return at < 0 ? null : (asked.splice(at, 1)[0]?.answer ?? null);
}

/** The scenario is over: the page acts for itself again. */
export function end(): void {
  if (!scripted) return;
  scripted = false;
  asked = [];
  for (const namespace of [...held]) {
    free(namespace);
    for (const socket of sockets) if (namespaceOf(socket) === namespace && !socket.active) socket.connect();
  }
}
