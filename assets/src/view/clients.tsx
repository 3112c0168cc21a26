// The clients: a card each, with the client's own page in its frame, its rooms, and how the decision on show went for it.

import { useRef } from "preact/hooks";
import { state } from "../effects/store";
import { clientPath } from "../effects/api";
import { registerFrame } from "../effects/frames";
import { pageOf } from "../model/files";
import { isConnected, roomsNow } from "../model/select";
import type { Actor } from "../model/scene";
import { roomKey, roomName } from "../model/room";
import { isLive, stage, stale, stop } from "./derived";
import { MarkIcon } from "./marks";
import { cardStatus } from "../text/outcome";
import { markOf } from "./mark";
import { OwnClient } from "./own";
import { RoomChip } from "./rooms";
import { useScroller } from "./scroller";
import { text } from "../text/words";

export function ClientsPane() {
  const { clients, sandbox, stage } = state.value;
  const cards = useRef<HTMLUListElement>(null);
  useScroller(cards);
  return (
    <section class="pane clients" id="clients" tabIndex={-1} aria-label={text.panes.clients}>
      <header class="head">
        <h2>{text.clients.title}</h2>
        <span class="gap" />
        <OwnClient />
      </header>
      {clients.length === 0 && <p class="empty">{text.clients.none}</p>}
      <ul class="cards" ref={cards} data-count={clients.length}>
        {clients.map((name, at) => (
          <Card key={name} name={name} sandbox={stage.entered === null || at < stage.entered ? sandbox.id : null} />
        ))}
      </ul>
    </section>
  );
}

function Card({ name, sandbox }: { name: string; sandbox: string | null }) {
  const actor = stage.value.actors.find(({ key }) => key === name);
  const connected = isConnected(state.value, name);
  const rooms = isLive.value ? roomsNow(state.value, name) : (actor?.rooms ?? []);
  const dot = connected ? text.clients.connected : text.clients.away;
  return (
    <li class={connected ? "card" : "card away"} data-client={name}>
      <header>
        <span class="initial" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
        <h3>{name}</h3>
        <span class="rooms">
          {rooms.map((room) => (
            <RoomChip key={roomKey(room)} room={roomKey(room)} name={roomName(room)} />
          ))}
        </span>
        <span class="dot" role="img" aria-label={dot} title={dot} />
      </header>
      <div class="frame">
        {sandbox && (
          <iframe
            key={`${sandbox} ${state.value.stage.take} ${pageOf(state.value, name)?.code.running ?? ""}`}
            ref={(frame) => registerFrame(name, frame)}
            src={clientPath(sandbox, name) + fragment(name)}
            sandbox="allow-scripts allow-forms"
            title={text.clients.frame(name)}
          />
        )}
      </div>
      <Foot name={name} actor={actor ?? null} connected={connected} />
    </li>
  );
}

/** Read once, when the frame is made: the theme, of which later changes are told, and how far a scenario speaks for it. */
function fragment(client: string): string {
  const { theme, stage: now } = state.peek();
  const given = new URLSearchParams(theme === "system" ? {} : { theme });
  if (now.held) given.set("scripted", "");
  for (const namespace of now.held?.[client] ?? []) given.append("held", namespace);
  return `#${given}`;
}

function Foot({ name, actor, connected }: { name: string; actor: Actor | null; connected: boolean }) {
  const failure = state.value.frames[name]?.failure;
  if (failure) return <p class="foot failed">{failure}</p>;
  const entry = stop.value?.moment.entry;
  const decision = entry?.kind === "decision" && !stale.value ? entry : null;
  const mark = decision && actor ? markOf(actor.outcome) : null;
  const words = decision && actor ? cardStatus(actor, decision) : "";
  const idle = !connected ? text.clients.waiting : stop.value ? text.clients.connected : text.clients.idle;
  return (
    <p class={`foot ${mark ?? "idle"}`}>
      {mark && <MarkIcon mark={mark} />}
      <span>{words || idle}</span>
    </p>
  );
}
