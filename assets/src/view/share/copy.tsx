// A button that copies a text, and says whether it did: some pages may not write to the clipboard by themselves.

import { useState } from "preact/hooks";
import { copy } from "../../effects/clipboard";
import { text } from "../../text/share";

interface Props {
  readonly label: string;
  readonly value: string;
  /** Selects the text where it stands, for a person who has to copy it by hand. */
  readonly select: () => void;
}

export function CopyButton({ label, value, select }: Props) {
  const [said, setSaid] = useState({ value: "", words: "" });
  const press = async () => {
    const isCopied = await copy(value);
    if (!isCopied) select();
    setSaid({ value, words: isCopied ? text.copied : text.selected });
  };
  return (
    <>
      <button type="button" class="button primary" onClick={() => void press()}>
        {label}
      </button>
      <span role="status">{said.value === value ? said.words : ""}</span>
    </>
  );
}
