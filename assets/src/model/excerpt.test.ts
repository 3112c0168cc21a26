import assert from "node:assert/strict";
import { test } from "node:test";

import type { Diagnostic } from "./change";
import { excerpt } from "./excerpt";

const carets = (source: string, column: number, span = 1) => excerpt({ source, column, span } as Diagnostic).carets;

test("carets stand under what is meant, whatever is before it", () => {
  assert.equal(carets("alice->>bob", 8, 3), "       ^^^");
  assert.equal(carets("\ta b", 4), "\t  ^");
  assert.equal(carets("中文 x", 4), "\u3000\u3000 ^");
  assert.equal(carets("e\u0301a x", 5), "   ^");
  assert.equal(carets("a", 3), "  ^");
});
