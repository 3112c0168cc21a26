// The step's challenge: check the editor's code, read what failed, open hints, and see the solution in the end.

import { check, hideSolution, nextHint, takeMine, takeSolution, wantSolution, work } from "../../effects/challenge";
import { run } from "../../effects/files";
import { still } from "../../effects/store";
import { isOld, passedCount, type Work } from "../../model/challenge";
import { isUnrun } from "../../model/select";
import { text } from "../../text/study";
import { goToLine } from "../code";
import { Rich } from "../rich";
import { focusSoon } from "./focus";
import { Html } from "./html";
import { FailMark, PassMark } from "./marks";
import { Scenarios } from "./report";

const words = text.challenge;

export function ChallengePart() {
  const { lessonParts, sandbox, code } = still.value;
  const { challenge, scenarios } = lessonParts;
  if (!challenge) return null;
  const { solution, hints } = challenge;
  const now = work.value;
  const waiting = sandbox.phase !== "running";
  return (
    <section class="study challenge" aria-label={solution === null ? words.hintsTitle : words.title}>
      <div class="front">
        <h3 class="kind">{solution === null ? words.hintsTitle : words.title}</h3>
        {solution !== null && (
          <p>
            <Rich text={words.goal(scenarios.length)} />
          </p>
        )}
      </div>
      {solution !== null && <Result now={now} old={isOld(now, code.text)} />}
      {hints.slice(0, now.hints).map((hint, at) => (
        <div class="hint" key={at} tabIndex={-1} data-hint={at}>
          <p class="kind">{words.hint(at + 1, hints.length)}</p>
          <Html of={hint} />
        </div>
      ))}
      {solution !== null && <Solution now={now} code={solution.replace(/\n$/, "")} />}
      <div class="presses">
        {solution !== null && (
          <button
            type="button"
            class="button primary"
            aria-disabled={waiting || now.busy}
            title={waiting ? words.waiting : undefined}
            onClick={() => void check()}
          >
            {now.busy ? words.checking : words.check}
          </button>
        )}
        {now.hints < hints.length && (
          <button
            type="button"
            class="button"
            onClick={(event) => {
              focusSoon(event.currentTarget, `[data-hint="${now.hints}"]`);
              nextHint(hints.length);
            }}
          >
            {words.hint(now.hints + 1, hints.length)}
          </button>
        )}
        {solution !== null && now.solution === "hidden" && (
          <button
            type="button"
            class="link show-solution"
            onClick={(event) => {
              focusSoon(event.currentTarget, now.tried ? ".solution" : ".confirm .button");
              wantSolution();
            }}
          >
            {now.tried ? words.solution : words.anyway}
          </button>
        )}
      </div>
    </section>
  );
}

function Result({ now, old }: { now: Work; old: boolean }) {
  const { check: found } = now;
  const passed = found.kind === "done" && found.report.passed;
  return (
    <div class={`outcome ${found.kind} ${passed ? "passed" : ""} ${old ? "old" : ""}`} aria-busy={now.busy}>
      <div role="status">
        {old && <p class="chip">{words.old}</p>}
        {found.kind === "done" && (
          <p class="summary">
            {passed ? <PassMark /> : <FailMark />}
            <strong>
              {passed
                ? words.passed(found.report.scenarios.length)
                : words.some(passedCount(found.report), found.report.scenarios.length)}
            </strong>
          </p>
        )}
        {found.kind === "refused" && (
          <p class="summary">
            <FailMark />
            <span>
              <strong>{words.refused}</strong> {found.problem.title}
              {found.problem.detail && !found.problem.title.includes(found.problem.detail) && `: ${found.problem.detail}`}
            </span>
          </p>
        )}
        {found.kind === "failed" && (
          <p class="summary">
            <FailMark />
            <span>
              <strong>{found.title}</strong> {found.detail}
            </span>
          </p>
        )}
      </div>
      {found.kind === "refused" && found.problem.line !== null && (
        <button
          type="button"
          class="button small"
          onClick={() => goToLine(found.problem.line ?? 1, found.problem.column ?? 1)}
        >
          {words.goTo(found.problem.line)}
        </button>
      )}
      {found.kind === "done" && <Scenarios found={found.report.scenarios} />}
      {passed && !old && <Onward />}
    </div>
  );
}

/** After it passed: see it in the clients, or go on. */
function Onward() {
  const { step, outline } = still.value;
  const next = outline.find(({ number }) => number === step + 1);
  return (
    <div class="onwards">
      {isUnrun(still.value) && (
        <p>
          {words.unrun}{" "}
          <button type="button" class="link" onClick={() => void run()}>
            {words.run}
          </button>
        </p>
      )}
      {next && <a href={next.url}>{words.next(next.title)}</a>}
    </div>
  );
}

function Solution({ now, code }: { now: Work; code: string }) {
  if (now.solution === "hidden") return null;
  if (now.solution === "asked") {
    return (
      <div class="confirm">
        <p>{words.ask}</p>
        <button
          type="button"
          class="button small"
          onClick={(event) => {
            focusSoon(event.currentTarget, ".solution");
            wantSolution();
          }}
        >
          {words.confirm}
        </button>
        <button
          type="button"
          class="button small"
          onClick={(event) => {
            focusSoon(event.currentTarget, ".show-solution");
            hideSolution();
          }}
        >
          {words.notNow}
        </button>
      </div>
    );
  }
  return (
    <div class="solution" tabIndex={-1}>
      <p class="kind">{words.solutionTitle}</p>
      <pre>
        <code>{code}</code>
      </pre>
      <div class="choices">
        <button type="button" class="button small" onClick={() => (now.mine === null ? takeSolution(code) : takeMine())}>
          {now.mine === null ? words.take : words.mine}
        </button>
        <button
          type="button"
          class="link"
          onClick={(event) => {
            focusSoon(event.currentTarget, ".show-solution");
            hideSolution();
          }}
        >
          {words.hide}
        </button>
      </div>
      {now.mine !== null && <p class="how">{words.mineKept}</p>}
    </div>
  );
}
