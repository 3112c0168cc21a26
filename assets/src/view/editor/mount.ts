// Puts the editor into its place: at once as plain text of the same measure, then the real one when its chunk is there.
// It lives in a shadow tree: there CodeMirror's styles are adopted sheets, which the page's policy allows.

import type { Editor } from "./editor";

export interface Mark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Handle {
  setText(text: string): void;
  setRan(line: number | null, label: string): void;
  setProblem(mark: Mark | null): void;
  goTo(line: number, column: number): void;
  destroy(): void;
}

export type Language = "javascript" | "html";

export interface Options {
  readonly label: string;
  readonly language: Language;
  readonly onEdit: (text: string) => void;
  readonly onRun: () => void;
}

export function mountEditor(host: HTMLElement, initial: string, options: Options): Handle {
  const preview = document.createElement("pre");
  preview.className = "preview";
  preview.textContent = initial;
  host.replaceChildren(preview);

  let editor: Editor | null = null;
  let gone = false;
  let latest = initial;
  const pending: ((editor: Editor) => void)[] = [];
  const soon = (task: (editor: Editor) => void) => {
    if (editor) task(editor);
    else pending.push(task);
  };

  void import("./editor").then(({ createEditor }) => {
    if (gone) return;
    const inside = document.createElement("div");
    inside.className = "editor-host";
    const root = inside.attachShadow({ mode: "open" });
    editor = createEditor(root, latest, options);
    preview.replaceWith(inside);
    for (const task of pending) task(editor);
  });

  return {
    setText(text) {
      latest = text;
      if (!editor) preview.textContent = text;
      else editor.setText(text);
    },
    setRan: (line, label) => soon((it) => it.setRan(line, label)),
    setProblem: (mark) => soon((it) => it.setProblem(mark)),
    goTo: (line, column) => soon((it) => it.goTo(line, column)),
    destroy() {
      gone = true;
      editor?.destroy();
    },
  };
}
