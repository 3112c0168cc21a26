// What each part of a packet means, in one sentence; loaded with the first packet that somebody opens.

import english from "../../texts/en.ftl?meaning";
import { type EngineType, engineType, kindOf, type Part, type Raw, type SocketType, socketType } from "../model/packet";
import { add, t } from "./fluent";

add(english);

const ENGINE: Record<EngineType, string> = {
  open: t("meaning-open"),
  close: t("meaning-close"),
  ping: t("meaning-ping"),
  pong: t("meaning-pong"),
  message: t("meaning-message"),
  upgrade: t("meaning-upgrade"),
  noop: t("meaning-noop"),
};

const SOCKET: Record<SocketType, string> = {
  CONNECT: t("meaning-connect"),
  DISCONNECT: t("meaning-disconnect"),
  EVENT: t("meaning-event"),
  ACK: t("meaning-ack"),
  CONNECT_ERROR: t("meaning-connect-error"),
  BINARY_EVENT: t("meaning-binary-event"),
  BINARY_ACK: t("meaning-binary-ack"),
};

/** Bytes of base64, which writes three in four characters. */
function bytes(base64: string): string {
  const count = Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
  return t("bytes", { count });
}

export function meaning(part: Part, raw: Raw): string {
  const kind = kindOf(raw);
  switch (part.kind) {
    case "engine": {
      const type = engineType(part.text);
      if (part.text === "b") return t("meaning-engine-binary");
      return type ? t("meaning-engine", { type: part.text, meaning: ENGINE[type] }) : "";
    }
    case "socket": {
      const type = socketType(part.text);
      return type ? t("meaning-socket", { type: part.text, meaning: SOCKET[type] }) : "";
    }
    case "attachments":
      return t("meaning-attachments", { count: Number.parseInt(part.text, 10) });
    case "namespace":
      return t("meaning-namespace");
    case "ack":
      return kind.socket === "ACK" || kind.socket === "BINARY_ACK"
        ? t("meaning-ack-answers")
        : t("meaning-ack-wanted");
    case "payload":
      return kind.event === null
        ? t("meaning-payload")
        : t("meaning-payload-event");
    case "data":
      return kind.engine === "open"
        ? t("meaning-data-open")
        : t("meaning-data-probe");
    case "base64":
      return t("meaning-base64", { size: bytes(part.text) });
    case "binary":
      return t("meaning-binary", { size: bytes(part.text) });
    case "separator":
      return t("meaning-separator");
    case "unknown":
      return t("meaning-unknown");
  }
}

/** How it was carried. */
export const facts = {
  carried: (transport: string, size: string) =>
    transport === "websocket" ? t("meaning-carried-websocket", { size }) : t("meaning-carried-polling", { size }),
  waited: (time: string) => t("meaning-waited", { time }),
  request: (method: string, status: number, heads: string) =>
    t("meaning-request", { request: `${method} ${status}`, size: heads }),
  cut: t("meaning-cut"),
} as const;
