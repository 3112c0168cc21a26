import assert from "node:assert/strict";
import test from "node:test";
import { firstWhere } from "./sorted";

test("the first from which it holds, in lists of every length", () => {
  for (let length = 0; length < 9; length += 1) {
    const list = Array.from({ length }, (_, at) => at * 2);
    for (let least = -1; least <= 2 * length; least += 1) {
      const plain = list.findIndex((item) => item >= least);
      assert.equal(firstWhere(list, (item) => item >= least), plain < 0 ? length : plain, `${least} of ${length}`);
    }
  }
});
