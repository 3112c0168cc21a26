// "Take with you": a dialog with the run as a scenario, and the way to a zip.

import { useState } from "preact/hooks";
import { text } from "../text/words";
import { Dialog } from "./dialog";
import { TakeIcon } from "./icons";
import { OnDemand } from "./on-demand";

export function Take() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label={text.take.open}
        title={text.take.open}
        onClick={() => setOpen(true)}
      >
        <TakeIcon />
      </button>
      <Dialog id="take" title={text.take.title} open={isOpen} onClose={() => setOpen(false)}>
        <OnDemand draw={({ Taken }) => <Taken />} />
      </Dialog>
    </>
  );
}
