// An element that may have to scroll when its pane is low: while there is something to scroll, keys reach it.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

export function useScroller(place: RefObject<HTMLElement | null>): void {
  useEffect(() => (place.current ? watchScroller(place.current) : undefined), [place]);
}

/** Until what it gives back is called. */
export function watchScroller(element: HTMLElement): () => void {
  const watch = new ResizeObserver(() => {
    const scrolls = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
    if (scrolls) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  });
  for (const part of [element, ...element.children]) watch.observe(part);
  return () => watch.disconnect();
}

/** The tables of the lesson's text. */
export function watchTables(): void {
  for (const table of document.querySelectorAll<HTMLElement>(".prose .wide")) watchScroller(table);
}
