// A lesson that its author saves while it is open: the prose is fetched again and put in place, scroll and code kept.

import type { Change } from "../model/change";
import { parseBootstrap } from "../model/parse";
import { run } from "./actions";
import { dispatch, state } from "./store";

/** Called after new prose is in place, for what the page adds to it. */
let decorate: () => void = () => undefined;
export function onProse(callback: () => void): void {
  decorate = callback;
  callback();
}

export async function lessonChanged(change: Change): Promise<void> {
  if (change.slug !== state.peek().slug) return;
  dispatch({ type: "lessonChanged", change });
  if (change.removed) return;
  const page = await fetchPage();
  if (!page) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-swap]")) {
    const fresh = page.querySelector(`[data-swap="${place.dataset.swap}"]`);
    // Scroll belongs to the element, which stays; only what is in it changes.
    if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
  }
  document.title = page.title;
  decorate();
  const before = state.peek().code;
  dispatch({ type: "lessonFetched", boot: parseBootstrap(page.getElementById("bootstrap")?.textContent ?? "") });
  const { code } = state.peek();
  if (code.lesson !== before.lesson && code.offered === null && code.text !== code.running) await run();
}

async function fetchPage(): Promise<Document | null> {
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}
