// A strip under the top bar, with what a person may want to know, and what they can do about it.

import type { ComponentChildren } from "preact";

export function Strip({ tone, children }: { tone: "bad" | "note"; children: ComponentChildren }) {
  return (
    <div class={`strip ${tone}`} role="status">
      {children}
    </div>
  );
}
