// The focus follows what a press brought forth, or took away.

/** Focuses what a selector finds inside of the part of the page that was pressed, once it is drawn. */
export function focusSoon(pressed: Element, selector: string): void {
  const root = pressed.closest(".study") ?? document.body;
  requestAnimationFrame(() => root.querySelector<HTMLElement>(selector)?.focus());
}
