// Strips under the top bar: what the author did to the lesson while it is open, and a server that said no.

import type { ComponentChildren } from "preact";
import { takeOffer } from "../effects/actions";
import { dispatch, state } from "../effects/store";
import type { Diagnostic } from "../model/parse";
import { quoted } from "../text/pieces";
import { Rich } from "./rich";
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
      {author.removed && (
        <Strip tone="note">
          <p>{text.notices.removed}</p>
        </Strip>
      )}
      {author.diagnostics.length > 0 && <Diagnostics found={author.diagnostics} />}
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

/** What is wrong with the author's newest version, and where. */
function Diagnostics({ found }: { found: readonly Diagnostic[] }) {
  const isBroken = found.some(({ level }) => level === "error");
  return (
    <Strip tone={isBroken ? "bad" : "note"}>
      <div>
        {isBroken && <p>{text.notices.broken}</p>}
        {found.map(({ file, line, message }) => (
          <p key={`${file}:${line}:${message}`}>
            <code>{line === null ? named(file) : `${named(file)}:${line}`}</code>{" "}
            <strong>
              <Rich text={quoted(message)} />
            </strong>
          </p>
        ))}
      </div>
    </Strip>
  );
}

/** The file's name without its folders, which are the author's and long. */
const named = (file: string) => file.replace(/^.*[\\/]/, "");

function Strip({ tone, children }: { tone: "bad" | "note"; children: ComponentChildren }) {
  return (
    <div class={`strip ${tone}`} role="status">
      {children}
    </div>
  );
}
