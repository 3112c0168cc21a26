// The tabs of the files in the code pane's head. Arrow keys go from one to the next, as in any list of tabs.

import { dispatch, state } from "../effects/store";
import { codeOf, fileNames, hasEdits, isWaiting, openFile } from "../model/files";
import type { Code } from "../model/state";
import { text } from "../text/words";

export const tabId = (file: string) => `tab-${file.replace(/\W/g, "-")}`;
export const panelId = (file: string) => `file-${file.replace(/\W/g, "-")}`;

/** A ring for what was edited, filled while that does not run yet. */
function Touched({ code }: { code: Code }) {
  if (!hasEdits(code)) return null;
  const words = isWaiting(code) ? text.code.unrun : text.code.edited;
  return <span class={isWaiting(code) ? "touched waiting" : "touched"} role="img" aria-label={words} title={words} />;
}

export function FileTabs() {
  const names = fileNames(state.value);
  const open = openFile(state.value);
  const go = (file: string | undefined) => {
    if (file === undefined) return;
    dispatch({ type: "fileOpened", file });
    document.getElementById(tabId(file))?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = names.indexOf(open);
    const target = {
      ArrowLeft: names.at(at - 1),
      ArrowRight: names[(at + 1) % names.length],
      Home: names[0],
      End: names.at(-1),
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };
  return (
    <div class="files" role="tablist" aria-label={text.code.files} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          type="button"
          key={name}
          role="tab"
          id={tabId(name)}
          aria-controls={panelId(name)}
          aria-selected={name === open}
          tabIndex={name === open ? 0 : -1}
          onClick={() => go(name)}
        >
          {name}
          <Touched code={codeOf(state.value, name)} />
        </button>
      ))}
    </div>
  );
}
