// What each part of a packet means, in one sentence, and what a packet is called in a list.

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

/** `EVENT chat`, `ping`, `attachment` */
export function packetName(raw: Raw): string {
  const { engine, socket, event } = kindOf(raw);
  if (socket === null) return engine === "message" ? "attachment" : (engine ?? "?");
  const name = socket.replace("BINARY_", "");
  return event === null ? name : `${name} ${event}`;
}

/** `1.2 kB`, `530 B` */
export function size(count: number): string {
  return count < 1_000 ? `${count} B` : `${(count / 1_000).toFixed(count < 10_000 ? 1 : 0)} kB`;
}

/** `0 ms`, `430 ms`, `1.2 s` */
export function span(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
