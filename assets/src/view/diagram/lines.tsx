// The lines of one client: what it sent, and what became of the packet on its way back out.

import type { Origin } from "../../model/cause";
import type { Entry } from "../../model/entry";
import type { Actor } from "../../model/scene";
import { bar, edge, type Edge } from "./edges";
import type { Seat, Stage } from "./layout";

interface Props {
  readonly at: Stage;
  readonly seat: Seat;
  readonly actor: Actor;
  readonly entry: Entry | null;
  readonly origin: Origin;
}

/** More people than this, and packets are drawn as rings without their name; fewer where two lines run side by side. */
const MAX_NAMED = 6;
const MAX_NAMED_BESIDE = 4;
const CHIP_CHARS = 12;
const CHIP_CHAR = 7;

export function EdgeLine({ at, seat, actor, entry, origin }: Props) {
  if (!entry) return null;
  const sent = actor.cause ? sentName(origin) : null;
  const tone = toneOf(actor);
  const both = sent !== null && tone !== null;
  return (
    <>
      {sent !== null && (
        <g class="packet in" data-from={`${seat.x} ${seat.y}`}>
          <Line line={edge(at, seat, "server", both ? -1 : 0)} tone="in" name={sent} at={at} beside={both} />
        </g>
      )}
      {(tone === "heard" || tone === "open" || tone === "unheard") && (
        <g class={`packet out ${tone}`}>
          <Line line={edge(at, seat, "client", both ? 1 : 0)} tone={tone} name={backName(entry, actor)} at={at} beside={both} />
        </g>
      )}
      {tone === "skip" && <Skipped line={edge(at, seat, "client", both ? 1 : 0, 0.5)} />}
    </>
  );
}

/** What a client sent: an event, or a request by its method alone, since paths are long. */
function sentName(origin: Origin): string | null {
  if (origin?.kind === "receive") return origin.event;
  return origin?.kind === "http" ? origin.method : null;
}

/** What goes back to it: an event, or an answer's status. */
function backName(entry: Entry, { outcome }: Actor): string {
  if (outcome?.kind === "answered") return outcome.open ? `${outcome.status} …` : String(outcome.status);
  return entry.kind === "decision" ? entry.event : "";
}

function toneOf({ outcome, connected }: Actor): "heard" | "open" | "unheard" | "skip" | null {
  switch (outcome?.kind) {
    case "heard":
    case "delivered":
      return "heard";
    case "answered":
      return outcome.open ? "open" : "heard";
    case "unheard":
      return "unheard";
    case "skipped":
      return outcome.reason === "sender" || !connected ? null : "skip";
    default:
      return null;
  }
}

interface LineProps {
  readonly line: Edge;
  readonly tone: string;
  readonly name: string;
  readonly at: Stage;
  /** Another line of the same client runs along it. */
  readonly beside: boolean;
}

function Line({ line, tone, name, at, beside }: LineProps) {
  const label = name.length > CHIP_CHARS ? `${name.slice(0, CHIP_CHARS - 1)}…` : name;
  const width = label.length * CHIP_CHAR + 16;
  const named = at.seats.length <= (beside ? MAX_NAMED_BESIDE : MAX_NAMED) && line.length > width + 22;
  const { x1, y1, x2, y2, chip } = line;
  return (
    <>
      <line x1={x1} y1={y1} x2={x2} y2={y2} marker-end={`url(#arrow-${tone})`} />
      <g class="packet-chip" transform={`translate(${chip.x} ${chip.y})`} data-path={`${x1 - chip.x} ${y1 - chip.y}`}>
        {named ? (
          <>
            <rect x={-width / 2} y="-11" width={width} height="22" rx="5" />
            <text y="4">{label}</text>
          </>
        ) : (
          <circle r="6" />
        )}
      </g>
    </>
  );
}

function Skipped({ line }: { line: Edge }) {
  const end = bar(line);
  return (
    <g class="packet out skip">
      <line x1={line.x1} y1={line.y1} x2={line.x2} y2={line.y2} />
      <line class="bar" {...end} />
    </g>
  );
}

export function Marker({ tone }: { tone: string }) {
  return (
    <marker
      id={`arrow-${tone}`}
      class={`arrow ${tone}`}
      viewBox="0 0 10 10"
      refX="6"
      refY="5"
      markerWidth="10"
      markerHeight="10"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 .6 10 5 0 9.4z" />
    </marker>
  );
}
