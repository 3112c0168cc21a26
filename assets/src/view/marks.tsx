// The marks of an outcome: each its own shape, so that none needs its colour to be told from the others.

import type { Mark } from "./mark";

/** A mark of 16 px around 0,0, to be placed inside of a drawing. */
export function MarkShape({ mark }: { mark: Mark }) {
  switch (mark) {
    case "heard":
      return (
        <g class="mark heard">
          <circle r="7.5" class="fill" />
          <path d="M-3.4 .2-1 2.6 3.4-2.4" class="cut" />
        </g>
      );
    case "skip":
      return (
        <g class="mark skip">
          <circle r="6.7" class="outline" />
          <path d="M-3.2 0h6.4" />
        </g>
      );
    case "unheard":
      return (
        <g class="mark unheard">
          <path d="M0-6.6 7 5.8H-7z" class="outline" />
          <path d="M0-2.4v3.6M0 3.3v.3" />
        </g>
      );
    case "lost":
    case "late":
      return (
        <g class={`mark ${mark}`}>
          <circle r="6.7" class="outline" stroke-dasharray="2.6 2.2" />
          {mark === "late" && <circle r="4.4" class="fill" />}
        </g>
      );
    case "moved":
      return (
        <g class="mark moved">
          <rect x="-6.7" y="-6.7" width="13.4" height="13.4" rx="3.4" class="outline" />
          <path d="M-3.2 0h6.4M.4-2.8 3.2 0 .4 2.8" />
        </g>
      );
  }
}

export function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <svg class="mark-icon" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      <MarkShape mark={mark} />
    </svg>
  );
}
