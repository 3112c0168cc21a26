// What a link brought: asked about before anything of it runs, shown to be read first, and the way back to one's own.

import { useRef, useState } from "preact/hooks";
import { brought, dismissBrought, keepShared, openBrought, takeMine } from "../../effects/share";
import { state } from "../../effects/store";
import { SERVER_FILE, type Texts } from "../../model/files";
import { known, lineCount } from "../../model/share";
import { text } from "../../text/share";
import { Dialog } from "../dialog";
import { useScroller } from "../scroller";
import { Strip } from "../strip";

const words = text.brought;

export function BroughtStrip() {
  const offer = brought.value;
  if (!offer) return <Borrowed />;
  if (offer.kind === "code") return <Offer texts={known(offer.texts, state.value.pages)} />;
  return (
    <Strip tone="bad">
      <p>{offer.kind === "large" ? words.large : words.broken}</p>
      <div class="choices">
        <button type="button" class="button" onClick={dismissBrought}>
          {words.dismiss}
        </button>
      </div>
    </Strip>
  );
}

/** Puts the focus where the code is, since the button that had it is gone. */
function openIt(): void {
  void openBrought();
  document.getElementById("code")?.focus();
}

function Offer({ texts }: { texts: Texts }) {
  const [isLooking, setLooking] = useState(false);
  return (
    <>
      <Strip tone="note">
        <p>{words.offer(texts)}</p>
        <div class="choices">
          <button type="button" class="button" onClick={() => setLooking(true)}>
            {words.look}
          </button>
          <button type="button" class="button" onClick={dismissBrought}>
            {words.decline}
          </button>
          <button type="button" class="button primary" onClick={openIt}>
            {words.open}
          </button>
        </div>
      </Strip>
      <Dialog id="brought" title={words.title} open={isLooking} onClose={() => setLooking(false)}>
        {Object.entries({ [SERVER_FILE]: texts.server, ...texts.pages }).map(([name, code]) => (
          <Source key={name} name={name} code={code} />
        ))}
        <div class="ask">
          <p>{words.unrun}</p>
          <button type="button" class="button" onClick={dismissBrought}>
            {words.decline}
          </button>
          <button type="button" class="button primary" onClick={openIt}>
            {words.open}
          </button>
        </div>
      </Dialog>
    </>
  );
}

/** To be read only: text, whatever it is. */
function Source({ name, code }: { name: string; code: string }) {
  const place = useRef<HTMLPreElement>(null);
  useScroller(place);
  const title = words.file(name, lineCount(code));
  return (
    <section>
      <h3>{title}</h3>
      <pre ref={place} role="group" aria-label={title}>
        <code>{code}</code>
      </pre>
    </section>
  );
}

function Borrowed() {
  const { borrowed } = state.value;
  if (!borrowed) return null;
  return (
    <Strip tone="note">
      <p>{borrowed.saved ? words.edited : words.borrowed}</p>
      <div class="choices">
        <button type="button" class="button" onClick={keepShared}>
          {words.keep}
        </button>
        <button type="button" class="button primary" onClick={() => void takeMine()}>
          {words.mine}
        </button>
      </div>
    </Strip>
  );
}
