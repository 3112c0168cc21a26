import assert from "node:assert/strict";
import test from "node:test";
import { type Diagnostic, parseChange } from "./change";
import { excerpt, MAX_SHOWN } from "./excerpt";

const FOUND: Diagnostic = {
  level: "error",
  file: "lessons/09-a.md",
  line: 8,
  column: 5,
  span: 5,
  source: "    alcie->>server: hi",
  message: "unknown client `alcie`",
  notes: [["expected", "a client"]],
  help: "did you mean `alice`?",
};

test("a change brings each mistake whole", () => {
  const told = { ...FOUND, notes: { expected: "a client" } };
  const change = parseChange(JSON.stringify({ slug: "a", current: false, removed: false, diagnostics: [told] }));
  assert.deepEqual(change, { slug: "a", current: false, removed: false, diagnostics: [FOUND] });
});

test("a change in a form that is not known is read as far as it goes", () => {
  assert.equal(parseChange("nonsense"), null);
  assert.equal(parseChange('{"slug":1}'), null);
  const change = parseChange('{"slug":"a","diagnostics":["only text", {"message":"m","column":-3,"notes":[]}]}');
  assert.deepEqual(
    change?.diagnostics.map(({ message, column, span, notes, line }) => [message, column, span, notes.length, line]),
    [
      ["only text", 1, 1, 0, null],
      ["m", 1, 1, 0, null],
    ],
  );
  assert.equal(change?.current, true);
});

test("carets stand under what is meant", () => {
  assert.deepEqual(excerpt(FOUND), { line: "    alcie->>server: hi", carets: "    ^^^^^" });
  assert.equal(excerpt({ ...FOUND, source: "\tx y", column: 4, span: 1 }).carets, "\t  ^");
  assert.equal(excerpt({ ...FOUND, source: "", column: 1, span: 1 }).carets, "^");
  assert.equal(excerpt({ ...FOUND, source: "ab", column: 3, span: 1 }).carets, "  ^");
  assert.equal(excerpt({ ...FOUND, source: "😀 x", column: 3, span: 1 }).carets, "\u3000 ^", "characters are counted, and a wide one is as wide");
});

test("a line too long is cut around the place", () => {
  const source = `${"a".repeat(5_000)}HERE${"b".repeat(5_000)}`;
  const far = excerpt({ ...FOUND, source, column: 5_001, span: 4 });
  assert.ok(far.line.length <= MAX_SHOWN + 2 && far.line.startsWith("…") && far.line.endsWith("…"));
  assert.equal(far.line.slice(far.carets.indexOf("^")).slice(0, 4), "HERE");
  const near = excerpt({ ...FOUND, source, column: 3, span: 9_000 });
  assert.ok(near.line.startsWith("aaa") && near.carets.length <= MAX_SHOWN);
});
