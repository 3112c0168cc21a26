// The tabs of the files in the code pane's head. Arrow keys go from one to the next, as in any list of tabs.

import { dispatch, state } from "../effects/store";
import { codeOf, fileNames, hasEdits, openFile } from "../model/files";
import { text } from "../text/words";

export const tabId = (file: string) => `tab-${file.replace(/\W/g, "-")}`;
export const panelId = (file: string) => `file-${file.replace(/\W/g, "-")}`;

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
          {name !== open && hasEdits(codeOf(state.value, name)) && (
            <span class="touched" role="img" aria-label={text.code.edited} title={text.code.edited} />
          )}
        </button>
      ))}
    </div>
  );
}
