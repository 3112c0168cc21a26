// Marks and icons of a scenario's card, 16 px. A word stands beside each, or is read instead of it.

import type { ComponentChildren } from "preact";

function Glyph({ children, name }: { children: ComponentChildren; name: string }) {
  return (
    <svg class={`glyph ${name}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const RightIcon = () => (
  <Glyph name="right">
    <path d="M3 8.6 6.4 12 13 4.6" />
  </Glyph>
);

export const WrongIcon = () => (
  <Glyph name="wrong">
    <path d="m3.8 3.8 8.4 8.4M12.2 3.8l-8.4 8.4" />
  </Glyph>
);

export const NowIcon = () => (
  <Glyph name="now">
    <path d="M3 8h9M8.4 4.2 12.2 8l-3.8 3.8" />
  </Glyph>
);

export const DoneIcon = () => (
  <Glyph name="done">
    <circle cx="8" cy="8" r="2.4" />
  </Glyph>
);

export const PlayIcon = () => (
  <Glyph name="play">
    <path d="M5 3.4v9.2L12.4 8z" />
  </Glyph>
);

export const StepIcon = () => (
  <Glyph name="step">
    <path d="M4 3.4v9.2L10.4 8zM12.4 3.8v8.4" />
  </Glyph>
);

export const StopIcon = () => (
  <Glyph name="stop">
    <rect x="4" y="4" width="8" height="8" rx="1" />
  </Glyph>
);
