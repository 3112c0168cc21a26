import assert from "node:assert/strict";
import test from "node:test";
import { BLANK, check, isRight, isSeveral, pick, verdict } from "./quiz";

const one = [{ right: false }, { right: true }];
const two = [{ right: true }, { right: false }, { right: true }];

test("with one right answer a pick replaces the one before", () => {
  const sheet = pick(pick(BLANK, one, 0), one, 1);
  assert.deepEqual(sheet.picked, [1]);
  assert.equal(isSeveral(one), false);
  assert.ok(isRight(sheet, one));
});

test("with several right answers picks are ticked and unticked", () => {
  let sheet = pick(pick(pick(BLANK, two, 0), two, 1), two, 1);
  assert.deepEqual(sheet.picked, [0]);
  assert.equal(isRight(sheet, two), false);
  sheet = pick(sheet, two, 2);
  assert.ok(isSeveral(two) && isRight(sheet, two));
});

test("after the check each answer has its verdict, and picks stay", () => {
  const sheet = check(pick(pick(BLANK, two, 0), two, 1));
  assert.deepEqual(
    two.map((_, index) => verdict(sheet, two, index)),
    ["right", "wrong", "missed"],
  );
  assert.equal(verdict(sheet, one, 0), "wrong");
  assert.equal(pick(sheet, two, 2), sheet);
});

test("nothing picked is not checked, and what is no answer is not picked", () => {
  assert.equal(check(BLANK), BLANK);
  assert.equal(pick(BLANK, one, 7), BLANK);
});
