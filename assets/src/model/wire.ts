// The packets on the wire as the page keeps them: the newest, and what all of them have cost.

import { type Costs, type HttpRequest, NO_COSTS, withPackets, withRequest } from "./cost";
import type { Entry } from "./entry";
import { kindOf, parts, type Raw, type SocketType } from "./packet";
import * as read from "./read";
import type { Scene } from "./scene";

export interface WirePacket extends Raw {
  readonly at: number;
  /** The entry that sent it. */
  readonly cause: number | null;
  readonly connection: string;
  readonly client: string | null;
  readonly toClient: boolean;
  readonly transport: "polling" | "websocket";
  /** There was more of it. */
  readonly cut: boolean;
  readonly bytes: number;
  /** How long a message waited for a way to the client, in milliseconds. */
  readonly delay: number | null;
  /** The HTTP request that carried it, with the first of the packets that it carried. */
  readonly request: Request | null;
}

export interface Request {
  readonly method: string;
  readonly status: number;
  /** Bytes of its two heads and of what else is no packet. */
  readonly overhead: number;
}

export interface Kept extends WirePacket {
  /** Its number on this page. */
  readonly number: number;
}

export interface Wire {
  readonly packets: readonly Kept[];
  readonly costs: Costs;
  /** Packets that came when nobody listened, or too fast. */
  readonly lost: number;
}

/** Packets that the page keeps. */
export const MAX_PACKETS = 500;

export const NO_WIRE: Wire = { packets: [], costs: NO_COSTS, lost: 0 };

export function received(wire: Wire, packets: readonly WirePacket[]): Wire {
  const last = wire.packets.at(-1)?.number ?? 0;
  const numbered = packets.map((packet, at) => ({ ...packet, number: last + at + 1 }));
  return {
    ...wire,
    packets: [...wire.packets, ...numbered].slice(-MAX_PACKETS),
    costs: withPackets(wire.costs, packets),
  };
}

/** The requests of pages among new entries of the trace. */
export function asked(wire: Wire, entries: readonly Entry[]): Wire {
  const costs = entries.flatMap(request).reduce(withRequest, wire.costs);
  return costs === wire.costs ? wire : { ...wire, costs };
}

function request(entry: { readonly kind: string }): readonly HttpRequest[] {
  return entry.kind === "http" ? [entry as { readonly kind: "http" } & HttpRequest] : [];
}

export function parsePacket(data: string): WirePacket | null {
  const value = read.fields(read.json(data));
  const packet = read.textOrNull(value?.packet);
  const transport = read.oneOf(["polling", "websocket"] as const, value?.transport);
  if (!value || packet === null || !transport) return null;
  const request = read.fields(value.request);
  return {
    packet,
    transport,
    binary: value.binary === true,
    cut: value.cut === true,
    at: read.count(value.at),
    cause: read.countOrNull(value.cause),
    connection: read.text(value.connection),
    client: read.textOrNull(value.client),
    toClient: value.direction === "to-client",
    bytes: read.count(value.bytes),
    delay: read.countOrNull(value.delay),
    request: request && {
      method: read.text(request.method),
      status: read.count(request.status),
      overhead: read.count(request.overhead),
    },
  };
}

/** How many packets are gone, told by a gap; null for a gap of the trace. */
export function parseLost(data: string): number | null {
  return read.countOrNull(read.fields(read.json(data))?.wire);
}

/** Whether a packet of one of these types came from a client since the packet `after`; `namespace` null for any. */
export function came(
  { packets }: Wire,
  after: number,
  { client, namespace, types }: { readonly client: string; readonly namespace: string | null; readonly types: readonly SocketType[] },
): boolean {
  return packets.some((packet) => {
    if (packet.number <= after || packet.toClient || packet.client !== client) return false;
    const { socket } = kindOf(packet);
    return socket !== null && types.includes(socket) && (namespace === null || namespaceOf(packet) === namespace);
  });
}

/** As `/admin`, without what a client may have put behind a `?`. */
function namespaceOf(packet: Raw): string {
  const found = parts(packet).find(({ kind }) => kind === "namespace")?.text ?? "";
  return /^[^,?]+/.exec(found)?.[0] ?? "/";
}

/** The packets of the decision on show: those that it sent, and the one that it follows from. */
export function packetsOf({ stop, origin, originKey }: Scene, packets: readonly Kept[]): ReadonlySet<number> {
  const found = new Set<number>();
  if (!stop) return found;
  for (const { cause, number } of packets) if (cause === stop.seq) found.add(number);
  if (origin?.kind === "receive") {
    const came = packets.findLast(
      (packet) =>
        !packet.toClient &&
        packet.client === originKey &&
        packet.at <= origin.at &&
        kindOf(packet).event === origin.event,
    );
    if (came) found.add(came.number);
  }
  return found;
}
