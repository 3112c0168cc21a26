import assert from "node:assert/strict";
import test from "node:test";
import { rich, texts } from "./fluent";
import { code, strong } from "./pieces";

const turned = `
greeting = <code>{ $room }</code> hat { $count ->
    [one] einen Gast
   *[other] <b>{ $count }</b> Gäste
}: { $names }
only-here = nur { $name }
`;
const { t: say, rich: tell } = texts([
  ["de", turned],
  ["en", "greeting = not asked for\nsecond = in English, { $name }"],
]);

test("what a learner named is never read as markup", () => {
  for (const room of ["<b>", "</code>", "<b>x</b>", "{ $x }", "\ue000"]) {
    assert.deepEqual(rich("why-not-in", { rooms: [code(room)] }), ["It is not in ", { code: room }]);
    assert.deepEqual(rich("why-excepted", { room }), [
      "It is in ",
      { code: room },
      ", which ",
      { code: "except()" },
      " leaves out",
    ]);
    assert.deepEqual(rich("mark-not-done", { problem: room }), ["Not done: ", room]);
  }
});

test("emphasis and values stand where a language puts them", () => {
  const names = [strong("a"), " und ", strong("b")];
  assert.deepEqual(tell("greeting", { count: 1200, room: "r", names }), [
    { code: "r" },
    " hat ",
    { strong: "1.200" },
    " Gäste: ",
    ...names,
  ]);
  assert.deepEqual(tell("greeting", { count: 1, room: "r", names: [] }), [{ code: "r" }, " hat einen Gast: "]);
});

test("what a language lacks is said in English, and an unknown text by its id", () => {
  assert.equal(say("only-here", { name: "Ada" }), "nur Ada");
  assert.equal(say("second", { name: "Ada" }), "in English, Ada");
  assert.equal(say("third"), "third");
});
