// Editing and running the files: the server's code, which starts the server anew, and the clients' pages, whose frames are
// loaded again. What was edited is kept by the browser; somebody else's code only once it is edited.

import { byClient, codeOf, fileNames, isWaiting, pageTexts, SERVER_FILE, type Texts } from "../model/files";
import type { Mine } from "../model/state";
import { text as words } from "../text/words";
import { type Answer, replacePages, replaceServer } from "./api";
import { makeSandbox } from "./sandbox";
import { saveBefore, saveCode, saveRan } from "./storage";
import { dispatch, state } from "./store";

export function edit(text: string, file: string = SERVER_FILE): void {
  dispatch({ type: "codeEdited", file, text });
  const { slug, step, borrowed } = state.peek();
  if (borrowed && !borrowed.saved) {
    saveBefore(slug, step, borrowed.mine);
    dispatch({ type: "sharedSaved" });
    keepAll();
  } else keep(file);
}

function keep(file: string): void {
  const { slug, step } = state.peek();
  const { text, lesson } = codeOf(state.peek(), file);
  saveCode(slug, step, file, text === lesson ? null : text);
}

/** Writes back what the student had. */
export function keepBefore({ texts, ran }: Mine): void {
  const { slug, step } = state.peek();
  for (const file of fileNames(state.peek())) {
    const { lesson } = codeOf(state.peek(), file);
    const own = (all: Texts) => (file === SERVER_FILE ? all.server : (all.pages[file] ?? lesson));
    const unlessLesson = (text: string) => (text === lesson ? null : text);
    saveCode(slug, step, file, unlessLesson(own(texts)));
    saveRan(slug, step, file, unlessLesson(own(ran)));
  }
  saveBefore(slug, step, null);
}

/** All that stands in the editor, and what of it runs, is the student's own from now on. */
export function keepAll(): void {
  const { slug, step } = state.peek();
  for (const file of fileNames(state.peek())) {
    keep(file);
    const { running, lesson } = codeOf(state.peek(), file);
    saveRan(slug, step, file, running === lesson ? null : running);
  }
}

function keepRan(file: string, ran: string): void {
  const { slug, step, borrowed } = state.peek();
  if (borrowed && !borrowed.saved) return;
  saveRan(slug, step, file, ran === codeOf(state.peek(), file).lesson ? null : ran);
}

const isReady = () => {
  const { sandbox, run: running } = state.peek();
  return running.phase !== "starting" && sandbox.id !== null && sandbox.phase === "running";
};

/** What was changed: a page loads its frames again, and the server starts anew unless only pages were changed. */
export async function runFiles(): Promise<void> {
  if (!isReady()) return;
  const { code, pages } = state.peek();
  const changed = pages.filter((page) => isWaiting(page.code)).map(({ name }) => name);
  const given = changed.length > 0 ? await givePages() : null;
  if (changed.length > 0 && !given) return;
  if (!given || isWaiting(code)) {
    // Their frames are loaded again after the server, or they would be disconnected at once; and are gone before, or they
    // would connect to it once more, and leave connections that nobody ends.
    dispatch({ type: "pagesLeft", files: changed });
    await run();
  }
  if (given) dispatch({ type: "pagesRan", texts: given });
}

/** Whether the server runs the code of the editor now. */
export async function run(): Promise<boolean> {
  const { sandbox, code } = state.peek();
  if (!isReady() || !sandbox.id) return false;
  const { text } = code;
  dispatch({ type: "runStarted" });
  const answer = await replaceServer(sandbox.id, text);
  if (answer.kind === "done") {
    keepRan(SERVER_FILE, text);
    dispatch({ type: "runSucceeded", running: text });
  } else {
    await failed(answer, () => keepRan(SERVER_FILE, text));
  }
  return state.peek().code.running === text && state.peek().run.phase === "idle";
}

/** Gives the sandbox the pages of the editor; their texts, or null when it did not take them. */
async function givePages(): Promise<Readonly<Record<string, string>> | null> {
  const { sandbox, pages } = state.peek();
  if (!sandbox.id) return null;
  const texts = pageTexts(pages, ({ text }) => text);
  const keepThem = () => pages.forEach(({ name }) => keepRan(name, texts[name] ?? ""));
  const answer = await replacePages(sandbox.id, byClient(pages, texts));
  if (answer.kind !== "done") {
    await failed(answer, keepThem);
    return null;
  }
  keepThem();
  return texts;
}

/** `keepIt`: a sandbox that is gone is made again with what was to run. */
async function failed(answer: Exclude<Answer<true>, { kind: "done" }>, keepIt: () => void): Promise<void> {
  if (answer.kind === "gone") {
    keepIt();
    await makeSandbox();
  } else {
    const problem = answer.kind === "refused" ? answer.problem : { ...words.noAnswer, line: null, column: null };
    dispatch({ type: "runRefused", problem });
  }
}

export function reset(file: string): void {
  edit(codeOf(state.peek(), file).lesson, file);
  void runOne(file);
}

export function takeOffer(file: string): void {
  dispatch({ type: "offerTaken", file });
  edit(codeOf(state.peek(), file).text, file);
  void runOne(file);
}

async function runOne(file: string): Promise<void> {
  if (file === SERVER_FILE) await run();
  else if (isWaiting(codeOf(state.peek(), file))) await runFiles();
}
