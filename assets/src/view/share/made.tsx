// The link that carries the edited code: packed when the dialog opens, to be copied, or told to be too long.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Link, makeLink } from "../../effects/share";
import { state } from "../../effects/store";
import { MAX_LINK_CODE, shared } from "../../model/share";
import { text } from "../../text/share";
import { CopyButton } from "./copy";

const words = text.share;

export function Made() {
  const [link, setLink] = useState<Link | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    let isMeant = true;
    void makeLink().then((made) => isMeant && setLink(made));
    return () => {
      isMeant = false;
    };
  }, []);
  if (!link) {
    return (
      <section>
        <p role="status">{words.making}</p>
      </section>
    );
  }
  if (link.tooLong) {
    return (
      <section>
        <p role="status">{words.tooLong(link.length, MAX_LINK_CODE)}</p>
      </section>
    );
  }
  return (
    <section>
      <p>{words.about(shared(state.value))}</p>
      <textarea ref={field} readOnly rows={4} spellcheck={false} aria-label={words.link} value={link.href} />
      <div class="choices">
        <CopyButton label={words.copy} value={link.href} select={() => field.current?.select()} />
      </div>
    </section>
  );
}
