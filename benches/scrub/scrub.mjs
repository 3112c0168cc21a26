// Fills a sandbox's journal, then drags over the timeline of the page, one step a frame, and prints what each costs: from
// the pointer's move until the page is laid out again, and the time between frames.

import { Stage } from "../../tests/browser/stage.mjs";

const STEPS = 300;
const ENTRIES = 10_000;

/** Rooms, joins and emits of four clients, until the journal is full. */
const CODE = `io.on("connection", (socket) => {
  const { client } = socket.handshake.query;
  let turn = 0;
  const more = () => {
    for (let n = 0; n < 20; n += 1) {
      turn += 1;
      if (turn % 10 === 0) socket.join("room" + (turn % 50) / 10);
      if (turn % 10 === 5) socket.leave("room" + (turn % 50 - 5) / 10);
      socket.to("room" + (turn % 5)).emit("news", turn);
    }
    if (turn < 4000) setTimeout(more, 5);
  };
  socket.on("hello", more);
});`;

const at = (list, share) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)];
const row = (name, list) =>
  console.log(name.padEnd(28) + [0, 0.5, 0.95, 1].map((share) => at(list, share).toFixed(1).padStart(9)).join(""));

/** Runs in the page: drags over the part of the timeline that is seen, back and forth. */
async function scrub(steps) {
  const view = document.querySelector(".timeline .scroll");
  const box = view.getBoundingClientRect();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const point = (type, x) =>
    new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, pointerType: "mouse", clientX: x, clientY: box.top + 20 });
  // A pointer that is not really down cannot be captured.
  view.setPointerCapture = () => undefined;
  const [work, frames] = [[], []];
  view.dispatchEvent(point("pointerdown", box.left + 10));
  let before = await frame();
  for (let step = 0; step < steps; step += 1) {
    const start = performance.now();
    const there = Math.abs(((step * 7) % (2 * (box.width - 60))) - (box.width - 60));
    view.dispatchEvent(point("pointermove", box.left + 20 + there));
    // The page draws when the current task is done.
    await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
    document.body.getBoundingClientRect();
    work.push(performance.now() - start);
    const now = await frame();
    frames.push(now - before);
    before = now;
  }
  view.dispatchEvent(new Event("lostpointercapture"));
  return { work, frames };
}

/** Runs in the page: the timeline is long, and has not grown for a hundred frames. */
function quiet(least) {
  const steps = Number(document.querySelector(".timeline [role=slider]")?.getAttribute("aria-valuemax"));
  const seen = (globalThis.seen ??= { steps: 0, frames: 0 });
  globalThis.seen = steps === seen.steps ? { steps, frames: seen.frames + 1 } : { steps, frames: 0 };
  return steps > least && seen.frames > 100;
}

const stage = new Stage("scrub");
try {
  const lesson = await (await stage.open()).ready();
  const { page } = lesson;
  await lesson.write(CODE);
  await lesson.run();
  await lesson.ready();
  for (const client of ["alice", "bob", "carol"]) await lesson.sayHello(client);
  await page.waitForFunction(quiet, ENTRIES / 3, { timeout: 120_000 });
  const steps = await page.locator(".timeline [role=slider]").getAttribute("aria-valuemax");
  console.log(`${steps} steps on the timeline; ${STEPS} moves, ms`);
  console.log("".padEnd(28) + ["least", "median", "95 %", "most"].map((it) => it.padStart(9)).join(""));
  for (const place of [1, 0.5, 0]) {
    await page.locator(".timeline .scroll").evaluate((view, place) => {
      view.scrollLeft = (view.scrollWidth - view.clientWidth) * place;
    }, place);
    const { work, frames } = await page.evaluate(scrub, STEPS);
    row(`at ${place * 100} %: draw a step`, work);
    row(`at ${place * 100} %: between frames`, frames);
  }
} finally {
  await stage.close();
}
