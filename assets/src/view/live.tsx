// The live panel: the sentence, the diagram, the table, and the steps to go through.

import { state, dispatch } from "../effects/store";
import { stepDecision } from "../effects/actions";
import type { DecisionEntry } from "../model/entry";
import { emitCount } from "../model/select";
import { allStops, crowd, emits, isLive, said, stale, stop } from "./derived";
import { Diagram } from "./diagram/diagram";
import { History } from "./history";
import { NextIcon, PreviousIcon } from "./icons";
import { quoted, Rich, say, strong } from "./rich";
import { Table } from "./table";
import { text } from "./text";

export function LivePane() {
  const dim = stale.value ? " stale" : "";
  return (
    <section class={`pane live${dim}`} id="live" tabIndex={-1} aria-label={text.panes.live}>
      <header class="head">
        <Sentence />
        <Position />
      </header>
      <div class="body">
        <Diagram />
        <Table />
      </div>
      <History />
    </section>
  );
}

function Sentence() {
  const entry = stop.value?.moment.entry;
  const warnings = entry?.kind === "decision" ? (entry as DecisionEntry).warnings : [];
  return (
    <div class="said">
      <p class="sentence">
        {said.value ? <Rich text={said.value} /> : <Rich text={invitation()} />}
        {stale.value && <span class="chip">{text.live.stale}</span>}
        {crowd.value > 0 && <span class="chip">{text.live.burst(crowd.value)}</span>}
      </p>
      {warnings.map((warning) => (
        <p class="warning" key={warning}>
          <Rich text={quoted(warning)} />
        </p>
      ))}
    </div>
  );
}

/** Nothing was sent yet: what to do first, from the first client's own page where it tells. */
function invitation() {
  const { clients, frames } = state.value;
  const name = clients.find((client) => frames[client]?.action);
  const action = name ? frames[name]?.action : null;
  if (name && action) return say`Nothing was sent yet. Press ${strong(action)} in ${strong(name)}.`;
  return say`Nothing was sent yet. What a client or the server sends shows here.`;
}

function Position() {
  const number = stop.value?.number;
  const before = emitCount(allStops.value.filter(({ seq }) => seq <= (stop.value?.seq ?? 0)));
  const count = emits.value;
  if (allStops.value.length === 0) return null;
  return (
    <div class="position">
      {count > 0 && (
        <span class="chip">{number ? text.live.decision(number, count) : text.live.after(before, count)}</span>
      )}
      <button
        type="button"
        class="tool"
        aria-label={text.live.previous}
        title={`${text.live.previous}  [`}
        onClick={() => stepDecision(-1)}
      >
        <PreviousIcon />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={text.live.next}
        title={`${text.live.next}  ]`}
        onClick={() => stepDecision(1)}
      >
        <NextIcon />
      </button>
      {!isLive.value && (
        <button type="button" class="button" onClick={() => dispatch({ type: "wentLive" })}>
          {text.live.back}
        </button>
      )}
    </div>
  );
}

