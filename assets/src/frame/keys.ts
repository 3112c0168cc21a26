// Keys that belong to the page around: they work the same with the focus in a client.

import { tell } from "./tell";

export function listenForKeys(): void {
  addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key =
      event.key === "F6"
        ? event.shiftKey
          ? "previous-pane"
          : "next-pane"
        : command && (event.key === "s" || event.key === "Enter")
          ? "run"
          : null;
    if (!key) return;
    event.preventDefault();
    tell({ type: "key", key });
  });
}
