// The pane of the files: head with a tab for each, Reset and Run, the message when the server's code does not run, and
// the editor of the file on show.

import { useRef } from "preact/hooks";
import { reset, runFiles } from "../effects/files";
import { dispatch, still } from "../effects/store";
import { codeOf, fileNames, hasEdits, isWaiting, openFile, SERVER_FILE } from "../model/files";
import { trouble } from "./derived";
import { type Handle } from "./editor/mount";
import { PageEditor, ServerEditor } from "./editors";
import { FileTabs, panelId } from "./files";
import { CloseIcon } from "./icons";
import { tabId } from "./tablist";
import { text } from "../text/words";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
let editor: Handle | null = null;

/** Shows a line of the server's code and puts the cursor there. */
export function goToLine(line: number, column = 1): void {
  dispatch({ type: "tabChosen", tab: "code" });
  dispatch({ type: "fileOpened", file: SERVER_FILE });
  editor?.goTo(line, column);
}

export function CodePane() {
  const { run: running, sandbox } = still.value;
  const file = openFile(still.value);
  const code = codeOf(still.value, file);
  // With more than two tabs the ring in the tab has to say it.
  const hasRoom = fileNames(still.value).length <= 2;
  const busy = running.phase === "starting" || sandbox.phase !== "running";
  return (
    <section class="pane code" id="code" tabIndex={-1} aria-label={text.panes.code}>
      <h2 class="unseen">{text.panes.code}</h2>
      <header class="head">
        <FileTabs />
        {hasEdits(code) && (
          <>
            {/* The tab's ring is read as the same words. */}
            {hasRoom && <span class="note" aria-hidden="true">{isWaiting(code) ? text.code.unrun : text.code.edited}</span>}
            <button
              type="button"
              class="button"
              title={file === SERVER_FILE ? text.code.resetTitle : text.code.resetPage}
              onClick={() => reset(file)}
            >
              {text.code.reset}
            </button>
          </>
        )}
        <button type="button" class="button primary" aria-disabled={busy} onClick={() => void runFiles()}>
          {running.phase === "starting" ? text.code.running : text.code.run}
          <kbd aria-hidden="true">{isMac ? text.code.shortcutMac : text.code.shortcut}</kbd>
        </button>
      </header>
      <Trouble />
      <Panels file={file} />
    </section>
  );
}

/** A page's editor is made when its tab is first opened, and keeps its place and its history from then on. */
function Panels({ file }: { file: string }) {
  const opened = useRef(new Set<string>());
  opened.current.add(file);
  return (
    <>
      {fileNames(still.value).map((name) => (
        <div
          key={name}
          class="file-panel"
          role="tabpanel"
          id={panelId(name)}
          aria-labelledby={tabId("file", name)}
          hidden={name !== file}
        >
          {name === SERVER_FILE ? (
            <ServerEditor
              onMount={(handle) => {
                editor = handle;
              }}
            />
          ) : (
            opened.current.has(name) && <PageEditor file={name} />
          )}
        </div>
      ))}
    </>
  );
}

function Trouble() {
  const found = trouble.value;
  if (!found) return null;
  const { title, detail, line, column } = found;
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{title}</strong>
        {detail && !title.includes(detail) && <span> {detail}</span>}
      </p>
      {line !== null && (
        <button type="button" class="button small" onClick={() => goToLine(line, column ?? 1)}>
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
