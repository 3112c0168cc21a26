// Marks of what a student did: each its own shape, and always beside a word.

import type { ComponentChildren } from "preact";
import type { Standing } from "../../model/progress";
import { standings } from "../../text/standing";

function Mark({ kind, children }: { kind: string; children: ComponentChildren }) {
  return (
    <svg class={`sign ${kind}`} width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const PassMark = () => (
  <Mark kind="pass">
    <circle r="7.5" class="fill" />
    <path d="M-3.4 .2-1 2.6 3.4-2.4" class="cut" />
  </Mark>
);

export const FailMark = () => (
  <Mark kind="fail">
    <rect x="-6.7" y="-6.7" width="13.4" height="13.4" rx="3.4" class="outline" />
    <path d="m-2.6-2.6 5.2 5.2m0-5.2-5.2 5.2" />
  </Mark>
);

/** Right, but not chosen. */
export const MissedMark = () => (
  <Mark kind="missed">
    <circle r="6.7" class="outline" stroke-dasharray="2.6 2.6" />
    <path d="M-3 .2-.9 2.2 3-2.1" />
  </Mark>
);

export function StandingMark({ standing }: { standing: Standing }) {
  return (
    <>
      {standing === "done" && <PassMark />}
      {standing === "begun" && (
        <Mark kind="begun">
          <circle r="6.7" class="outline" />
          <path d="M0-6.7a6.7 6.7 0 0 1 0 13.4z" class="fill" />
        </Mark>
      )}
      {standing === "new" && (
        <Mark kind="new">
          <circle r="6.7" class="outline" />
        </Mark>
      )}
      <span class="unseen">, {standings[standing]}</span>
    </>
  );
}
