// The table that says why: each client once, with its rooms, the result and one sentence. In its place, on request, the
// namespaces and rooms as the server keeps them.

import { signal } from "@preact/signals";
import type { DecisionEntry } from "../model/entry";
import { roomKey, roomName } from "../model/room";
import { type Actor, isThere } from "../model/scene";
import { askedBecause } from "../text/http";
import { because } from "../text/because";
import { presenceStatus, result } from "../text/outcome";
import { near } from "./derived";
import { MarkIcon } from "./marks";
import { markOf } from "./mark";
import { OnDemand } from "./on-demand";
import { Rich } from "./rich";
import { RoomChip } from "./rooms";
import { Views } from "./views";
import { text } from "../text/words";

const VIEWS = ["why", "rooms"] as const;
const view = signal<(typeof VIEWS)[number]>("why");

export function Table() {
  const { label, names } = text.tables;
  return (
    <div class="tables">
      <Views label={label} names={VIEWS} words={names} chosen={view.value} onChoose={(name) => (view.value = name)} />
      <div class="table-holder" tabIndex={0} role="region" aria-label={text.tables.titles[view.value]}>
        {view.value === "why" ? <Who /> : <OnDemand draw={({ Roster }) => <Roster />} />}
      </div>
    </div>
  );
}

function Who() {
  const entry = near.stop.value?.moment.entry;
  const decision = entry?.kind === "decision" ? entry : null;
  const { columns } = text.live;
  return (
    <table class="who">
      <thead>
        <tr>
          <th scope="col">{columns.client}</th>
          <th scope="col">{columns.rooms}</th>
          <th scope="col">{columns.result}</th>
          <th scope="col">{columns.because}</th>
        </tr>
      </thead>
      <tbody>
        {near.stage.value.actors.map((actor) => (
          <Row key={actor.key} actor={actor} decision={decision} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ actor, decision }: { actor: Actor; decision: DecisionEntry | null }) {
  const mark = markOf(actor.outcome);
  const connection = presenceStatus(actor.presence, text.clients.connected, text.clients.away);
  return (
    <tr class={isThere(actor) ? "" : "away"} data-client={actor.key}>
      <th scope="row">{actor.name}</th>
      <td class="rooms">
        <div class="chips">
          {actor.rooms.length === 0 && <span class="none">{text.live.noRooms}</span>}
          {actor.rooms.map((room) => (
            <RoomChip key={roomKey(room)} room={roomKey(room)} name={roomName(room)} />
          ))}
        </div>
      </td>
      <td class={`result ${mark ?? "idle"}`}>
        {mark && <MarkIcon mark={mark} />}
        <span>{actor.outcome ? result(actor.outcome) : connection}</span>
      </td>
      <td class="because">
        {decision && actor.outcome && <Rich text={because(actor, decision, near.stage.value.owners)} />}
        {!decision && actor.outcome && <Rich text={askedBecause(actor.outcome)} />}
      </td>
    </tr>
  );
}
