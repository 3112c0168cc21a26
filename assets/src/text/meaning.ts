// What each part of a packet means, in one sentence; loaded with the first packet that somebody opens.

import { type EngineType, engineType, kindOf, type Part, type Raw, type SocketType, socketType } from "../model/packet";

const ENGINE: Record<EngineType, string> = {
  open: "open: the server accepts the connection and tells its terms",
  close: "close: this side ends the connection",
  ping: "ping: are you still there?",
  pong: "pong: still here",
  message: "message: Socket.IO's own packet follows",
  upgrade: "upgrade: from here on by WebSocket",
  noop: "noop: nothing to say; it only ends a waiting poll",
};

const SOCKET: Record<SocketType, string> = {
  CONNECT: "CONNECT: into a namespace",
  DISCONNECT: "DISCONNECT: out of a namespace",
  EVENT: "EVENT: somebody called emit",
  ACK: "ACK: the answer to an event",
  CONNECT_ERROR: "CONNECT_ERROR: the server said no",
  BINARY_EVENT: "EVENT with binary: its attachments follow",
  BINARY_ACK: "ACK with binary: its attachments follow",
};

/** Bytes of base64, which writes three in four characters. */
function bytes(base64: string): string {
  const count = Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
  return `${count} ${count === 1 ? "byte" : "bytes"}`;
}

export function meaning(part: Part, raw: Raw): string {
  const kind = kindOf(raw);
  switch (part.kind) {
    case "engine": {
      const type = engineType(part.text);
      if (part.text === "b") return "Engine.IO: a binary message, written as text because polling carries text";
      return type ? `Engine.IO's type ${part.text}, ${ENGINE[type]}` : "";
    }
    case "socket": {
      const type = socketType(part.text);
      return type ? `Socket.IO's type ${part.text}, ${SOCKET[type]}` : "";
    }
    case "attachments": {
      const count = Number.parseInt(part.text, 10);
      return count === 1 ? "one binary attachment follows" : `${count} binary attachments follow`;
    }
    case "namespace":
      return "the namespace; without it, it is /";
    case "ack":
      return kind.socket === "ACK" || kind.socket === "BINARY_ACK"
        ? "the number of the event that this answers"
        : "the sender wants an answer, which will bear this number";
    case "payload":
      return kind.event === null
        ? "what it carries, as JSON"
        : "the event's name and arguments, as JSON; {_placeholder} stands for an attachment";
    case "data":
      return kind.engine === "open"
        ? "the session's id, the transports it may move to, and how often to ping, in milliseconds"
        : "asks, or answers, whether this WebSocket works, before the move to it";
    case "base64":
      return `${bytes(part.text)} in base64: an attachment of the packet before`;
    case "binary":
      return `${bytes(part.text)}, shown in base64: a binary frame, an attachment of the packet before`;
    case "separator":
      return "ends one packet of a polling body and begins the next";
    case "unknown":
      return "no packet of Socket.IO";
  }
}

/** How it was carried. */
export const facts = {
  carried: (transport: string, size: string) =>
    transport === "websocket" ? `A WebSocket frame of ${size}.` : `${size} of a polling body.`,
  waited: (time: string) => `It waited ${time} for a request that could take it.`,
  request: (method: string, status: number, heads: string) =>
    `Its request, ${method} ${status}, cost ${heads} of headers, both ways.`,
  cut: "What is longer than 64 kB is not shown.",
} as const;
