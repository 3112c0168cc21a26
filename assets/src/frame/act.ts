// What a scenario's line makes the client do, with its own sockets: emit, answer, connect, disconnect, request.

import type { Socket } from "socket.io-client";
import { type Asked, request } from "./request";
import { free, socketOf, takeAsked } from "./script";
import { tell } from "./tell";
import { fromScenario, toScenario } from "./values";

export type Act = { readonly act: number } & (
  | {
      readonly kind: "emit";
      readonly namespace: string;
      readonly event: string;
      readonly args: readonly unknown[];
      readonly ack: boolean;
    }
  | { readonly kind: "answer"; readonly namespace: string | null; readonly args: readonly unknown[] }
  | { readonly kind: "connect"; readonly namespace: string; readonly auth: unknown }
  /** Where the page did not connect by itself. */
  | { readonly kind: "open"; readonly namespace: string }
  | { readonly kind: "disconnect"; readonly namespace: string }
  | ({ readonly kind: "request" } & Asked)
);

export type Io = (namespace: string, options: { auth?: Record<string, unknown> }) => Socket;

export function perform(act: Act, io: Io): void {
  let problem: string | null = null;
  try {
    problem = attempt(act, io);
  } catch (error) {
    problem = String(error);
  }
  tell({ type: "acted", act: act.act, problem });
}

function attempt(act: Act, io: Io): string | null {
  switch (act.kind) {
    case "emit": {
      const socket = socketOf(act.namespace) ?? io(act.namespace, {});
      const args = act.args.map(fromScenario);
      const onAck = (...got: unknown[]) => tell({ type: "acked", act: act.act, args: toScenario(got) });
      socket.emit(act.event, ...args, ...(act.ack ? [onAck] : []));
      return null;
    }
    case "answer": {
      const answer = takeAsked(act.namespace);
      answer?.(...act.args.map(fromScenario));
      return answer ? null : "nothing-asked";
    }
    case "connect":
    case "open": {
      const auth = act.kind === "connect" ? (fromScenario(act.auth) as Record<string, unknown> | null) : null;
      const socket = socketOf(act.namespace);
      free(act.namespace);
      if (!socket) io(act.namespace, auth === null ? {} : { auth });
      else {
        if (auth !== null) socket.auth = auth;
        if (!socket.active) socket.connect();
      }
      return null;
    }
    case "disconnect":
      socketOf(act.namespace)?.disconnect();
      return null;
    case "request":
      void request(act.act, act);
      return null;
  }
}
