// "Share": a dialog with a link that carries the edited code in its fragment.

import { useState } from "preact/hooks";
import { text } from "../text/words";
import { Dialog } from "./dialog";
import { ShareIcon } from "./icons";
import { OnDemand } from "./on-demand";

export function Share() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="tool" aria-label={text.share} title={text.share} onClick={() => setOpen(true)}>
        <ShareIcon />
      </button>
      <Dialog id="share" title={text.share} open={isOpen} onClose={() => setOpen(false)}>
        <OnDemand draw={({ Made }) => <Made />} />
      </Dialog>
    </>
  );
}
