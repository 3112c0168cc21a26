// The life of the page's sandbox: made when the page opens, made again from the browser's storage when it is gone,
// deleted when the page closes.

import { byClient, pageTexts, SERVER_FILE, type Texts } from "../model/files";
import type { Code } from "../model/state";
import { type Answer, createSandbox, deleteSandbox, replacePages, replaceServer } from "./api";
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

/** The student's own versions go in before any client connects, so nobody sees the lesson's first. */
async function begin(id: string): Promise<void> {
  const { code } = state.peek();
  const own = wanted(SERVER_FILE, code);
  let running = code.lesson;
  if (own !== code.lesson) {
    const answer = await replaceServer(id, own);
    if (answer.kind === "done") running = own;
  }
  const ran = await beginPages(id);
  clearQueue();
  dispatch({ type: "sandboxMade", id, running, pages: ran });
  follow(id, () => void makeSandbox());
}

async function beginPages(id: string): Promise<Texts["pages"]> {
  const { pages } = state.peek();
  const own = Object.fromEntries(pages.map(({ name, code }) => [name, wanted(name, code)]));
  if (pages.every(({ name, code }) => own[name] === code.lesson)) return own;
  const answer = await replacePages(id, byClient(pages, own));
  return answer.kind === "done" ? own : pageTexts(pages, ({ lesson }) => lesson);
}

/** What the student ran last; somebody else's code is not kept by the browser until it is edited. */
function wanted(file: string, code: Code): string {
  const { slug, step, borrowed } = state.peek();
  return borrowed && !borrowed.saved ? code.text : (loadRan(slug, step, file) ?? code.lesson);
}

addEventListener("pagehide", (event) => {
  const { id } = state.peek().sandbox;
  if (id && !event.persisted) deleteSandbox(id);
});
