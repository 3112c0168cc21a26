import assert from "node:assert/strict";
import test from "node:test";
import { fromLink, known, lineCount, parseMine, parseTexts, printMine, printTexts } from "./share";

const texts = { server: "io;", pages: { "client.html": "<p>é" } };

test("what is printed is read again, and nothing else is", () => {
  assert.deepEqual(parseTexts(printTexts(texts)), texts);
  const mine = { texts, ran: { server: "", pages: {} } };
  assert.deepEqual(parseMine(printMine(mine)), mine);
  for (const json of ["", "7", "null", "[]", '{"v":2,"server":"","pages":{}}', '{"v":1,"server":7,"pages":{}}', '{"v":1,"server":""}'])
    assert.equal(parseTexts(json), null, json);
  assert.deepEqual(parseTexts('{"v":1,"server":"","pages":{"a":1,"b":"x"}}'), { server: "", pages: { b: "x" } });
  for (const json of ["", "[]", "{}", '["x","y"]']) assert.equal(parseMine(json), null, json);
});

test("pages that the step does not have are left out", () => {
  const here = [{ name: "client.html" }, { name: "toString" }];
  assert.deepEqual(known({ server: "s", pages: { "client.html": "x", "other.html": "y" } }, here), {
    server: "s",
    pages: { "client.html": "x" },
  });
});

test("the code stands in the fragment, and nowhere else", () => {
  assert.equal(fromLink("#code=abc-_"), "abc-_");
  assert.equal(fromLink("#code="), "");
  for (const fragment of ["", "#", "#card-room", "#xcode=1"]) assert.equal(fromLink(fragment), null, fragment);
});

test("lines are counted as an editor does", () => {
  assert.deepEqual(["", "a", "a\n", "a\nb\n\n"].map(lineCount), [1, 1, 1, 2]);
});
