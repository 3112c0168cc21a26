// The wire: each packet as it went, or what all of them have cost. Below the decision, beside the timeline; on a phone
// under the steps.

import { computed, signal } from "@preact/signals";
import { still } from "../../effects/store";
import { isHeartbeat } from "../../model/packet";
import { text } from "../../text/words";
import { Views } from "../views";
import { Packets } from "./packets";

const VIEWS = ["packets", "cost"] as const;
const view = signal<(typeof VIEWS)[number]>("packets");
const heartbeats = signal(true);

/** Loaded with the first look at it. */
const cost = signal<typeof import("./cost") | null>(null);

function choose(name: (typeof VIEWS)[number]): void {
  view.value = name;
  if (name === "cost" && !cost.peek()) void import("./cost").then((loaded) => (cost.value = loaded));
}

const shown = computed(() => {
  const { packets } = still.value.wire;
  return heartbeats.value ? packets : packets.filter((packet) => !isHeartbeat(packet));
});

export function WirePane() {
  const isList = view.value === "packets";
  const { lost } = still.value.wire;
  const CostTable = cost.value?.CostTable;
  return (
    <section class="wire" aria-label={text.wire.title}>
      <header class="head">
        <h2>{text.wire.title}</h2>
        <Views label={text.wire.views} names={VIEWS} words={text.wire} chosen={view.value} onChoose={choose} />
        <span class="gap" />
        {isList && <Legend />}
        {isList && (
          <label class="beats">
            <input
              type="checkbox"
              checked={heartbeats.value}
              onChange={({ currentTarget }) => (heartbeats.value = currentTarget.checked)}
            />
            {text.wire.heartbeats}
          </label>
        )}
      </header>
      {lost > 0 && <p class="lost-packets">{text.wire.lost(lost)}</p>}
      {isList ? <Packets packets={shown.value} /> : CostTable && <CostTable />}
    </section>
  );
}

/** Which of the two digits is whose. */
function Legend() {
  return (
    <p class="legend">
      <span>
        <code class="part engine">4</code> Engine.IO
      </span>
      <span>
        <code class="part socket">2</code> Socket.IO
      </span>
    </p>
  );
}
