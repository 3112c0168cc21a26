import assert from "node:assert/strict";
import test from "node:test";
import { edge } from "./edges";
import { DISC, layout, type Stage } from "./layout";

const names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj"];
const people = (count: number) => names.slice(0, count).map((name) => ({ key: name, name }));
const room = (index: number, ...members: string[]) => ({ key: `r${index}`, name: `room${index}`, index, members });
const SIZES = [
  { width: 520, height: 320 },
  { width: 390, height: 300 },
  { width: 320, height: 300 },
];

function seatOf(stage: Stage, key: string) {
  const seat = stage.seats.find((found) => found.key === key);
  assert.ok(seat, key);
  return seat;
}

test("one to twelve people fit, without touching each other or the server", () => {
  for (const { width, height } of SIZES) {
    for (let count = 1; count <= 12; count += 1) {
      const stage = layout(width, height, people(count), [room(0, ...names.slice(0, count))]);
      const discs = [...stage.seats.map(({ x, y }) => ({ x, y, r: stage.disc })), stage.server];
      for (const [at, a] of discs.entries()) {
        assert.ok(a.x - a.r >= 0 && a.x + a.r <= width, `${count} at ${width}: inside in width`);
        assert.ok(a.y - a.r >= 0 && a.y + a.r <= stage.height, `${count} at ${width}: inside in height`);
        for (const b of discs.slice(at + 1))
          assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > a.r + b.r + 8, `${count} at ${width}: apart`);
      }
    }
  }
});

test("the first sits left at the top, the rest go clockwise", () => {
  const stage = layout(520, 320, people(4), []);
  assert.deepEqual(
    stage.seats.map(({ side }) => side),
    ["left", "right", "right", "left"],
  );
  assert.ok(seatOf(stage, "alice").y < seatOf(stage, "dave").y);
  assert.equal(seatOf(stage, "alice").y, seatOf(stage, "bob").y);
  assert.equal(seatOf(layout(520, 320, people(3), []), "alice").y, stage.server.y);
});

test("rooms never move anybody", () => {
  const discs = (stage: Stage) => stage.seats.map(({ key, x, y }) => [key, x, y]);
  for (const { width, height } of SIZES) {
    const without = layout(width, height, people(4), []);
    const crowded = layout(width, height, people(4), [room(0, "alice", "bob", "carol"), room(1, "bob", "carol")]);
    assert.deepEqual(discs(crowded), discs(without));
  }
});

test("twelve fit into a low pane, whole", () => {
  const stage = layout(520, 240, people(12), [room(0, "alice", "bob")]);
  assert.ok(stage.height < 240.5, String(stage.height));
  assert.equal(stage.hasStatus, false, "the marks and the table tell it there");
  assert.equal(layout(520, 240, people(4), []).hasStatus, true);
});

test("neighbours share one band, and a second membership lies outside of the first", () => {
  const stage = layout(520, 320, people(4), [room(0, "alice", "bob"), room(1, "bob", "carol")]);
  assert.equal(stage.bands.length, 2);
  const [outer, inner] = stage.bands;
  assert.deepEqual([outer?.room, inner?.room], ["r1", "r0"]);
  assert.ok((outer?.width ?? 0) > (inner?.width ?? 0));
});

test("a room whose members do not sit together is drawn in pieces, each with its name", () => {
  const stage = layout(520, 320, people(4), [room(0, "alice", "carol")]);
  assert.deepEqual(
    stage.bands.map(({ label }) => label.text),
    ["room0", "room0"],
  );
});

test("a room of everybody goes over the top and leaves one gap", () => {
  const [band] = layout(520, 320, people(3), [room(0, "alice", "bob", "carol")]).bands;
  assert.equal(band?.path.match(/A/g)?.length, 2, "two rounded corners");
  assert.equal(band?.label.anchor, "middle");
});

test("edges end before the discs; a skipped one ends half way", () => {
  const stage = layout(520, 320, people(3), []);
  const bob = seatOf(stage, "bob");
  const whole = edge(stage, bob, "client", 0);
  const half = edge(stage, bob, "client", 0, 0.5);
  const rest = Math.hypot(bob.x - whole.x2, bob.y - whole.y2);
  assert.ok(rest > DISC && rest < DISC + 14);
  assert.ok(Math.abs(half.length * 2 - whole.length) < 0.01);
});
