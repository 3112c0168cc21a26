// The live parts of the top bar: what the server is doing, the theme, the keys.

import { choosePace, chooseTheme, setSingleKeys } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import { connectedCount } from "../model/select";
import { PACES, THEMES, type State } from "../model/state";
import { useEffect, useRef } from "preact/hooks";
import { CloseIcon, HelpIcon, ThemeIcon } from "./icons";
import { Share } from "./share";
import { Take } from "./take";
import { text } from "../text/words";

export function Status() {
  const [tone, words] = status(state.value);
  return (
    <p class={`status ${tone}`} title={words}>
      <span class="dot" aria-hidden="true" />
      <span class="words">{words}</span>
    </p>
  );
}

function status(now: State): readonly ["ok" | "busy" | "bad", string] {
  if (now.sandbox.phase === "refused") return ["bad", text.status.refused];
  if (now.sandbox.phase === "lost") return ["bad", text.status.lost];
  if (now.sandbox.phase === "making") return ["busy", text.status.making];
  if (now.run.phase === "starting") return ["busy", text.status.starting];
  if (now.run.phase === "refused") return ["bad", text.status.working];
  return ["ok", text.status.running(connectedCount(now))];
}

export function Tools() {
  const { theme } = state.value;
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return (
    <>
      <Share />
      <Take />
      <button
        type="button"
        class="tool"
        id="theme"
        aria-label={text.theme[theme]}
        title={text.theme[theme]}
        onClick={() => chooseTheme(next)}
      >
        <ThemeIcon theme={theme} />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={text.help.open}
        title={text.help.open}
        onClick={() => dispatch({ type: "helpToggled", open: true })}
      >
        <HelpIcon />
      </button>
      <Help />
    </>
  );
}

function Help() {
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
        <h2 id="help-title">{text.help.title}</h2>
        <button type="button" class="tool" aria-label={text.help.close} onClick={close}>
          <CloseIcon />
        </button>
      </div>
      <dl>
        {text.help.rows.map(([keys, does]) => (
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
        {text.help.singleKeys}
      </label>
      <label class="pace">
        {text.help.pace}
        <select value={pace} onChange={(event) => choosePace(PACES[event.currentTarget.selectedIndex] ?? "normal")}>
          {PACES.map((name) => (
            <option key={name} value={name}>
              {text.help.paces[name]}
            </option>
          ))}
        </select>
      </label>
      <nav aria-label={text.help.places}>
        <a href="/">{text.help.course}</a>
        <a href="/cheatsheet">{text.help.cheatsheet}</a>
        <a href="/glossary">{text.help.glossary}</a>
      </nav>
    </dialog>
  );
}
