import assert from "node:assert/strict";
import test from "node:test";
import { fromScenario, toScenario } from "./values";

test("binary goes to Socket.IO as bytes and comes back as base64, at any depth", () => {
  const value = { list: [{ $binary: "AQL/" }, "text", null], n: 1 };
  const sent = fromScenario(value) as { list: unknown[] };
  assert.deepEqual(sent.list[0], new Uint8Array([1, 2, 255]));
  assert.deepEqual(JSON.parse(toScenario(sent)), value);
  assert.equal(toScenario(new Uint8Array([1, 2]).buffer), '{"$binary":"AQI="}');
});

test("an object that only looks like it stays an object", () => {
  assert.deepEqual(fromScenario({ $binary: "AQ==", more: 1 }), { $binary: "AQ==", more: 1 });
  assert.deepEqual(fromScenario({ $binary: 5 }), { $binary: 5 });
  assert.equal(toScenario(undefined), "null");
});
