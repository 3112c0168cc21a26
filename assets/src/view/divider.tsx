// A line between two panes that can be moved, by pointer or arrow keys, and whose place is remembered. The size lives in
// a custom property of the page; frames are covered while one is dragged, or they would swallow the pointer.

import { useEffect, useState } from "preact/hooks";
import { loadSize, saveSize } from "../effects/storage";

interface Props {
  readonly name: string;
  readonly label: string;
  readonly controls: string;
  readonly orientation: "vertical" | "horizontal";
  readonly unit: "px" | "%";
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

const KEY_STEP = { px: 16, "%": 2 };

export function Divider({ name, label, controls, orientation, unit, initial, min, max }: Props) {
  const [size, setSize] = useState(() => clamp(loadSize(name) ?? initial, min, max));
  useEffect(() => document.documentElement.style.setProperty(`--size-${name}`, `${size}${unit}`), [size]);

  const put = (value: number) => {
    const next = Math.round(clamp(value, min, max) * 10) / 10;
    setSize(next);
    saveSize(name, next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const target = { [less]: size - KEY_STEP[unit], [more]: size + KEY_STEP[unit], Home: min, End: max }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    put(target);
  };
  const onPointerDown = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    const around = handle.parentElement?.getBoundingClientRect();
    const main = document.getElementById("panes")?.getBoundingClientRect();
    const frame = unit === "px" ? main : around;
    if (!frame) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
    const move = ({ clientX, clientY }: PointerEvent) => {
      const pixels = orientation === "vertical" ? clientX - frame.left : clientY - frame.top;
      const whole = orientation === "vertical" ? frame.width : frame.height;
      put(unit === "px" ? pixels : (pixels / whole) * 100);
    };
    const end = () => {
      document.body.classList.remove("dragging");
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };

  return (
    <div
      class={`divider ${orientation} at-${name}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={orientation}
      aria-valuenow={Math.round(size)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDblClick={() => put(initial)}
    />
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
