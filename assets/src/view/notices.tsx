// Strips under the top bar: what the author did to the lesson while it is open, and a server that said no.

import type { ComponentChildren } from "preact";
import { takeOffer } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import { Mistakes } from "./mistakes";
import { text } from "../text/words";

export function Notices() {
  const { sandbox, author, code } = state.value;
  return (
    <>
      {sandbox.phase === "refused" && (
        <Strip tone="bad">
          <p>
            <strong>{text.status.refused}.</strong> {sandbox.message} {sandbox.message && text.notices.refusedHint}
          </p>
        </Strip>
      )}
      {author.gone && (
        <Strip tone="note">
          <p>{text.notices.gone[author.gone]}</p>
        </Strip>
      )}
      {author.diagnostics.length > 0 && <Mistakes author={author} />}
      {code.offered !== null && (
        <Strip tone="note">
          <p>{text.notices.offer}</p>
          <div class="choices">
            <button type="button" class="button" onClick={() => dispatch({ type: "offerDeclined" })}>
              {text.notices.keep}
            </button>
            <button type="button" class="button primary" onClick={takeOffer}>
              {text.notices.take}
            </button>
          </div>
        </Strip>
      )}
    </>
  );
}

function Strip({ tone, children }: { tone: "bad" | "note"; children: ComponentChildren }) {
  return (
    <div class={`strip ${tone}`} role="status">
      {children}
    </div>
  );
}
