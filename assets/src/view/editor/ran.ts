// The line that ran: its background, a bar, a bold number, and "to 2 of 4" at its end. It moves with later edits.

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  gutterLineClass,
  GutterMarker,
  WidgetType,
} from "@codemirror/view";

export const markRan = StateEffect.define<{ readonly at: number; readonly label: string } | null>();

class Reach extends WidgetType {
  constructor(readonly label: string) {
    super();
  }
  override eq(other: Reach): boolean {
    return other.label === this.label;
  }
  toDOM(): HTMLElement {
    const chip = document.createElement("span");
    chip.className = "cm-reach";
    chip.textContent = this.label;
    return chip;
  }
}

const lineMark = Decoration.line({ class: "cm-ran" });
const numberMark = new (class extends GutterMarker {
  override elementClass = "cm-ran-number";
})();

export const ranLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markRan)) continue;
      next = effect.value === null ? Decoration.none : Decoration.set([lineMark.range(effect.value.at)]);
      if (effect.value?.label) {
        const end = transaction.state.doc.lineAt(effect.value.at).to;
        next = next.update({ add: [Decoration.widget({ widget: new Reach(effect.value.label), side: 1 }).range(end)] });
      }
    }
    return next;
  },
  provide: (it) => [
    EditorView.decorations.from(it),
    gutterLineClass.compute([it], (state) => {
      const marks = state.field(it).iter();
      return marks.value ? RangeSet.of([numberMark.range(state.doc.lineAt(marks.from).from)]) : RangeSet.empty;
    }),
  ],
});
