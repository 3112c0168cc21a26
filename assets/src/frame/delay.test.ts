import assert from "node:assert/strict";
import test from "node:test";
import { Delay } from "./delay";

/** The clock and the timers are the test's. */
function still(context: { mock: typeof test.mock }): (ms: number) => void {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  return (ms) => {
    for (let passed = 0; passed < ms; passed += 1) {
      now += 1;
      context.mock.timers.tick(1);
    }
  };
}

test("what goes in comes out later and in order", (context) => {
  const pass = still(context);
  let delay = 300;
  const got = new Array<string>();
  const way = new Delay(() => delay);
  way.push(() => got.push("a"));
  delay = 100;
  way.push(() => got.push("b"));
  pass(299);
  assert.deepEqual([...got], []);
  pass(1);
  assert.deepEqual([...got], ["a", "b"]);
  way.push(() => got.push("c"));
  pass(100);
  assert.deepEqual([...got], ["a", "b", "c"]);
  delay = 0;
  way.push(() => got.push("d"));
  assert.deepEqual([...got], ["a", "b", "c", "d"]);
});

test("a fast network brings what is under way, a cut one loses it", (context) => {
  const pass = still(context);
  let delay = 300;
  const got = new Array<string>();
  const way = new Delay(() => delay);
  way.push(() => got.push("a"));
  way.push(() => got.push("b"));
  delay = 0;
  way.push(() => got.push("c"));
  way.hurry();
  assert.deepEqual([...got], ["a", "b", "c"]);
  delay = 300;
  way.push(() => got.push("lost"));
  way.lose();
  pass(1_000);
  way.push(() => got.push("d"));
  pass(300);
  assert.deepEqual([...got], ["a", "b", "c", "d"]);
});
