import assert from "node:assert/strict";
import test from "node:test";
import { costRows, type HttpRequest, meanDelay, NO_COSTS, withPackets, withRequest } from "./cost";
import type { WirePacket } from "./wire";

const GET = { method: "GET", status: 200, overhead: 400 };
const POST = { method: "POST", status: 200, overhead: 500 };

function packet(text: string, more: Partial<WirePacket> = {}): WirePacket {
  return {
    packet: text,
    binary: false,
    cut: false,
    at: 0,
    cause: null,
    connection: "abcdefgh",
    client: "alice",
    toClient: true,
    transport: "polling",
    bytes: text.length,
    delay: null,
    request: null,
    ...more,
  };
}

const rows = (costs: typeof NO_COSTS) =>
  costRows(costs).map((row) =>
    [row.client, row.transport, row.requests, row.bytes, row.heads, row.empty, meanDelay(row)].join(" "),
  );

test("requests, bytes, empty answers and delays are counted from packets", () => {
  const costs = withPackets(NO_COSTS, [
    packet("0{}", { request: GET }),
    packet("40", { request: POST, toClient: false }),
    packet("40{}", { request: GET, delay: 0 }),
    packet('42["a"]', { delay: 300 }),
    packet("6", { request: GET }),
    packet("2", { request: GET }),
    packet("3", { request: POST, toClient: false }),
    packet("2", { request: GET }),
    packet('42["b"]', { delay: 600 }),
  ]);
  assert.deepEqual(rows(costs), ["alice polling 7 27 3000 2 300"]);
});

test("an answer that comes in two parts is one answer", () => {
  const first = withPackets(NO_COSTS, [packet("2", { request: GET })]);
  assert.deepEqual(rows(first), ["alice polling 1 1 400 1 "]);
  assert.deepEqual(rows(withPackets(first, [packet('42["b"]')])), ["alice polling 1 8 400 0 "]);
});

test("transports and clients are told apart and stand in one order", () => {
  const websocket = { transport: "websocket" } as const;
  const first = withPackets(NO_COSTS, [
    packet("40", { ...websocket, client: "bob", delay: 0 }),
    packet("2", { ...websocket }),
    packet("2", { request: GET }),
  ]);
  const costs = withPackets(first, [packet("40", { client: null })]);
  assert.deepEqual(rows(costs), [
    "bob websocket 0 2 0 0 0",
    "alice polling 1 1 400 1 ",
    "alice websocket 0 1 0 0 ",
    "abcdef polling 0 2 0 0 ",
  ]);
});

test("a page's own requests are counted, and how late they bring the news", () => {
  let seq = 0;
  const ask = (client: string, method: string, at: number, more: Partial<HttpRequest> = {}): HttpRequest => ({
    seq: (seq += 1),
    cause: null,
    at,
    client,
    method,
    status: 200,
    requestBytes: method === "GET" ? 0 : 10,
    responseBytes: 2,
    ...more,
  });
  const costs = [
    ask("bob", "GET", 1_000),
    ask("alice", "POST", 1_400),
    ask("alice", "POST", 1_800),
    ask("bob", "GET", 2_000, { responseBytes: 40 }),
    ask("bob", "GET", 3_000),
  ].reduce(withRequest, NO_COSTS);
  assert.deepEqual(rows(costs), ["bob http 3 44  2 400", "alice http 2 24  0 "]);
});

test("a long answer is one request, and brings the news at once", () => {
  const ask = { client: "bob", method: "GET", requestBytes: 0 };
  const costs = [
    { ...ask, seq: 1, cause: null, at: 0, status: null, responseBytes: 0 },
    { ...ask, seq: 2, cause: null, at: 5, client: "alice", method: "POST", status: 200, responseBytes: 2 },
    { ...ask, seq: 3, cause: 1, at: 90, status: 200, responseBytes: 50 },
  ].reduce(withRequest, NO_COSTS);
  assert.deepEqual(rows(costs), ["bob http 1 50  0 0", "alice http 1 2  0 "]);
});
