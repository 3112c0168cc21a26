// "Forget my progress", asked once more in a dialog.

import { useEffect, useRef, useState } from "preact/hooks";
import { boxes } from "../../effects/cards";
import { forgetProgress, progress } from "../../effects/progress";
import { text } from "../../text/course";

export function Forget() {
  const dialog = useRef<HTMLDialogElement>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const [forgotten, setForgotten] = useState(false);
  useEffect(() => {
    if (forgotten) told.current?.focus();
  }, [forgotten]);
  const some = Object.keys(progress.value.lessons).length + Object.keys(boxes.value).length > 0;
  return (
    <div class="forget">
      {some && (
        <button type="button" class="link" onClick={() => dialog.current?.showModal()}>
          {text.forget}
        </button>
      )}
      {!some && forgotten && (
        <p ref={told} tabIndex={-1} role="status">
          {text.forgotten}
        </p>
      )}
      <dialog class="ask" ref={dialog} aria-labelledby="forget-title" aria-describedby="forget-detail">
        <h2 id="forget-title">{text.forgetTitle}</h2>
        <p id="forget-detail">{text.forgetDetail}</p>
        <div class="choices">
          <button type="button" class="button" autofocus onClick={() => dialog.current?.close()}>
            {text.keep}
          </button>
          <button
            type="button"
            class="button primary"
            onClick={() => {
              dialog.current?.close();
              forgetProgress();
              setForgotten(true);
            }}
          >
            {text.confirm}
          </button>
        </div>
      </dialog>
    </div>
  );
}
