// The list of packets, the newest at its end; one of them opened and explained part by part.

import { computed, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { still } from "../../effects/store";
import { parts } from "../../model/packet";
import { type Kept, packetsOf } from "../../model/wire";
import { packetName } from "../../text/packet";
import { time } from "../../text/time";
import { text } from "../../text/words";
import { far } from "../derived";

/** Characters of a packet in the list. */
const MAX_SHOWN = 120;

/** Rows that are laid out together when one of them is in view. */
const BLOCK_ROWS = 20;

/** How near to its end a list counts as at its end, in pixels. */
const END = 24;

const opened = signal<number | null>(null);

/** Loaded with the first packet that is opened. */
const explained = signal<typeof import("./explained") | null>(null);

function toggle(number: number): void {
  opened.value = opened.peek() === number ? null : number;
  if (!explained.peek()) void import("./explained").then((loaded) => (explained.value = loaded));
}

const tinted = computed(() => packetsOf(far.stage.value, still.value.wire.packets));

export function Packets({ packets }: { packets: readonly Kept[] }) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = packets.at(-1)?.number;
  useLayoutEffect(() => {
    const view = list.current;
    if (view && atEnd.current) view.scrollTop = view.scrollHeight;
  }, [last, packets.length]);
  if (packets.length === 0) return <p class="empty">{text.wire.empty}</p>;
  const current = opened.value ?? last;
  return (
    <div
      class="packets"
      role="list"
      ref={list}
      aria-label={text.wire.list}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: it }) => {
        atEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < END;
      }}
    >
      {blocks(packets).map(({ number, rows }) => (
        <div key={number} class="block" role="presentation" style={{ "--rows": rows.length }}>
          {rows.map((packet) => (
            <Packet
              key={packet.number}
              packet={packet}
              open={packet.number === opened.value}
              tinted={tinted.value.has(packet.number)}
              reachable={packet.number === current}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** By the packets' numbers, so that a row stays in its block while old ones go. */
function blocks(packets: readonly Kept[]) {
  const found: { readonly number: number; readonly rows: Kept[] }[] = [];
  for (const packet of packets) {
    const number = Math.floor(packet.number / BLOCK_ROWS);
    const last = found.at(-1);
    if (last?.number === number) last.rows.push(packet);
    else found.push({ number, rows: [packet] });
  }
  return found;
}

interface Props {
  readonly packet: Kept;
  readonly open: boolean;
  readonly tinted: boolean;
  /** The one that the Tab key comes to; arrow keys go on from there. */
  readonly reachable: boolean;
}

function Packet({ packet, open, tinted, reachable }: Props) {
  const { client, connection, toClient, at, number } = packet;
  const name = client ?? connection.slice(0, 6);
  const arrow = toClient ? "to-client" : "to-server";
  // A component that reads a signal is drawn again only for other props: of five hundred rows the few that change.
  const loaded = explained.value;
  const Explained = open ? loaded?.Explained : undefined;
  return (
    <div role="listitem" class={tinted ? "packet tinted" : "packet"}>
      <button
        type="button"
        class="packet-row"
        aria-expanded={open}
        tabIndex={reachable ? 0 : -1}
        onClick={() => toggle(number)}
      >
        <span class="at">{time(at)}</span>
        <span class={`arrow ${arrow}`}>
          <span aria-hidden="true">{toClient ? "↓" : "↑"}</span>
          <span class="unseen">{toClient ? text.wire.toClient : text.wire.toServer}</span>
        </span>
        <span class="client">{name}</span>
        <code class="raw">
          {shortened(packet).map(({ kind, text: piece }, at) => (
            <span key={at} class={`part ${kind}`}>
              {piece}
            </span>
          ))}
        </code>
        <span class="kind">{packetName(packet)}</span>
      </button>
      {open && Explained && <Explained packet={packet} />}
    </div>
  );
}

function shortened(packet: Kept) {
  let left = MAX_SHOWN;
  return parts(packet).flatMap((part) => {
    const piece = part.text.slice(0, Math.max(0, left));
    left -= part.text.length;
    return piece ? [{ kind: part.kind, text: piece }] : [];
  });
}

function onKeyDown(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>(".packet-row")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
}
