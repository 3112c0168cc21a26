// A dialog with a title and a way to close it; what is in it is drawn only while it is open.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../text/words";
import { CloseIcon } from "./icons";

interface Props {
  readonly id: string;
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ id, title, open, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog class={`take about-${id}`} ref={dialog} aria-labelledby={`${id}-title`} onClose={onClose}>
      <div class="title">
        <h2 id={`${id}-title`}>{title}</h2>
        <button type="button" class="tool" aria-label={text.take.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      {open && children}
    </dialog>
  );
}
