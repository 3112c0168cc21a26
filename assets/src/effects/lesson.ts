// A lesson that its author saves while it is open: fetched again, and whatever changed in it put in place. The rest stays
// as it is: scroll, code, connections, trace.

import type { Change } from "../model/change";
import { byClient, pageTexts } from "../model/files";
import { parseBootstrap } from "../model/parse";
import type { State } from "../model/state";
import { update } from "../model/update";
import { deleteSandbox, replacePages } from "./api";
import { run } from "./files";
import { makeSandbox } from "./sandbox";
import { dispatch, state } from "./store";
import type { LessonNews } from "./stream";
import { fetchPage, imagesChanged, rememberServed, swap } from "./swap";

const PROSE = "prose";

/** Called now and whenever new prose is in place, for what the page draws into it. */
let decorate: () => void = () => undefined;
export function onProse(callback: () => void): void {
  decorate = callback;
  callback();
}

rememberServed();

export const lessonNews: LessonNews = {
  changed: (change) => void lessonChanged(change),
  imagesChanged,
  // Mistakes that are still there are told anew.
  missed: () => void lessonChanged({ slug: state.peek().slug, removed: false, current: true, diagnostics: [] }),
};

/** Saves may overtake each other; only the newest is put in place. */
let newest = 0;

async function lessonChanged(change: Change): Promise<void> {
  if (change.slug !== state.peek().slug) return;
  dispatch({ type: "lessonChanged", change });
  if (change.removed || !change.current) return;
  const mine = (newest += 1);
  const page = await fetchPage();
  if (mine !== newest || page === undefined) return;
  if (page === null) return dispatch({ type: "stepGone" });
  if (swap(page).includes(PROSE)) decorate();
  await take(page);
}

const running = ({ pages }: State) => byClient(pages, pageTexts(pages, ({ running: html }) => html));

async function take(page: Document): Promise<void> {
  const before = state.peek();
  const boot = parseBootstrap(page.getElementById("bootstrap")?.textContent ?? "");
  const pages = running(update(before, { type: "lessonFetched", boot }));
  const isOther = JSON.stringify(pages) !== JSON.stringify(running(before));
  // A frame is loaded again once its page is another one, so the sandbox has to have it first.
  if (isOther && before.sandbox.id) await replacePages(before.sandbox.id, pages);
  dispatch({ type: "lessonFetched", boot });
  const { code, options } = state.peek();
  if (options !== before.options) {
    // The old one goes when no frame is left in it that would ask for it again.
    await makeSandbox();
    if (before.sandbox.id) deleteSandbox(before.sandbox.id);
    return;
  }
  if (code.lesson !== before.code.lesson && code.offered === null && code.text !== code.running) await run();
}
