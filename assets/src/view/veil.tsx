// The text between a scenario and the next heading or part says why it went so, which would tell the answer before it was
// predicted: it stays folded until then, or until the student asks for it. Without this script it is all there.

import { signal } from "@preact/signals";
import { type JSX, render } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { progress } from "../effects/progress";
import { still } from "../effects/store";
import { isExplained } from "../model/veil";
import { text } from "../text/predict";

/** Scenarios whose text was shown once: it is not taken away again. */
const shown = signal<ReadonlySet<number>>(new Set());
/** Those whose text the student folded or unfolded. */
const pressed = signal<ReadonlyMap<number, boolean>>(new Map());

function Veil({ index, body }: { index: number; body: HTMLElement }): JSX.Element | null {
  const explained = shown.value.has(index) || isExplained(still.value, progress.value, index);
  const open = pressed.value.get(index) ?? explained;
  useLayoutEffect(() => {
    if (explained && !shown.peek().has(index)) shown.value = new Set([...shown.peek(), index]);
  }, [explained, index]);
  useLayoutEffect(() => {
    body.hidden = !open;
  }, [body, open]);
  // A button that was pressed stays, and the focus with it.
  if (explained && !pressed.value.has(index)) return null;
  const press = () => {
    pressed.value = new Map(pressed.peek()).set(index, !open);
  };
  return (
    <button type="button" class="button small" aria-expanded={open} aria-controls={body.id} onClick={press}>
      {open ? text.fold : text.unfold}
    </button>
  );
}

const mounted = new Set<Element>();

/** Called when the page opens, and again when its prose was replaced. */
export function veilExplanations(): void {
  for (const control of mounted) {
    if (control.isConnected) continue;
    render(null, control);
    mounted.delete(control);
  }
  for (const place of document.querySelectorAll<HTMLElement>('.prose .part[data-part="scenario"]')) {
    const blocks = following(place);
    if (blocks.length === 0 || place.nextElementSibling?.classList.contains("veil")) continue;
    const index = Number(place.dataset.index);
    const control = Object.assign(document.createElement("div"), { className: "veil" });
    const body = Object.assign(document.createElement("div"), { id: `explanation-${index}` });
    place.after(control, body);
    body.append(...blocks);
    render(<Veil index={index} body={body} />, control);
    mounted.add(control);
  }
}

/** What stands between it and the next part or heading; a last paragraph that asks the next scenario's question is not of it. */
function following(place: Element): readonly Element[] {
  const found: Element[] = [];
  let next = place.nextElementSibling;
  for (; next && !next.matches(ENDS); next = next.nextElementSibling) found.push(next);
  const asks = next?.matches('.part[data-part="scenario"]') && found.at(-1)?.matches("p");
  if (asks && !/^Why\b/.test(found.at(-1)?.textContent ?? "")) found.pop();
  return found;
}

const ENDS = ".part, .veil, h2, h3, h4, nav, noscript";
