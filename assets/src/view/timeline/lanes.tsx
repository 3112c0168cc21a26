// What is drawn into the lanes between the two edges of the view, in three layers: the steps themselves, which are many,
// stay as they are whichever is on show. Nothing is moved by a transform: the browser would sort each apart, at each step.

import { between, figure, type Point, type Tone } from "../../model/timeline";
import { time } from "../../text/time";
import { isNumbered, type Stop } from "../../model/stops";
import { isLive } from "../derived";
import { clients, hearing, laneNames, laneY, log, timeTrack } from "./measures";

/** The part of the track that is seen. */
interface Seen {
  readonly left: number;
  readonly width: number;
}

interface Layer {
  readonly total: number;
  readonly height: number;
  readonly current: Point | null;
}

/** Between two times on the axis. */
const LABEL_SPACE = 72;
/** From the last arrow of the step on show to what is faint. */
const BEHIND = 7;
const PILL = { width: 64, height: 20 };

/** Under the steps: the lanes, and the ground of the step on show. */
export function Ground({ total, height, pitch, current }: Layer & { pitch: number }) {
  const emit = current && isNumbered(current.stop) ? current : null;
  return (
    <>
      {emit && <rect class="group" x={emit.x - 16} y="2" width={emit.reach + 22} height={height - 8} rx="4" />}
      {[...laneNames.value.keys(), laneNames.value.length].map((index) => (
        <line key={index} class={index === 0 ? "lane server" : "lane"} x1="0" x2={total} y1={laneY(index, pitch)} y2={laneY(index, pitch)} />
      ))}
    </>
  );
}

/** The steps themselves, whichever is on show. */
export function Steps({ left, width, pitch }: Seen & { pitch: number }) {
  const shown = between(timeTrack.value, left, left + width);
  const first = timeTrack.value.points.indexOf(shown[0] as Point);
  const before = (at: number) => timeTrack.value.points[first + at - 1] ?? null;
  return (
    <>
      {shown.map((point, at) => (
        <PointMarks key={point.stop.seq} point={point} previous={before(at)} pitch={pitch} />
      ))}
    </>
  );
}

/** Over the steps: what comes later made faint, the times, and where one is. */
export function Now({ left, width, total, height, current }: Seen & Layer) {
  const shown = between(timeTrack.value, left, left + width);
  const veil = isLive.value || !current ? total : current.x + current.reach + BEHIND;
  return (
    <>
      <rect class="veil" x={veil} width={Math.max(0, total - veil)} height={height} />
      {current && hasDot(current.stop) && (
        <circle class="here" cx={current.x} cy={laneY(0, 0)} r={current.stop.number === null ? 6 : 7} />
      )}
      {labelled(shown, current).map(({ x, stop }) => (
        <text key={stop.seq} class="time" x={x} y={height + 14}>
          {time(stop.moment.entry.at, true)}
        </text>
      ))}
      {current && <Playhead point={current} height={height} />}
    </>
  );
}

const hasDot = ({ number, moment: { entry } }: Stop) => number !== null || entry.kind === "http" || entry.kind === "receive";

interface MarksProps {
  readonly point: Point;
  readonly previous: Point | null;
  readonly pitch: number;
}

function PointMarks({ point, previous, pitch }: MarksProps) {
  const names = laneNames.value;
  const { entry, run } = point.stop.moment;
  const y = (lane: string) => laneY(names.indexOf(lane) + 1, pitch);
  const known = (lane: string) => names.includes(lane);
  const { from, to } = figure(point, previous, log.value, hearing.value, clients.value);
  const faint = run < log.value.run ? " earlier" : "";
  if (entry.kind === "restart")
    return <line class={`restart${faint}`} x1={point.x} x2={point.x} y1="4" y2={laneY(names.length, pitch) + 8} />;
  return (
    <g class={`step${faint}`}>
      {from !== null && known(from) && <Arrow tone="in" x={point.x - 8} y1={y(from)} y2={laneY(0, 0) + 6} start />}
      {to
        .filter(({ lane }) => known(lane))
        .map(({ lane, tone, x }) => (
          <Result key={lane} tone={tone} x={x} y={y(lane)} />
        ))}
      {hasDot(point.stop) && (
        <circle class="dot" cx={point.x} cy={laneY(0, 0)} r={point.stop.number === null ? 4 : 5} />
      )}
    </g>
  );
}

function Result({ tone, x, y }: { tone: Tone; x: number; y: number }) {
  switch (tone) {
    case "heard":
    case "open":
    case "unheard":
      return <Arrow tone={tone} x={x} y1={laneY(0, 0) + 3} y2={y - 2} />;
    case "skip":
      return (
        <g class="mark skip small">
          <circle cx={x} cy={y} r="4.4" class="outline" />
          <path d={`M${x - 2.1} ${y}h4.2`} />
        </g>
      );
    case "moved":
      return <rect class="moved" x={x - 4} y={y - 4} width="8" height="8" rx="2" />;
    default:
      return <rect class={tone} x={x - 1.5} y={y - 5} width="3" height="10" rx="1.5" />;
  }
}

interface ArrowProps {
  readonly tone: "in" | "heard" | "open" | "unheard";
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  /** Marks where it begins. */
  readonly start?: boolean;
}

function Arrow({ tone, x, y1, y2, start = false }: ArrowProps) {
  const down = y2 > y1 ? 1 : -1;
  return (
    <g class={`arrow ${tone}`}>
      <line x1={x} x2={x} y1={y1} y2={y2 - down * 5} />
      <path d={`M${x - 4} ${y2 - down * 6.5}L${x} ${y2}L${x + 4} ${y2 - down * 6.5}z`} />
      {start && <circle cx={x} cy={y1} r="3" />}
    </g>
  );
}

/**
 * Points whose time is written below: as many as have room, the one on show's place kept free for its own. Which these are
 * does not hang on the one on show, so that the others stay where they are.
 */
function labelled(shown: readonly Point[], current: Point | null): readonly Point[] {
  const found: Point[] = [];
  for (const point of shown) {
    const last = found.at(-1);
    if (!last || point.x - last.x >= LABEL_SPACE) found.push(point);
  }
  return found.filter(({ x }) => !current || Math.abs(x - current.x) >= LABEL_SPACE);
}

function Playhead({ point, height }: { point: Point; height: number }) {
  const { width } = PILL;
  return (
    <g class="playhead">
      <line x1={point.x} x2={point.x} y1={laneY(0, 0)} y2={height + 2} />
      <rect x={point.x - width / 2} y={height} width={width} height={PILL.height} rx="10" />
      <text x={point.x} y={height + 14}>
        {time(point.stop.moment.entry.at)}
      </text>
    </g>
  );
}

