// The pane of `server.js`: head with Reset and Run, the message when it does not run, and the editor.

import { useEffect, useRef } from "preact/hooks";
import { edit, reset, run } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import { isEdited, isUnrun, problem, ranLine } from "../model/select";
import { stop } from "./derived";
import { type Handle, mountEditor } from "./editor/mount";
import { CloseIcon } from "./icons";
import { text } from "../text/words";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
let editor: Handle | null = null;

/** Shows a line of the code and puts the cursor there. */
export function goToLine(line: number, column = 1): void {
  dispatch({ type: "tabChosen", tab: "code" });
  editor?.goTo(line, column);
}

export function CodePane() {
  const { run: running, sandbox } = state.value;
  const edited = isEdited(state.value);
  const busy = running.phase === "starting" || sandbox.phase !== "running";
  return (
    <section class="pane code" id="code" tabIndex={-1} aria-label={text.panes.code}>
      <header class="head">
        <h2 class="file">{text.code.file}</h2>
        {edited && <span class="note">{isUnrun(state.value) ? text.code.unrun : text.code.edited}</span>}
        <span class="gap" />
        {edited && (
          <button type="button" class="button" title={text.code.resetTitle} onClick={reset}>
            {text.code.reset}
          </button>
        )}
        <button type="button" class="button primary" aria-disabled={busy} onClick={() => void run()}>
          {running.phase === "starting" ? text.code.running : text.code.run}
          <kbd aria-hidden="true">{isMac ? text.code.shortcutMac : text.code.shortcut}</kbd>
        </button>
      </header>
      <Trouble />
      <Editor />
    </section>
  );
}

function Trouble() {
  const found = problem(state.value);
  if (!found) return null;
  const { title, detail, line, column } = found;
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{title}</strong>
        {detail && !title.includes(detail) && <span> {detail}</span>}
      </p>
      {line !== null && (
        <button type="button" class="button small" onClick={() => editor?.goTo(line, column ?? 1)}>
          {text.code.goTo(line)}
        </button>
      )}
      <button
        type="button"
        class="tool small"
        aria-label={text.code.dismiss}
        onClick={() => dispatch({ type: "problemDismissed" })}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function Editor() {
  const host = useRef<HTMLDivElement>(null);
  const { code } = state.value;
  useEffect(() => {
    if (!host.current) return;
    const mounted = mountEditor(host.current, state.peek().code.text, {
      label: text.code.editor,
      onEdit: edit,
      onRun: () => void run(),
    });
    editor = mounted;
    return () => mounted.destroy();
  }, []);
  // The newest text, not the one of this drawing: more may have been typed since.
  useEffect(() => editor?.setText(state.peek().code.text), [code.text]);

  const line = ranLine(state.value, stop.value);
  const entry = stop.value?.moment.entry;
  const unrun = isUnrun(state.value);
  const totals = entry?.kind === "decision" && entry.operation === "emit" ? entry.totals : null;
  const reach = totals ? text.code.reach(totals.recipients, totals.recipients + totals.skipped) : "";
  useEffect(() => {
    // While the text differs from what ran, a mark keeps to the line it was put on.
    if (!unrun || line === null) editor?.setRan(line, reach);
  }, [line, reach, unrun]);

  const found = problem(state.value);
  useEffect(() => {
    editor?.setProblem(found?.line ? { line: found.line, column: found.column ?? 1, message: found.title } : null);
  }, [found?.line, found?.column, found?.title]);

  return <div class="editor" ref={host} />;
}
