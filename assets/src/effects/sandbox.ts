// The life of the page's sandbox: made when the page opens, made again from the browser's storage when it is gone,
// deleted when the page closes.

import { type Answer, createSandbox, deleteSandbox, replaceServer } from "./api";
import { clearQueue } from "./queue";
import { loadRan } from "./storage";
import { dispatch, state } from "./store";
import { follow, unfollow } from "./stream";

/** Waits between attempts, in milliseconds; the last one repeats. */
const RETRY_MS = [500, 1_000, 2_000, 4_000];

let making: symbol | null = null;

export async function makeSandbox(): Promise<void> {
  const mine = Symbol();
  making = mine;
  unfollow();
  for (let attempt = 0; making === mine; attempt += 1) {
    const { slug, step } = state.peek();
    const answer = await createSandbox(slug, step);
    if (making !== mine) {
      if (answer.kind === "done") deleteSandbox(answer.value);
      return;
    }
    if (answer.kind === "done") return begin(answer.value);
    if (answer.kind === "refused") dispatch({ type: "sandboxRefused", message: refusal(answer) });
    else if (answer.kind === "gone") return dispatch({ type: "sandboxRefused", message: "" });
    else dispatch({ type: "sandboxLost" });
    await new Promise((done) => setTimeout(done, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));
  }
}

function refusal({ problem }: Extract<Answer<string>, { kind: "refused" }>): string {
  return [problem.title, problem.detail].filter(Boolean).join(": ");
}

/** The student's own version goes in before any client connects, so nobody sees the lesson's first. */
async function begin(id: string): Promise<void> {
  const { slug, step, code } = state.peek();
  const own = loadRan(slug, step);
  let running = code.lesson;
  if (own !== null && own !== code.lesson) {
    const answer = await replaceServer(id, own);
    if (answer.kind === "done") running = own;
  }
  clearQueue();
  dispatch({ type: "sandboxMade", id, running });
  follow(id, () => void makeSandbox());
}

addEventListener("pagehide", (event) => {
  const { id } = state.peek().sandbox;
  if (id && !event.persisted) deleteSandbox(id);
});
