import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "./fixture";
import { NOTHING_HEARD } from "./hearing";
import { append, EMPTY_LOG } from "./log";
import { scene } from "./scene";
import { stops } from "./stops";
import { MAX_PACKETS, NO_WIRE, packetsOf, parseLost, parsePacket, received, type WirePacket } from "./wire";

const told = (fields: object) =>
  parsePacket(
    JSON.stringify({
      at: 5,
      kind: "wire",
      connection: "c",
      client: "alice",
      direction: "to-client",
      transport: "websocket",
      packet: '42["hello"]',
      bytes: 13,
      ...fields,
    }),
  ) as WirePacket;

test("packets are read, and what is none is left out", () => {
  assert.deepEqual(
    [told({}).toClient, told({}).request, told({ direction: "to-server" }).toClient],
    [true, null, false],
  );
  assert.equal(told({ request: { method: "GET", status: 200, overhead: 9, waited: 1 } }).request?.overhead, 9);
  for (const wrong of ["", "[]", "{}", '{"packet":"2","transport":"pigeon"}']) assert.equal(parsePacket(wrong), null);
  assert.equal(parseLost('{"wire":7}'), 7);
  assert.equal(parseLost('{"from":1,"to":2}'), null);
});

test("the newest packets are kept, and all are counted", () => {
  const many = Array.from({ length: MAX_PACKETS + 20 }, () => told({}));
  const wire = received(received(NO_WIRE, many), [told({ at: 9 })]);
  assert.equal(wire.packets.length, MAX_PACKETS);
  assert.equal(wire.packets.at(-1)?.number, MAX_PACKETS + 21);
  assert.equal([...wire.costs.rows.values()][0]?.bytes, 13 * (MAX_PACKETS + 21));
});

test("a decision's packets are those it sent, and the one it follows from", () => {
  const trace = new Trace();
  trace.connect("alice");
  trace.connect("bob");
  const cause = trace.receive("alice", "hello");
  const seq = trace.emit("hello", { to: ["bob"], cause });
  const log = append(EMPTY_LOG, trace.entries);
  const stop = stops(log).find((found) => found.seq === seq) ?? null;
  const shown = scene({ log, hearing: NOTHING_HEARD, clients: ["alice", "bob"], stop, live: true });
  const at = cause;
  const { packets } = received(NO_WIRE, [
    told({ direction: "to-server", at: at - 1, packet: '42["hello"]' }),
    told({ direction: "to-server", at, packet: '42["hello"]' }),
    told({ direction: "to-server", at, packet: '42["other"]' }),
    told({ client: "bob", cause: seq }),
    told({ client: "bob", cause: seq - 1 }),
    told({ direction: "to-server", at: at + 1, packet: '42["hello"]' }),
  ]);
  assert.deepEqual([...packetsOf(shown, packets)].sort(), [2, 4]);
  assert.equal(packetsOf({ ...shown, stop: null }, packets).size, 0);
});
