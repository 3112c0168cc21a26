// A list of tabs: arrow keys, Home and End go from one to the next, and Tab goes on into what the open one shows.

import type { ComponentChild } from "preact";

interface Props<Name extends string> {
  /** Of the list; its tabs are `ID-tab-NAME`, and each controls `panel(NAME)`. */
  readonly id: string;
  readonly label: string;
  readonly names: readonly Name[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
  readonly draw: (name: Name) => ComponentChild;
  /** The id of what it shows; without it all share `ID-panel`. */
  readonly panel?: (name: Name) => string;
}

export const tabId = (list: string, name: string): string => `${list}-tab-${name.replace(/\W/g, "-")}`;

export function TabList<Name extends string>({ id, label, names, open, onOpen, draw, panel }: Props<Name>) {
  const go = (name: Name | undefined) => {
    if (name === undefined) return;
    onOpen(name);
    document.getElementById(tabId(id, name))?.focus();
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
    <div class="files" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          type="button"
          key={name}
          role="tab"
          id={tabId(id, name)}
          aria-controls={panel ? panel(name) : `${id}-panel`}
          aria-selected={name === open}
          tabIndex={name === open ? 0 : -1}
          onClick={() => go(name)}
        >
          {draw(name)}
        </button>
      ))}
    </div>
  );
}
