// The field that leaves of the server's list of terms only those that are meant.

import { useState } from "preact/hooks";
import { matches } from "../../model/deck";
import { text } from "../../text/deck";

export function Filter({ terms }: { terms: readonly HTMLElement[] }) {
  const [found, setFound] = useState(terms.length);
  const onInput = (event: { currentTarget: HTMLInputElement }) => {
    const wanted = event.currentTarget.value;
    let count = 0;
    for (const term of terms) {
      term.hidden = !matches(term.textContent ?? "", wanted);
      if (!term.hidden) count += 1;
    }
    setFound(count);
  };
  return (
    <div class="filter">
      <p role="status">{found === 0 ? text.none : text.found(found, terms.length)}</p>
      <input type="search" aria-label={text.filter} placeholder={text.filter} autocomplete="off" onInput={onInput} />
    </div>
  );
}
