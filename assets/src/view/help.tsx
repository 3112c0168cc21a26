// The help dialog: the keys, how a person wants them and the pace of plays, and ways to other pages.

import { useEffect, useRef } from "preact/hooks";
import { choosePace, setSingleKeys } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import { PACES } from "../model/state";
import { text } from "../text/help";
import { CloseIcon } from "./icons";

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { helpOpen, singleKeys, pace } = state.value;
  useEffect(() => {
    if (helpOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!helpOpen && dialog.current?.open) dialog.current.close();
  }, [helpOpen]);
  const close = () => dispatch({ type: "helpToggled", open: false });
  return (
    <dialog class="help" ref={dialog} aria-labelledby="help-title" onClose={close}>
      <div class="title">
        <h2 id="help-title">{text.title}</h2>
        <button type="button" class="tool" aria-label={text.close} onClick={close}>
          <CloseIcon />
        </button>
      </div>
      <dl>
        {text.rows.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" checked={singleKeys} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />
        {text.singleKeys}
      </label>
      <label class="pace">
        {text.pace}
        <select value={pace} onChange={(event) => choosePace(PACES[event.currentTarget.selectedIndex] ?? "normal")}>
          {PACES.map((name) => (
            <option key={name} value={name}>
              {text.paces[name]}
            </option>
          ))}
        </select>
      </label>
      <nav aria-label={text.places}>
        <a href="/">{text.course}</a>
        <a href="/cheatsheet">{text.cheatsheet}</a>
        <a href="/glossary">{text.glossary}</a>
      </nav>
    </dialog>
  );
}
