// The menu of the lesson's steps in the top bar: the server lists them, this marks what is done, and closes it as menus
// close.

import { render } from "preact";
import { progress } from "../effects/progress";
import { still } from "../effects/store";
import { standing } from "../model/progress";
import { StandingMark } from "./study/marks";

function Mark({ step }: { step: number }) {
  const { slug, outline } = still.value;
  const tasks = outline.find(({ number }) => number === step);
  return tasks ? <StandingMark standing={standing(progress.value, slug, tasks)} /> : null;
}

const mounted = new Set<Element>();

/** Called when the page opens, and again when the list was replaced. */
export function markSteps(): void {
  for (const place of mounted) {
    if (place.isConnected) continue;
    render(null, place);
    mounted.delete(place);
  }
  for (const place of document.querySelectorAll<HTMLElement>("[data-standing]")) {
    if (mounted.has(place)) continue;
    render(<Mark step={Number(place.dataset.standing)} />, place);
    mounted.add(place);
  }
}

const menu = () => document.querySelector<HTMLDetailsElement>(".steps-menu[open]");

export function listenToStepsMenu(): void {
  addEventListener("keydown", (event) => {
    const open = event.key === "Escape" ? menu() : null;
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  const leave = (event: Event) => {
    const open = menu();
    if (open && event.target instanceof Node && !open.contains(event.target)) open.open = false;
  };
  addEventListener("pointerdown", leave);
  addEventListener("focusin", leave);
  // A press inside a client's frame takes the focus away from this page.
  addEventListener("blur", () => menu()?.removeAttribute("open"));
}
