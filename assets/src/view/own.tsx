// "Your own client": how a program of the student's joins this sandbox, as a text to copy, or as a page in a new tab.

import { useState } from "preact/hooks";
import { text } from "../text/words";
import { Dialog } from "./dialog";
import { OnDemand } from "./on-demand";

export function OwnClient() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        {text.own}
      </button>
      <Dialog id="own" title={text.own} open={isOpen} onClose={() => setOpen(false)}>
        <OnDemand draw={({ Joining }) => <Joining />} />
      </Dialog>
    </>
  );
}
