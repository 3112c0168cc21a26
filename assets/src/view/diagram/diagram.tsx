// The diagram: server, clients, rooms, and the way the packet took. Where things stand comes from `layout`.

import { computed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { state } from "../../effects/store";
import { crowd, isLive, isSettled, near } from "../derived";
import { crowded } from "../../model/crowd";
import { roomColour } from "../rooms";
import { text } from "../../text/words";
import { animate, settle } from "./animate";
import { EdgeLine, Marker } from "./lines";
import { layout, NARROW, type Stage } from "./layout";
import { SeatView } from "./seat";
import { shortStatus } from "../../text/outcome";
import { useScroller } from "../scroller";

const START = { width: 520, height: 300 };

export function Diagram() {
  const pane = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  useScroller(pane);
  const drawing = useRef<SVGSVGElement>(null);
  const size = useSize(holder);
  const { actors, ring, rooms } = drawn.value;
  const entry = near.stop.value?.moment.entry ?? null;
  const decision = entry?.kind === "decision" ? entry : null;
  const narrow = size.width < NARROW;
  const people = ring.map((key) => ({ key, name: actors.find((actor) => actor.key === key)?.name ?? key }));
  const status = new Map(actors.map((actor) => [actor.key, shortStatus(actor, decision, narrow, near.stage.value.owners)]));
  const at = layout(size.width, size.height, people, rooms);

  const seq = near.stop.value?.seq ?? 0;
  const last = useRef(seq);
  useEffect(() => {
    const fresh = seq > last.current;
    last.current = seq;
    if (!drawing.current) return;
    settle(drawing.current);
    if (fresh && (isLive.peek() || state.peek().playing) && crowd.peek() === 0) animate(drawing.current);
  }, [seq]);

  return (
    <div class="diagram" ref={pane}>
      <div class="space" ref={holder} />
      <svg
        ref={drawing}
        role="img"
        aria-label={text.live.diagram}
        width={at.width}
        height={at.height}
        viewBox={`0 0 ${at.width} ${at.height}`}
        data-server={`${at.server.x} ${at.server.y}`}
      >
        <defs>
          {["in", "heard", "open", "unheard"].map((tone) => (
            <Marker key={tone} tone={tone} />
          ))}
        </defs>
        <Bands at={at} />
        {at.seats.map((seat) => {
          const actor = actors.find(({ key }) => key === seat.key);
          return (
            actor && (
              <EdgeLine
                key={seat.key}
                at={at}
                seat={seat}
                actor={actor}
                entry={entry}
                origin={near.stage.value.origin}
              />
            )
          );
        })}
        <g class="server">
          <circle cx={at.server.x} cy={at.server.y} r={at.server.r} />
          <text x={at.server.x} y={at.server.y + (entry?.location ? -2 : 5)} class="title">
            {text.live.serverDisc}
          </text>
          {entry?.location && (
            <text x={at.server.x} y={at.server.y + 13}>
              {text.live.line(entry.location.line)}
            </text>
          )}
        </g>
        {at.seats.map((seat) => {
          const actor = actors.find(({ key }) => key === seat.key);
          return (
            actor && <SeatView key={seat.key} seat={seat} at={at} actor={actor} status={at.hasStatus ? (status.get(seat.key) ?? "") : ""} />
          );
        })}
      </svg>
    </div>
  );
}

/** What is drawn of the scene: everybody, or crowds. */
const drawn = computed(() => crowded(near.stage.value, text.live.crowd));

function Bands({ at }: { at: Stage }) {
  const { rooms } = drawn.value;
  return (
    <>
      {at.bands.map((band) => {
        const room = rooms.find(({ key }) => key === band.room);
        const grown = room ? room.members.length > room.before.length : false;
        return (
          <g key={band.room + band.path} class={`band ${roomColour(band.index)}${grown ? " grown" : ""}`}>
            <path class="edge" d={band.path} stroke-width={band.width} />
            <path class="fill" d={band.path} stroke-width={band.width - 2} />
          </g>
        );
      })}
      {at.bands.filter(({ label }) => label.text).map((band) => (
        <text
          key={band.room + band.path}
          class={`band-label ${roomColour(band.index)} ${band.label.anchor}`}
          x={band.label.x}
          y={band.label.y}
        >
          {band.label.text}
        </text>
      ))}
    </>
  );
}

/** As it was while somebody drags over the timeline: a sentence of two lines would have the page laid out twice a step. */
function useSize(holder: { current: HTMLElement | null }) {
  const measured = useSignal(START);
  const shown = useRef(START);
  useEffect(() => {
    if (!holder.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || entry.contentRect.width === 0) return;
      const [width, height] = [Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height)];
      if (width !== measured.peek().width || height !== measured.peek().height) measured.value = { width, height };
    });
    observer.observe(holder.current);
    return () => observer.disconnect();
  }, []);
  if (isSettled.value) shown.current = measured.value;
  return shown.current;
}
