import assert from "node:assert/strict";
import test from "node:test";
import {
  answered,
  begin,
  cardKey,
  dateOf,
  dayOf,
  due,
  judged,
  MAX_CARDS,
  met,
  nextDay,
  NO_CARDS,
  parseBoxes,
  printBoxes,
  REST_DAYS,
  turned,
} from "./boxes";

test("a card that is known each time rests longer and longer", () => {
  let [boxes, today] = [met(NO_CARDS, ["a"], 100), 100];
  const waits = [];
  for (let times = 0; times < 6; times += 1) {
    assert.deepEqual(due(boxes, ["a"], today), ["a"]);
    boxes = answered(boxes, "a", true, today);
    const next = nextDay(boxes, ["a"]) ?? 0;
    waits.push(next - today);
    assert.deepEqual(due(boxes, ["a"], next - 1), []);
    today = next;
  }
  assert.deepEqual(waits, [1, 3, 7, 16, 16, 16]);
  assert.equal(REST_DAYS.length, 5);
});

test("a card that is not known goes back to the first box, due the same day", () => {
  let boxes = answered(answered(met(NO_CARDS, ["a"], 1), "a", true, 1), "a", true, 2);
  assert.deepEqual(boxes.a, { box: 2, due: 5 });
  boxes = answered(boxes, "a", false, 3);
  assert.deepEqual(boxes.a, { box: 0, due: 3 });
});

test("known twice on one day moves a card once", () => {
  const once = answered(met(NO_CARDS, ["a"], 1), "a", true, 1);
  assert.equal(answered(once, "a", true, 1), once);
});

test("a card met again keeps its box, and cards that were not met are not due", () => {
  const boxes = answered(met(NO_CARDS, ["a"], 1), "a", true, 1);
  assert.equal(met(boxes, ["a"], 9), boxes);
  assert.deepEqual(due(boxes, ["b", "a"], 9), ["a"]);
  assert.equal(nextDay(boxes, ["b"]), null);
});

test("a day begins at midnight where the student is", () => {
  const evening = Date.UTC(2026, 0, 1, 23, 30);
  assert.equal(dayOf(evening, 0), dayOf(Date.UTC(2026, 0, 1), 0));
  assert.equal(dayOf(evening, -60), dayOf(evening, 0) + 1);
  assert.equal(dateOf(dayOf(evening, 0)).toISOString().slice(0, 10), "2026-01-01");
});

test("what is stored is read again, and what does not fit is left out", () => {
  const boxes = answered(met(NO_CARDS, [cardKey("rooms", "room"), "b"], 7), "b", true, 7);
  assert.deepEqual(parseBoxes(printBoxes(boxes)), boxes);
  for (const text of [null, "", "{", "[]", '{"version":2,"cards":{"a":[0,1]}}', '{"version":1,"cards":[[0,1]]}']) {
    const found = Object.keys(parseBoxes(text));
    assert.deepEqual(found, [], String(text));
  }
  const odd = '{"version":1,"cards":{"a":[9,1],"b":[0.5,1],"c":[1],"d":null,"e":[-1,2],"f":[4,20000]}}';
  assert.deepEqual(parseBoxes(odd), { f: { box: 4, due: 20_000 } });
});

test("what is stored is bounded", () => {
  const keys = Array.from({ length: MAX_CARDS + 5 }, (_, index) => `k${index}`);
  const full = met(NO_CARDS, keys, 1);
  assert.equal(Object.keys(full).length, MAX_CARDS);
  assert.equal(answered(full, "more", true, 1), full);
  assert.ok(cardKey("s", "x".repeat(1_000)).length <= 200);
});

test("in a sitting what was not known comes again at the end", () => {
  let sitting = judged(turned(begin(["a", "b"])), false);
  assert.deepEqual([sitting.waiting, sitting.shown], [["b", "a"], false]);
  sitting = judged(judged(sitting, true), true);
  assert.deepEqual([sitting.waiting, sitting.knew, sitting.all], [[], 2, 2]);
  assert.equal(judged(sitting, true), sitting);
});
