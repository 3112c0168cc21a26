// A lesson that its author saves while it is open: the prose is fetched again and put in place, scroll and code kept.

import { type Change, parseBootstrap } from "../model/parse";
import { run } from "./actions";
import { dispatch, state } from "./store";

/** Called now and whenever new prose is in place, for what the page draws into it. */
let decorate: () => void = () => undefined;
export function onProse(callback: () => void): void {
  decorate = callback;
  callback();
}

/** As the server sent it, before the page drew anything into it. */
const served = new Map<string, string>();
for (const place of swapped(document)) served.set(place.dataset.swap ?? "", place.innerHTML);

function swapped(page: Document): NodeListOf<HTMLElement> {
  return page.querySelectorAll("[data-swap]");
}

export async function lessonChanged(change: Change): Promise<void> {
  if (change.slug !== state.peek().slug) return;
  dispatch({ type: "lessonChanged", change });
  if (change.removed) return;
  const page = await fetchPage();
  if (!page) return;
  const before = state.peek().code;
  dispatch({ type: "lessonFetched", boot: parseBootstrap(page.getElementById("bootstrap")?.textContent ?? "") });
  for (const fresh of swapped(page)) swap(fresh);
  document.title = page.title;
  decorate();
  const { code } = state.peek();
  if (code.lesson !== before.lesson && code.offered === null && code.text !== code.running) await run();
}

function swap(fresh: HTMLElement): void {
  const name = fresh.dataset.swap ?? "";
  const place = document.querySelector<HTMLElement>(`[data-swap="${name}"]`);
  if (!place || served.get(name) === fresh.innerHTML) return;
  served.set(name, fresh.innerHTML);
  // A part keeps what the student did in it: its element moves over, and draws its new content by itself.
  for (const part of fresh.querySelectorAll<HTMLElement>(".part")) {
    const { part: kind, index } = part.dataset;
    const mine = place.querySelector(`.part[data-part="${kind}"][data-index="${index}"]`);
    if (mine) part.replaceWith(mine);
  }
  // Scroll belongs to the element, which stays; only what is in it changes.
  place.replaceChildren(...fresh.childNodes);
}

async function fetchPage(): Promise<Document | null> {
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}
