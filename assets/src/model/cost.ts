// What the conversation costs, by client and transport, counted from what really went over the wire: packets and the
// requests that carried them, and the requests of a page's own `fetch`.

import { isHeartbeat } from "./packet";
import type { WirePacket } from "./wire";

export const TRANSPORTS = ["http", "polling", "websocket"] as const;
export type CostTransport = (typeof TRANSPORTS)[number];

export interface Cost {
  readonly client: string;
  readonly transport: CostTransport;
  readonly requests: number;
  /** Of packets and bodies. */
  readonly bytes: number;
  /** Of the heads of requests and answers; null where nothing tells them. */
  readonly heads: number | null;
  /** Answers that brought nothing. */
  readonly empty: number;
  /** Milliseconds that news waited for a way to the client, summed, and how many there were. */
  readonly waited: number;
  readonly news: number;
}

export interface Costs {
  readonly rows: ReadonlyMap<string, Cost>;
  /** By client: when something new came about that its next request will bring. */
  readonly pending: ReadonlyMap<string, readonly number[]>;
  /** Whose polling answer has been empty so far; its packets follow each other. */
  readonly answer: string | null;
  /** Requests without an end yet: the entry that told of them, and whose they are. */
  readonly open: ReadonlyMap<number, string>;
}

export const NO_COSTS: Costs = { rows: new Map(), pending: new Map(), answer: null, open: new Map() };

/** Rows, times and open requests that are kept. */
const MAX_ROWS = 64;
const MAX_PENDING = 1_000;
const MAX_OPEN = 256;

export function meanDelay({ waited, news }: Cost): number | null {
  return news === 0 ? null : waited / news;
}

/** In the order of transports that a reader compares, client by client as they came. */
export function costRows(costs: Costs): readonly Cost[] {
  const names = [...new Set([...costs.rows.values()].map(({ client }) => client))];
  const place = ({ client, transport }: Cost) => names.indexOf(client) * TRANSPORTS.length + TRANSPORTS.indexOf(transport);
  return [...costs.rows.values()].sort((a, b) => place(a) - place(b));
}

export function withPackets(costs: Costs, packets: readonly WirePacket[]): Costs {
  const rows = new Map(costs.rows);
  let { answer } = costs;
  for (const packet of packets) {
    const { request, transport } = packet;
    const client = packet.client ?? packet.connection.slice(0, 6);
    const first = request ? { requests: 1, heads: request.overhead } : {};
    const news = packet.delay === null ? {} : { waited: packet.delay, news: 1 };
    const empty = isHeartbeat(packet);
    if (!packet.toClient || transport !== "polling") answer = null;
    else if (request) {
      answer = empty ? client : null;
      add(rows, client, transport, { empty: empty ? 1 : 0 });
    } else if (answer === client && !empty) {
      add(rows, answer, transport, { empty: -1 });
      answer = null;
    }
    add(rows, client, transport, { bytes: packet.bytes, ...first, ...news });
  }
  return { ...costs, rows, answer };
}

/** A request of a page's own; `seq` and `cause` tie the end of a long one to its beginning. */
export interface HttpRequest {
  readonly seq: number;
  readonly cause: number | null;
  readonly at: number;
  readonly client: string | null;
  readonly method: string;
  /** Null while there is no answer. */
  readonly status: number | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** The smallest body of an answer that holds something: `[]`, `{}` and `""` are two bytes. */
const SOMETHING = 3;

export function withRequest(costs: Costs, request: HttpRequest): Costs {
  const { client, at, status } = request;
  if (client === null) return costs;
  const rows = new Map(costs.rows);
  const pending = new Map(costs.pending);
  const open = new Map(costs.open);
  const isReading = request.method === "GET" || request.method === "HEAD";
  const isEnd = request.cause !== null && open.delete(request.cause);
  if (!isEnd) add(rows, client, "http", { requests: 1, bytes: request.requestBytes, heads: null });
  if (status === null) {
    if (open.size < MAX_OPEN) open.set(request.seq, client);
    return { ...costs, rows, pending, open };
  }
  const empty = isReading && request.responseBytes < SOMETHING ? 1 : 0;
  add(rows, client, "http", { bytes: request.responseBytes, empty, heads: null });
  if (isReading) {
    for (const since of pending.get(client) ?? []) add(rows, client, "http", { waited: at - since, news: 1, heads: null });
    pending.delete(client);
  } else {
    // What one client changes is news for all others; an answer that is still open can bring it at once.
    for (const { client: other, transport } of costs.rows.values()) {
      if (transport !== "http" || other === client) continue;
      if ([...open.values()].includes(other)) add(rows, other, "http", { news: 1, heads: null });
      else pending.set(other, [...(pending.get(other) ?? []), at].slice(-MAX_PENDING));
    }
  }
  return { ...costs, rows, pending, open };
}

type Sum = Partial<Pick<Cost, "requests" | "bytes" | "heads" | "empty" | "waited" | "news">>;

function add(rows: Map<string, Cost>, client: string, transport: CostTransport, sum: Sum): void {
  const key = `${transport} ${client}`;
  const row = rows.get(key);
  if (!row && rows.size >= MAX_ROWS) return;
  const before = row ?? { client, transport, requests: 0, bytes: 0, heads: 0, empty: 0, waited: 0, news: 0 };
  rows.set(key, {
    ...before,
    requests: before.requests + (sum.requests ?? 0),
    bytes: before.bytes + (sum.bytes ?? 0),
    heads: sum.heads === null || before.heads === null ? null : before.heads + (sum.heads ?? 0),
    empty: before.empty + (sum.empty ?? 0),
    waited: before.waited + (sum.waited ?? 0),
    news: before.news + (sum.news ?? 0),
  });
}
