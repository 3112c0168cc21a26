// Fills a sandbox's journal, then drags over the timeline of the page, a move a frame and mostly another step each time,
// and prints how long each frame works: from its first callback until it is painted. Beside it the time between frames.

import { Stage } from "../../tests/browser/stage.mjs";

const STEPS = 300;
const ENTRIES = 10_000;
const FRAME_MS = 16;

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
  console.log(
    name.padEnd(28) +
      [0, 0.5, 0.95, 0.99, 1].map((share) => at(list, share).toFixed(1).padStart(9)).join("") +
      String(list.filter((took) => took > FRAME_MS).length).padStart(9),
  );

/** Runs in the page: drags over the part of the timeline that is seen, back and forth. */
async function scrub(steps) {
  const PIXELS = 23;
  const view = document.querySelector(".timeline .scroll");
  const box = view.getBoundingClientRect();
  const point = (type, x) =>
    new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, pointerType: "mouse", clientX: x, clientY: box.top + 20 });
  // A pointer that is not really down cannot be captured.
  view.setPointerCapture = () => undefined;
  view.dispatchEvent(point("pointerdown", box.left + 10));
  const [work, frames, shown] = [[], [], new Set()];
  // A message that is sent while a frame's callbacks run comes once the frame is painted.
  const { port1, port2 } = new MessageChannel();
  await new Promise((done) => {
    let [began, step] = [0, 0];
    port1.onmessage = () => work.push(performance.now() - began);
    const frame = () => {
      const before = began;
      began = performance.now();
      if (step > 0) frames.push(began - before);
      shown.add(view.getAttribute("aria-valuenow"));
      step += 1;
      if (step === steps) return done();
      // Asked for first, so that it is the next frame's first callback.
      requestAnimationFrame(frame);
      port2.postMessage(null);
      const there = Math.abs(((step * PIXELS) % (2 * (box.width - 60))) - (box.width - 60));
      view.dispatchEvent(point("pointermove", box.left + 20 + there));
    };
    requestAnimationFrame(frame);
  });
  view.dispatchEvent(new Event("lostpointercapture"));
  return { work, frames, shown: shown.size };
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
  const columns = ["least", "median", "95 %", "99 %", "most", `> ${FRAME_MS} ms`];
  console.log("".padEnd(28) + columns.map((it) => it.padStart(9)).join(""));
  for (const place of [1, 0.5, 0]) {
    await page.locator(".timeline .scroll").evaluate((view, place) => {
      view.scrollLeft = (view.scrollWidth - view.clientWidth) * place;
    }, place);
    const { work, frames, shown } = await page.evaluate(scrub, STEPS);
    row(`at ${place * 100} %: work of a frame`, work);
    row(`at ${place * 100} %: between frames`, frames);
    console.log(`${shown} steps were shown`);
  }
} finally {
  await stage.close();
}
