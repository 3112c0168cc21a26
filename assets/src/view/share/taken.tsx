// The run as a scenario for a lesson, and the sandbox as a program for Node.

import { useEffect, useRef, useState } from "preact/hooks";
import { exportPath, recordedRun } from "../../effects/api";
import { copy } from "../../effects/clipboard";
import { state } from "../../effects/store";
import { readRecording, type Recording } from "../../model/recording";
import { text } from "../../text/words";

type Run = Recording | "playing" | "failed";

export function Taken() {
  const { id } = state.value.sandbox;
  return (
    <>
      <Scenario sandbox={id} />
      <section>
        <h3>{text.take.node}</h3>
        <p>{text.take.nodeAbout}</p>
        {id && (
          <a class="button" href={exportPath(id)} download>
            {text.take.download}
          </a>
        )}
      </section>
    </>
  );
}

function Scenario({ sandbox }: { sandbox: string | null }) {
  const [run, setRun] = useState<Run>("playing");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isMeant = true;
    setRun("playing");
    if (sandbox) {
      void recordedRun(sandbox).then((answer) => {
        if (isMeant) setRun(answer.kind === "done" ? readRecording(answer.value) : "failed");
      });
    }
    return () => {
      isMeant = false;
    };
  }, [sandbox, attempt]);
  return (
    <section>
      <h3>{text.take.scenario}</h3>
      <p>{text.take.about}</p>
      {typeof run === "object" && !run.isEmpty ? <Held run={run} /> : <p role="status">{words(run)}</p>}
      {run === "failed" && (
        <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
          {text.take.again}
        </button>
      )}
    </section>
  );
}

function words(run: Run): string {
  if (run === "playing") return text.take.playing;
  return run === "failed" ? text.take.failed : text.take.empty;
}

function Held({ run }: { run: Recording }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState("");
  const press = async () => {
    const isCopied = await copy(run.text);
    if (!isCopied) area.current?.select();
    setSaid(isCopied ? text.take.copied : text.take.selected);
  };
  return (
    <>
      <textarea ref={area} readOnly rows={14} wrap="off" spellcheck={false} aria-label={text.take.text} value={run.text} />
      <p class="remarks">
        {text.take.remarks(run.remarks)} {text.take.clients(run.clients)} {run.options && text.take.options(run.options)}
      </p>
      <div class="choices">
        <button type="button" class="button primary" onClick={() => void press()}>
          {text.take.copy}
        </button>
        <span role="status">{said}</span>
      </div>
    </>
  );
}
