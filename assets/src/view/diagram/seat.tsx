// A client in the diagram: its disc with the initial, name and status beside it, and the mark of its outcome.

import { type Actor, isThere } from "../../model/scene";
import { MarkShape } from "../marks";
import { markOf } from "../mark";
import { DISC, type Seat, type Stage } from "./layout";

/** On a smaller disc, in pixels, the mark stands in the place of the letter. */
const SMALL_DISC = 14;
/** Widths of a letter, in pixels. */
const NAME_CHAR = 7.6;
const STATUS_CHAR = 6.1;

interface Props {
  readonly seat: Seat;
  readonly at: Stage;
  readonly actor: Actor;
  readonly status: string;
}

export function SeatView({ seat, at, actor, status }: Props) {
  const mark = isThere(actor) || actor.outcome?.kind === "missed" ? markOf(actor.outcome) : null;
  const small = at.disc < SMALL_DISC;
  const corner = at.disc * 0.74 * (seat.side === "left" ? -1 : 1);
  const [x, y] = small ? [seat.x, seat.y] : [seat.x + corner, seat.y - at.disc * 0.8];
  return (
    <g class={actor.connected ? "seat" : isThere(actor) ? "seat plain" : "seat gone"}>
      {actor.crowd && <circle class="disc" cx={seat.x + 4} cy={seat.y - 4} r={at.disc} />}
      <circle class="disc" cx={seat.x} cy={seat.y} r={at.disc} />
      {!(small && mark) && (
        <text class={small ? "initial small" : "initial"} x={seat.x} y={seat.y + (small ? 4 : 5)}>
          {actor.crowd?.count ?? actor.name.slice(0, 1).toUpperCase()}
        </text>
      )}
      <text class={`name ${seat.side}`} x={seat.labelX} y={seat.y + (status ? -1 : 5)}>
        {actor.crowd && actor.name.length > at.labelWidth / NAME_CHAR
          ? cut(actor.name.replace(/ ×\d+$/, ""), at.labelWidth / NAME_CHAR)
          : cut(actor.name, at.labelWidth / NAME_CHAR)}
      </text>
      {status && (
        <text class={`status ${seat.side} ${mark ?? ""}`} x={seat.labelX} y={seat.y + 16}>
          {cut(status, at.labelWidth / STATUS_CHAR)}
        </text>
      )}
      {mark && (
        <g class="badge" transform={`translate(${x} ${y}) scale(${small ? 1 : at.disc / DISC})`}>
          {!small && <circle class="halo" r="10" />}
          <MarkShape mark={mark} />
        </g>
      )}
    </g>
  );
}

function cut(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, Math.max(2, Math.floor(chars) - 1))}…` : text;
}
