// What the screen is like, as signals.

import { signal } from "@preact/signals";

/** As in the styles: below this the panes are tabs. */
const narrow = matchMedia("(max-width: 899px)");

export const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", () => {
  isNarrow.value = narrow.matches;
});
