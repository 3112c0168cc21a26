import assert from "node:assert/strict";
import test from "node:test";
import { align, named, pick, same, sameList } from "./same";

const isId = (client: string, id: string) => client === "alice" && id === "a1";

test("a star is anything, a name its client's socket id, the rest is equal as JSON", () => {
  assert.ok(sameList(["*", { from: "$alice", n: [1, "*"] }], [null, { n: [1, {}], from: "a1" }], isId));
  assert.ok(!same("$alice", "b1", isId));
  assert.ok(!same("$bob", "a1", isId));
  assert.ok(same("$5", "$5", isId), "a price is a price");
  assert.ok(!same({ a: 1 }, { a: 1, b: 2 }, isId));
  assert.ok(!same([1], { 0: 1 }, isId));
  assert.ok(!same(null, undefined, isId));
  assert.ok(!sameList(["*"], [], isId));
});

test("names become ids where there is one", () => {
  const idOf = (client: string) => (client === "alice" ? "a1" : null);
  assert.deepEqual(named({ to: ["$alice", "$bob", 5] }, idOf), { to: ["a1", "$bob", 5] });
});

test("as many as can be are paired, in order", () => {
  const pairs = (wanted: string, got: string) => align([...wanted], [...got], (a, b) => a === b);
  assert.deepEqual(pairs("abc", "abc"), [0, 1, 2]);
  assert.deepEqual(pairs("abc", "bc"), [-1, 0, 1]);
  assert.deepEqual(pairs("ab", "ba"), [1, -1]);
  assert.deepEqual(pairs("ab", "xaxb"), [1, 3]);
  assert.deepEqual(pairs("a", ""), [-1]);
});

test("without an order, each takes the first that fits and is free", () => {
  const pairs = (wanted: string, got: string) => pick([...wanted], [...got], (a, b) => a === b);
  assert.deepEqual(pairs("ab", "ba"), [1, 0]);
  assert.deepEqual(pairs("aab", "ab"), [0, -1, 1]);
});
