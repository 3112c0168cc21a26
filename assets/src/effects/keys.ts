// Keys of the whole page. Single keys act only outside of inputs and the editor, and can be switched off.

import { TABS, type Tab } from "../model/state";
import { stepDecision } from "./actions";
import { runFiles } from "./files";
import { togglePlay } from "./player";
import { dispatch, state } from "./store";

const PANES: readonly Tab[] = TABS;

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (event.key === "s" || event.key === "Enter")) {
      event.preventDefault();
      void runFiles();
    } else if (event.key === "F6") {
      event.preventDefault();
      movePane(event.shiftKey ? -1 : 1);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)) {
      if (state.peek().singleKeys && single(event.key)) event.preventDefault();
    }
  });
}

/** Moves the focus one pane on, from wherever it is; on a phone the tab follows. */
export function movePane(direction: 1 | -1): void {
  const at = PANES.findIndex((name) => document.getElementById(name)?.contains(document.activeElement));
  const start = at < 0 && direction === -1 ? 0 : at;
  const next = PANES[(start + direction + PANES.length) % PANES.length] ?? "read";
  dispatch({ type: "tabChosen", tab: next });
  document.getElementById(next)?.focus();
}

function single(key: string): boolean {
  switch (key) {
    case "[":
      stepDecision(-1);
      return true;
    case "]":
      stepDecision(1);
      return true;
    case " ":
      return play();
    case "l":
    case "L":
      dispatch({ type: "wentLive" });
      return true;
    case "n":
    case "N":
      return follow("next");
    case "p":
    case "P":
      return follow("prev");
    case "?":
      dispatch({ type: "helpToggled", open: true });
      return true;
    default:
      return false;
  }
}

/** Space presses what has the focus, and plays only where nothing has it. */
function play(): boolean {
  if (document.activeElement?.closest("button, a, summary, input, [role=separator], label")) return false;
  togglePlay();
  return true;
}

/** Goes where the top bar's link goes. */
function follow(direction: "next" | "prev"): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`.steps a[rel=${direction}]`);
  link?.click();
  return link !== null;
}

function isTyping(event: KeyboardEvent): boolean {
  // The editor lives in a shadow tree, where `target` would be its host.
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select") || target.closest("dialog") !== null;
}
