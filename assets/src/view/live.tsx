// The live panel: the sentence, the diagram, the table, and the steps to go through.

import { isNarrow } from "../effects/media";
import { dispatch, still } from "../effects/store";
import { stepDecision } from "../effects/actions";
import type { DecisionEntry } from "../model/entry";
import { emitCount, isUntouched, requestCount } from "../model/select";
import { allStops, crowd, emits, isLive, said, stale, stop } from "./derived";
import { Diagram } from "./diagram/diagram";
import { Divider } from "./divider";
import { History } from "./history";
import { NextIcon, PreviousIcon } from "./icons";
import { quoted, type Text } from "../text/pieces";
import { warnings } from "../text/warning";
import { invitation, invitationToo } from "../text/sentence";
import { Rich } from "./rich";
import { Table } from "./table";
import { Timeline } from "./timeline/timeline";
import { text } from "../text/words";
import { WirePane } from "./wire/wire";

export function LivePane() {
  const dim = stale.value ? " stale" : "";
  return (
    <section class={`pane live${dim}`} id="live" tabIndex={-1} aria-label={text.panes.live}>
      <h2 class="unseen">{text.panes.live}</h2>
      <header class="head">
        <Sentence />
        <Position />
      </header>
      <div class="body">
        <Diagram />
        <Table />
      </div>
      {isNarrow.value ? <Under /> : <Below />}
    </section>
  );
}

/** On a phone: the steps, and the wire when it is asked for. */
function Under() {
  return (
    <>
      <History />
      <details class="wire-fold">
        <summary>{text.wire.title}</summary>
        <WirePane />
      </details>
    </>
  );
}

/** The timeline, and the wire beside it. */
function Below() {
  return (
    <>
      <Divider
        name="low"
        label={text.dividers.low}
        controls="below"
        orientation="horizontal"
        unit="%"
        initial={58}
        min={30}
        max={84}
      />
      <div class="below" id="below">
        <Timeline />
        <WirePane />
      </div>
    </>
  );
}

function Sentence() {
  const entry = stop.value?.moment.entry;
  const warnings = entry?.kind === "decision" ? (entry as DecisionEntry).warnings : [];
  return (
    <div class="said">
      <p class="sentence">
        <Rich text={said.value ?? first()} />
        {said.value && isLive.value && isUntouched(still.value, allStops.value) && <Rich text={firstToo()} />}
        {stale.value && <span class="chip">{text.live.stale}</span>}
        {crowd.value > 0 && <span class="chip">{text.live.burst(crowd.value)}</span>}
      </p>
      {warnings.map((warning) => (
        <p class="warning" key={warning}>
          <Rich text={quoted(warning)} />
        </p>
      ))}
      {isLive.value && <PageWarnings />}
    </div>
  );
}

/** What the clients' pages do, as their frames report it. */
function PageWarnings() {
  const { clients, frames } = still.value;
  const found = clients.flatMap((client) => {
    const frame = frames[client];
    return frame ? warnings(client, frame).map((text, at) => ({ key: `${client} ${at}`, text })) : [];
  });
  return (
    <>
      {found.map(({ key, text: said }) => (
        <p class="warning" key={key}>
          <Rich text={said} />
        </p>
      ))}
    </>
  );
}

/** What to do first, from the first client's own page where it tells. */
function first() {
  const { clients, frames } = still.value;
  const name = clients.find((client) => frames[client]?.action);
  return invitation(name ?? null, (name && frames[name]?.action) ?? null);
}

/** After what the pages did by themselves: what to press, where a page tells. */
function firstToo(): Text {
  const { clients, frames } = still.value;
  const name = clients.find((client) => frames[client]?.action);
  const action = name ? frames[name]?.action : null;
  return name && action ? [" ", ...invitationToo(name, action)] : [];
}

function Position() {
  const { number, request } = stop.value ?? { number: null, request: null };
  const requests = requestCount(allStops.value);
  const before = emitCount(allStops.value, stop.value?.seq ?? 0);
  const count = emits.value;
  const requestsBefore = requestCount(allStops.value, stop.value?.seq ?? 0);
  return (
    <div class="position">
      {count + requests > 0 && (
        <>
          <span class="chip">
            {number
              ? text.live.decision(number, count)
              : request || count === 0
                ? text.live.request(request ?? requestsBefore, requests)
                : text.live.after(before, count)}
          </span>
          <StepButton direction={-1} label={text.live.previous} hint="[" />
          <StepButton direction={1} label={text.live.next} hint="]" />
        </>
      )}
      {!isLive.value && (
        <button type="button" class="button" onClick={() => dispatch({ type: "wentLive" })}>
          {text.live.back}
        </button>
      )}
    </div>
  );
}

function StepButton({ direction, label, hint }: { direction: 1 | -1; label: string; hint: string }) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={`${label} (${hint})`}
      onClick={() => stepDecision(direction)}
    >
      {direction === 1 ? <NextIcon /> : <PreviousIcon />}
    </button>
  );
}
