// The trace's entries, as far as the page reads them. The contract's section 4 says what each field means.

import type { Room } from "./room";

export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Common {
  readonly seq: number;
  /** Milliseconds since the sandbox started, by its own clock. */
  readonly at: number;
  readonly cause: number | null;
  readonly location: Place | null;
}

export interface ConnectEntry extends Common {
  readonly kind: "connect";
  readonly socket: string;
  readonly client: string | null;
  readonly namespace: string;
  readonly transport: string;
  readonly recovered: boolean;
}

export interface RefuseEntry extends Common {
  readonly kind: "refuse";
  readonly client: string | null;
  readonly namespace: string;
  readonly message: string;
}

export interface DisconnectEntry extends Common {
  readonly kind: "disconnect";
  readonly socket: string;
  readonly client: string | null;
  readonly namespace: string;
  readonly reason: string;
  readonly rooms: readonly Room[];
}

export interface ReceiveEntry extends Common {
  readonly kind: "receive";
  readonly socket: string;
  readonly namespace: string;
  readonly event: string;
  readonly args: readonly unknown[];
  readonly ack: boolean;
  readonly handled: boolean;
}

export const OPERATIONS = ["emit", "join", "leave", "disconnect"] as const;
export type Operation = (typeof OPERATIONS)[number];

export const REASONS = [
  "sender",
  "not-in-room",
  "excepted",
  "disconnected",
  "not-ready",
  "buffer-full",
  "other-server",
] as const;
export type Reason = (typeof REASONS)[number];

export interface Skipped {
  readonly socket: string;
  readonly reason: Reason;
  readonly room: Room | null;
}

export interface DecisionEntry extends Common {
  readonly kind: "decision";
  readonly operation: Operation;
  readonly call: string | null;
  readonly namespace: string;
  readonly sender: string | null;
  readonly event: string;
  /** Of a join or leave: the rooms. */
  readonly args: readonly unknown[];
  readonly rooms: readonly Room[];
  readonly except: readonly Room[];
  readonly direct: boolean;
  readonly volatile: boolean;
  readonly recipients: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly totals: { readonly recipients: number; readonly skipped: number };
  readonly warnings: readonly string[];
}

export interface AckEntry extends Common {
  readonly kind: "ack";
  readonly socket: string;
  readonly namespace: string;
  /** The entry it answers. */
  readonly of: number | null;
  readonly direction: "to-client" | "to-server";
  readonly timeout: boolean;
}

export interface ErrorEntry extends Common {
  readonly kind: "error";
  readonly title: string;
  readonly detail: string;
  readonly limit: string | null;
}

export interface RestartEntry extends Common {
  readonly kind: "restart";
  readonly reason: string;
}

/** A request to the server code's routes. One that takes longer has two entries: the first is open, and causes the second. */
export interface HttpEntry extends Common {
  readonly kind: "http";
  readonly method: string;
  readonly path: string;
  readonly client: string | null;
  readonly status: number | null;
  /** Of the bodies. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly streamed: boolean;
  readonly state: HttpState;
}

export const HTTP_STATES = ["open", "ended", "aborted"] as const;
export type HttpState = (typeof HTTP_STATES)[number];

/** Kept for its place in the chain of causes; the page shows nothing of it yet. */
export interface OtherEntry extends Common {
  readonly kind: "other";
}

export type Entry =
  | ConnectEntry
  | RefuseEntry
  | DisconnectEntry
  | ReceiveEntry
  | DecisionEntry
  | AckEntry
  | ErrorEntry
  | RestartEntry
  | HttpEntry
  | OtherEntry;
