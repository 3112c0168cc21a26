import assert from "node:assert/strict";
import test from "node:test";
import { memoryStorage } from "./memory";
import { target } from "./target";

test("an address says which namespace is meant, whatever its host", () => {
  const namespaces = {
    "/": "/",
    "": "/",
    "/admin": "/admin",
    "http://localhost:3000": "/",
    "https://example.com/admin": "/admin",
    "ws://example.com/a/b": "/a/b",
    "//example.com/admin": "/admin",
    "localhost:3000": "/",
    "localhost:3000/admin": "/admin",
    "https://example.com/admin?token=1#part": "/admin",
  };
  for (const [address, namespace] of Object.entries(namespaces))
    assert.equal(target(address).namespace, namespace, address);
  assert.deepEqual(target("/?token=a&n=1").query, { token: "a", n: "1" });
});

test("storage in memory behaves like the browser's", () => {
  const storage = memoryStorage();
  storage.setItem("n", 1 as unknown as string);
  assert.equal(storage.getItem("n"), "1");
  assert.equal(storage.getItem("none"), null);
  assert.deepEqual([storage.length, storage.key(0), storage.key(5)], [1, "n", null]);
  storage.clear();
  assert.equal(storage.length, 0);
});
