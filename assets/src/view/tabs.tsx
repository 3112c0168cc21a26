// The four tabs of a phone. Wider screens show every pane, and no tabs.

import { effect } from "@preact/signals";
import { dispatch, still } from "../effects/store";
import { TABS } from "../model/state";
import { TabIcon } from "./icons";
import { text } from "../text/words";

export function Tabs() {
  const { tab, unseen } = still.value;
  return (
    <nav class="tabs" aria-label={text.tabsLabel}>
      {TABS.map((name) => (
        <button
          type="button"
          key={name}
          aria-current={name === tab ? "page" : undefined}
          onClick={() => dispatch({ type: "tabChosen", tab: name })}
        >
          <TabIcon tab={name} />
          <span>{text.tabs[name]}</span>
          {name === "live" && unseen > 0 && (
            <span class="badge">
              <span aria-hidden="true">{unseen > 9 ? "9+" : unseen}</span>
              <span class="unseen">{text.unseen(unseen)}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}

effect(() => {
  document.body.dataset.tab = still.value.tab;
});
