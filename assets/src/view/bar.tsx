// The live parts of the top bar: what the server is doing, the theme, the keys.

import { chooseTheme } from "../effects/actions";
import { dispatch, still } from "../effects/store";
import { connectedCount } from "../model/select";
import { THEMES, type Still } from "../model/state";
import { HelpIcon, ThemeIcon } from "./icons";
import { areLoaded, OnDemand } from "./on-demand";
import { Share } from "./share";
import { Take } from "./take";
import { text } from "../text/words";

export function Status() {
  const [tone, words] = status(still.value);
  return (
    <p class={`status ${tone}`} title={words}>
      <span class="dot" aria-hidden="true" />
      <span class="words">{words}</span>
    </p>
  );
}

function status(now: Still): readonly ["ok" | "busy" | "bad", string] {
  if (now.sandbox.phase === "refused") return ["bad", text.status.refused];
  if (now.sandbox.phase === "lost") return ["bad", text.status.lost];
  if (now.sandbox.phase === "making") return ["busy", text.status.making];
  if (now.run.phase === "starting") return ["busy", text.status.starting];
  if (now.run.phase === "refused") return ["bad", text.status.working];
  return ["ok", text.status.running(connectedCount(now))];
}

export function Tools() {
  const { theme } = still.value;
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
        aria-label={text.help}
        title={text.help}
        onClick={() => dispatch({ type: "helpToggled", open: true })}
      >
        <HelpIcon />
      </button>
      {(still.value.helpOpen || areLoaded()) && <OnDemand draw={({ Help }) => <Help />} />}
    </>
  );
}
