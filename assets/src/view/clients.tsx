// The clients: a card each, with the client's own page in its frame, its rooms, and how the decision on show went for it.

import { useRef, useState } from "preact/hooks";
import { state, still } from "../effects/store";
import { clientPath } from "../effects/api";
import { registerFrame } from "../effects/frames";
import { pageOf } from "../model/files";
import { isConnected, namespacesNow, roomsNow } from "../model/select";
import { AWAY, CONNECTED, endedBy, type Presence } from "../model/presence";
import type { Actor } from "../model/scene";
import { roomKey, roomName } from "../model/room";
import { missedNow } from "../model/missed";
import { ONLINE, weatherName } from "../model/weather";
import { far, isLive, stale } from "./derived";
import { MarkIcon } from "./marks";
import { cardStatus, presenceStatus } from "../text/outcome";
import { markOf } from "./mark";
import { OwnClient } from "./own";
import { RoomChip } from "./rooms";
import { useScroller } from "./scroller";
import { ClosedTab, WeatherMenu } from "./weather";
import { text } from "../text/words";

export function ClientsPane() {
  const { clients, sandbox, stage } = still.value;
  const connectTo = sandbox.followed ? sandbox.id : null;
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
          <Card key={name} name={name} sandbox={stage.entered === null || at < stage.entered ? connectTo : null} />
        ))}
      </ul>
    </section>
  );
}

function Card({ name, sandbox }: { name: string; sandbox: string | null }) {
  const actor = far.stage.value.actors.find(({ key }) => key === name);
  const connected = isConnected(still.value, name);
  const rooms = isLive.value ? roomsNow(still.value, name) : (actor?.rooms ?? []);
  const weather = still.value.weather[name] ?? ONLINE;
  const there = actor?.presence ?? AWAY;
  // The dot tells of now, also while the steps show an older moment.
  const presence = connected && there.kind === "away" ? CONNECTED : there;
  const dot = presenceStatus(presence, text.clients.connected, text.clients.away);
  const spaces = connected ? namespacesNow(still.value, name).filter((namespace) => namespace !== "/") : [];
  const page = pageOf(still.value, name);
  const isLeaving = page !== null && still.value.stage.leaving.includes(page.name);
  const standing = connected ? "" : presence.kind === "plain" ? " plain" : " away";
  return (
    <li class={`card${standing}`} data-client={name} data-weather={weather.kind}>
      <header>
        <span class="initial" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
        <h3>{name}</h3>
        <span class="rooms">
          {spaces.map((namespace) => (
            <span key={namespace} class="namespace" title={namespace}>
              {namespace}
            </span>
          ))}
          {rooms.map((room) => (
            <RoomChip key={roomKey(room)} room={roomKey(room)} name={roomName(room)} />
          ))}
        </span>
        <WeatherMenu client={name} />
        <span class="dot" role="img" aria-label={dot} title={dot} />
      </header>
      <div class="frame">
        {weather.kind === "closed" && <ClosedTab client={name} />}
        {sandbox && weather.kind !== "closed" && !isLeaving && (
          <Frame
            key={`${sandbox} ${still.value.stage.take} ${page?.code.running ?? ""}`}
            name={name}
            path={clientPath(sandbox, name)}
          />
        )}
      </div>
      <Foot name={name} actor={actor ?? null} presence={presence} />
    </li>
  );
}

function Frame({ name, path }: { name: string; path: string }) {
  const [source] = useState(() => path + fragment(name));
  return (
    <iframe
      ref={(frame) => registerFrame(name, frame)}
      src={source}
      sandbox="allow-scripts allow-forms"
      title={text.clients.frame(name)}
    />
  );
}

/** Read once, when the frame is made: theme and weather, of which later changes are told, and how far a scenario speaks for it. */
function fragment(client: string): string {
  const { theme, stage: now, weather } = state.peek();
  const given = new URLSearchParams(theme === "system" ? {} : { theme });
  const network = weather[client] ?? ONLINE;
  if (network.kind !== "online") given.set("weather", weatherName(network));
  if (now.held) given.set("scripted", "");
  for (const namespace of now.held?.[client] ?? []) given.append("held", namespace);
  return `#${given}`;
}

/** Why a client is not connected, and what it has missed since. */
function gone(name: string): string {
  const { weather, log } = still.value;
  const kind = (weather[name] ?? ONLINE).kind;
  const count = missedNow(log, name);
  const ended = endedBy(log, name);
  const waits = ended === null ? text.clients.waiting : text.clients.ended(ended);
  const why = kind === "offline" || kind === "closed" ? text.weather.gone[kind] : waits;
  // The card is narrow: the number comes first, where it is not cut off.
  return count > 0 ? text.weather.missedAnd(count, why) : why;
}

function IdleFoot({ words }: { words: string }) {
  return (
    <p class="foot idle">
      <span title={words}>{words}</span>
    </p>
  );
}

function Foot({ name, actor, presence }: { name: string; actor: Actor | null; presence: Presence }) {
  const failure = still.value.frames[name]?.failure;
  if (failure) return <p class="foot failed">{failure}</p>;
  if (presence.kind === "away" && isLive.value) return <IdleFoot words={gone(name)} />;
  const entry = far.stop.value?.moment.entry;
  const told = actor !== null && !stale.value && (entry?.kind === "decision" || entry?.kind === "http");
  const decision = entry?.kind === "decision" ? entry : null;
  const mark = told ? markOf(actor.outcome) : null;
  const words = told ? cardStatus(actor, decision, far.stage.value.owners) : "";
  const away = presence.kind === "away" ? gone(name) : "";
  const idle = presenceStatus(presence, far.stop.value ? text.clients.connected : text.clients.idle, away);
  return (
    <p class={`foot ${mark ?? "idle"}`}>
      {mark && <MarkIcon mark={mark} />}
      <span title={words || idle}>{words || idle}</span>
    </p>
  );
}
