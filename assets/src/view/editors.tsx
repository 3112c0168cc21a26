// The editors of the files: the server's code, with the line that ran and the mark of what is wrong, and the clients' pages.

import { useEffect, useRef } from "preact/hooks";
import { edit, runFiles } from "../effects/files";
import { state, still } from "../effects/store";
import { codeOf, isWaiting, SERVER_FILE } from "../model/files";
import { ranLine } from "../model/select";
import { far, trouble } from "./derived";
import { type Handle, type Language, mountEditor } from "./editor/mount";
import { text } from "../text/words";

interface Mounted {
  readonly file: string;
  readonly label: string;
  readonly language: Language;
  readonly onMount?: ((editor: Handle | null) => void) | undefined;
}

/** An editor in a place of the page, whose text follows the state. */
function useEditor({ file, label, language, onMount }: Mounted) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Handle | null>(null);
  const { text: shown } = codeOf(still.value, file);
  useEffect(() => {
    if (!host.current) return;
    const mounted = mountEditor(host.current, codeOf(state.peek(), file).text, {
      label,
      language,
      onEdit: (now) => edit(now, file),
      onRun: () => void runFiles(),
    });
    editor.current = mounted;
    onMount?.(mounted);
    return () => {
      onMount?.(null);
      mounted.destroy();
    };
  }, []);
  // The newest text, not the one of this drawing: more may have been typed since.
  useEffect(() => editor.current?.setText(codeOf(state.peek(), file).text), [shown]);
  return { host, editor };
}

export function ServerEditor({ onMount }: { onMount: (editor: Handle | null) => void }) {
  const label = text.code.editor;
  const { host, editor } = useEditor({ file: SERVER_FILE, label, language: "javascript", onMount });

  const line = ranLine(state.value, far.stop.value);
  const entry = far.stop.value?.moment.entry;
  const unrun = isWaiting(still.value.code);
  const totals = entry?.kind === "decision" && entry.operation === "emit" ? entry.totals : null;
  const reach = totals ? text.code.reach(totals.recipients, totals.recipients + totals.skipped) : "";
  useEffect(() => {
    // While the text differs from what ran, a mark keeps to the line it was put on.
    if (!unrun || line === null) editor.current?.setRan(line, reach);
  }, [line, reach, unrun]);

  const found = trouble.value;
  useEffect(() => {
    const mark = found?.line ? { line: found.line, column: found.column ?? 1, message: found.title } : null;
    editor.current?.setProblem(mark);
  }, [found?.line, found?.column, found?.title]);

  return <div class="editor" ref={host} />;
}

export function PageEditor({ file }: { file: string }) {
  const clients = still.value.pages.find(({ name }) => name === file)?.clients ?? [];
  const { host } = useEditor({ file, label: text.code.pageEditor(file, clients), language: "html" });
  return <div class="editor" ref={host} />;
}
