// A packet on the wire, taken apart: Engine.IO's type, Socket.IO's type, number of attachments, namespace, ack id, payload.
// Decoding only; what each part means in words is in `text/packet`.

export const ENGINE_TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;
export type EngineType = (typeof ENGINE_TYPES)[number];

export const SOCKET_TYPES = [
  "CONNECT",
  "DISCONNECT",
  "EVENT",
  "ACK",
  "CONNECT_ERROR",
  "BINARY_EVENT",
  "BINARY_ACK",
] as const;
export type SocketType = (typeof SOCKET_TYPES)[number];

export type PartKind =
  | "engine"
  | "socket"
  | "attachments"
  | "namespace"
  | "ack"
  | "payload"
  | "data"
  | "base64"
  | "binary"
  | "separator"
  | "unknown";

/** A piece of the packet's text as it stands there; all pieces in a row are the text. */
export interface Part {
  readonly kind: PartKind;
  readonly text: string;
}

export interface Raw {
  /** Engine.IO's text, or base64 of a binary frame. */
  readonly packet: string;
  readonly binary: boolean;
}

/** Between the packets of one polling body. */
const SEPARATOR = "\u{1e}";

export function parts({ packet, binary }: Raw): readonly Part[] {
  if (binary) return [{ kind: "binary", text: packet }];
  return packet
    .split(SEPARATOR)
    .flatMap((one, at) => [...(at > 0 ? [{ kind: "separator", text: SEPARATOR } as const] : []), ...single(one)]);
}

function single(packet: string): readonly Part[] {
  const [first = "", rest] = [packet.slice(0, 1), packet.slice(1)];
  if (first === "b") return filled({ kind: "engine", text: first }, { kind: "base64", text: rest });
  const type = engineType(first);
  if (type === null) return filled({ kind: "unknown", text: packet });
  const engine: Part = { kind: "engine", text: first };
  return type === "message" ? [engine, ...message(rest)] : filled(engine, { kind: "data", text: rest });
}

/** `2/admin,12["x"]`, `51-["x",{"_placeholder":true,"num":0}]` */
function message(text: string): readonly Part[] {
  const found = /^([0-6])(?:(?<=[56])(\d+-))?(\/[^,]*(?:,|$))?(\d+)?([^]*)$/.exec(text);
  if (!found) return filled({ kind: "unknown", text });
  const [, socket = "", attachments = "", namespace = "", ack = "", payload = ""] = found;
  return filled(
    { kind: "socket", text: socket },
    { kind: "attachments", text: attachments },
    { kind: "namespace", text: namespace },
    { kind: "ack", text: ack },
    { kind: "payload", text: payload },
  );
}

function filled(...all: Part[]): readonly Part[] {
  return all.filter(({ text }) => text !== "");
}

export function engineType(digit: string): EngineType | null {
  return digit === "b" ? "message" : /^[0-6]$/.test(digit) ? (ENGINE_TYPES[Number(digit)] ?? null) : null;
}

export function socketType(digit: string): SocketType | null {
  return /^[0-6]$/.test(digit) ? (SOCKET_TYPES[Number(digit)] ?? null) : null;
}

export interface Kind {
  readonly engine: EngineType | null;
  /** Of a message; null for an attachment too. */
  readonly socket: SocketType | null;
  readonly event: string | null;
}

/** What a packet is, in short. */
export function kindOf(raw: Raw): Kind {
  if (raw.binary) return { engine: "message", socket: null, event: null };
  const all = parts(raw);
  const text = (kind: PartKind) => all.find((part) => part.kind === kind)?.text ?? "";
  const socket = socketType(text("socket"));
  const isEvent = socket === "EVENT" || socket === "BINARY_EVENT";
  return { engine: engineType(text("engine")), socket, event: isEvent ? eventOf(text("payload")) : null };
}

/** The first item of the payload, which may be cut. */
function eventOf(payload: string): string | null {
  const name = /^\["((?:[^"\\]|\\.)*)"/.exec(payload)?.[1];
  if (name === undefined) return null;
  try {
    return JSON.parse(`"${name}"`) as string;
  } catch {
    return name;
  }
}

/** Nothing but a sign of life, or of nothing to say. */
export function isHeartbeat(raw: Raw): boolean {
  const { engine } = kindOf(raw);
  return engine === "ping" || engine === "pong" || engine === "noop";
}
