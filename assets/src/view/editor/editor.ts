// The editor of a file: CodeMirror with what a lesson needs, in a chunk of its own.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { Handle, Options } from "./mount";
import { markRan, ranLine } from "./ran";
import { colours, theme } from "./theme";

export type Editor = Handle;

/** A text that the page put there; nobody typed it. */
const given = Annotation.define<boolean>();

export function createEditor(root: ShadowRoot, text: string, { label, language, onEdit, onRun }: Options): Editor {
  const mode = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lintGutter(),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        indentUnit.of("  "),
        // Not `javascript()`, which brings completions that nobody asks for.
        mode.of(language === "javascript" ? new LanguageSupport(javascriptLanguage) : []),
        syntaxHighlighting(colours),
        theme,
        ranLine,
        // CodeMirror's own meaning of Mod-Enter is a blank line.
        keymap.of(["Mod-s", "Mod-Enter"].map((key) => ({ key, run: () => (onRun(), true) }))),
        keymap.of([{ key: "Escape", run: letTabLeave }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.domEventHandlers({ beforeinput: replaceSelected }),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          const isTyped = !update.transactions.some((it) => it.annotation(given));
          if (update.docChanged && isTyped) onEdit(update.state.doc.toString());
        }),
      ],
    }),
  });

  if (language === "html") {
    // A chunk of its own: who does not open a page's tab does not load it.
    void import("./html").then(({ html }) => view.dispatch({ effects: mode.reconfigure(html()) }));
  }

  const lineStart = (line: number) => {
    const { doc } = view.state;
    return doc.line(Math.min(Math.max(line, 1), doc.lines));
  };

  return {
    setText(next) {
      const { doc } = view.state;
      if (doc.toString() === next) return;
      view.dispatch({
        changes: { from: 0, to: doc.length, insert: next },
        annotations: [Transaction.userEvent.of("input.replace"), given.of(true)],
      });
    },
    setRan(line, reach) {
      view.dispatch({ effects: markRan.of(line === null ? null : { at: lineStart(line).from, label: reach }) });
    },
    setProblem(mark) {
      if (!mark) return view.dispatch(setDiagnostics(view.state, []));
      const { from, to } = lineStart(mark.line);
      const at = Math.min(from + Math.max(mark.column - 1, 0), to);
      const { message } = mark;
      view.dispatch(setDiagnostics(view.state, [{ from: at, to, severity: "error", message }]));
    },
    goTo(line, column) {
      const { from, to } = lineStart(line);
      const at = Math.min(from + Math.max(column - 1, 0), to);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** How long after Escape the Tab key leaves the editor, in milliseconds. */
const TAB_LEAVES = 2_000;

/** CodeMirror lets Tab leave after an Escape of its own, but not after one that only undid a selection. */
function letTabLeave(view: EditorView): boolean {
  view.setTabFocusMode(TAB_LEAVES);
  return false;
}

/**
 * Text typed over a selection. Chromium would keep the old text's look by an inline style, which the page's policy
 * blocks with an error in the console.
 */
function replaceSelected(event: InputEvent, view: EditorView): boolean {
  const { inputType, data } = event;
  if (inputType !== "insertText" || !data || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}
