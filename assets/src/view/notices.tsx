// Strips under the top bar: what the author did to the lesson while it is open, and a server that said no.

import { takeOffer } from "../effects/files";
import { dispatch, still } from "../effects/store";
import { codeOf, fileNames, SERVER_FILE } from "../model/files";
import { areLoaded, OnDemand } from "./on-demand";
import { Strip } from "./strip";
import { text } from "../text/words";

export function Notices() {
  const { sandbox, author } = still.value;
  return (
    <>
      {(still.value.borrowed || areLoaded()) && <OnDemand draw={({ BroughtStrip }) => <BroughtStrip />} />}
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
      {author.diagnostics.length > 0 && <OnDemand draw={({ Mistakes }) => <Mistakes author={author} />} />}
      {fileNames(still.value).map((file) => codeOf(still.value, file).offered !== null && <Offer key={file} file={file} />)}
    </>
  );
}

/** The author changed a file that the student has edited. */
function Offer({ file }: { file: string }) {
  return (
    <Strip tone="note">
      <p>{file === SERVER_FILE ? text.notices.offer : text.notices.offerPage(file)}</p>
      <div class="choices">
        <button type="button" class="button" onClick={() => dispatch({ type: "offerDeclined", file })}>
          {text.notices.keep}
        </button>
        <button type="button" class="button primary" onClick={() => takeOffer(file)}>
          {text.notices.take}
        </button>
      </div>
    </Strip>
  );
}
