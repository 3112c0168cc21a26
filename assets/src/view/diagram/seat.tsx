// A client in the diagram: its disc with the initial, name and status beside it, and the mark of its outcome.

import type { Actor } from "../../model/scene";
import { MarkShape } from "../marks";
import { markOf } from "../mark";
import type { Seat, Stage } from "./layout";

interface Props {
  readonly seat: Seat;
  readonly at: Stage;
  readonly actor: Actor;
  readonly status: string;
}

export function SeatView({ seat, at, actor, status }: Props) {
  const mark = actor.connected ? markOf(actor.outcome) : null;
  const corner = at.disc * 0.74 * (seat.side === "left" ? -1 : 1);
  return (
    <g class={actor.connected ? "seat" : "seat gone"}>
      <circle class="disc" cx={seat.x} cy={seat.y} r={at.disc} />
      <text class="initial" x={seat.x} y={seat.y + 5}>
        {actor.name.slice(0, 1).toUpperCase()}
      </text>
      <text class={`name ${seat.side}`} x={seat.labelX} y={seat.y + (status ? -1 : 5)}>
        {cut(actor.name, at.nameChars)}
      </text>
      {status && (
        <text class={`status ${seat.side} ${mark ?? ""}`} x={seat.labelX} y={seat.y + 16}>
          {cut(status, Math.floor(at.nameChars * 1.2))}
        </text>
      )}
      {mark && (
        <g class="badge" transform={`translate(${seat.x + corner} ${seat.y - at.disc * 0.8})`}>
          <circle class="halo" r="10" />
          <MarkShape mark={mark} />
        </g>
      )}
    </g>
  );
}

function cut(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, Math.max(1, chars - 1))}…` : text;
}
