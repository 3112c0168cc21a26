import assert from "node:assert/strict";
import test from "node:test";
import { matches, parseDeck } from "./deck";

test("cards are read as the server sends them", () => {
  const card = { slug: "rooms", name: "room", term: "<em>room</em>", back: "b", lesson: "Rooms", url: "/lessons/rooms/1" };
  const { slug, ...rest } = card;
  assert.deepEqual(parseDeck(JSON.stringify({ cards: [card] })), [{ key: `${slug}#room`, ...rest }]);
  for (const text of ["", "[]", '{"cards":1}']) assert.deepEqual(parseDeck(text), []);
});

test("a term is found by any of its words, whatever their case", () => {
  assert.ok(matches("Room. A name that sockets join.", "SOCK name"));
  assert.ok(matches("Room", "  "));
  assert.ok(!matches("Room. A name", "room ack"));
});
