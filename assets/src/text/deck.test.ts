import assert from "node:assert/strict";
import test from "node:test";
import { dayOf } from "../model/boxes";
import { dayName } from "./deck";

test("a day is named as a person would", () => {
  const today = dayOf(Date.UTC(2026, 2, 1, 12), 0);
  assert.equal(dayName(today - 3, today), "today");
  assert.equal(dayName(today + 1, today), "tomorrow");
  assert.equal(dayName(today + 7, today), "on Sunday 8 March");
});
