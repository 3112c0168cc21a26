// What a check found: each scenario, and for one that fails each wrong line with what was expected, what came, and why.

import type { Fate, LineReport, ScenarioReport, Told, Why } from "../../model/report";
import { quoted } from "../../text/pieces";
import { text } from "../../text/study";
import { fateBecause, restOf, resultOf, sentBy } from "../../text/why";
import { goToLine } from "../code";
import { MarkIcon } from "../marks";
import { Rich } from "../rich";
import { FailMark, PassMark } from "./marks";

const words = text.challenge;

/** The first that fails is open; the mistake is often the same in the others. */
export function Scenarios({ found }: { found: readonly ScenarioReport[] }) {
  const first = found.findIndex(({ passed }) => !passed);
  return (
    <ul class="scenarios">
      {found.map((scenario, at) => (
        <li key={at}>
          {scenario.passed ? (
            <p class="name">
              <PassMark />
              <Name word={words.passes} title={scenario.title} />
            </p>
          ) : (
            <details class="fails" open={at === first}>
              <summary class="name">
                <FailMark />
                <Name word={words.fails} title={scenario.title} />
                <Chevron />
              </summary>
              <Lines lines={scenario.lines} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Name({ word, title }: { word: string; title: string }) {
  return (
    <span>
      <span class="unseen">{word}: </span>
      {title}
    </span>
  );
}

const Chevron = () => (
  <svg class="icon chevron" width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d="m5.5 8 4.5 4.5L14.5 8" />
  </svg>
);

/** The wrong lines; the others are folded away. */
function Lines({ lines }: { lines: readonly LineReport[] }) {
  const right = lines.filter(({ kind }) => kind === "right");
  const unplayed = lines.filter(({ kind }) => kind === "unplayed");
  return (
    <>
      {lines
        .filter(({ kind }) => kind === "wrong")
        .map((line, at) => (
          <Wrong key={at} line={line} />
        ))}
      {right.length > 0 && <Folded label={words.right(right.length)} lines={right} />}
      {unplayed.length > 0 && <Folded label={words.unplayed(unplayed.length)} lines={unplayed} />}
    </>
  );
}

function Folded({ label, lines }: { label: string; lines: readonly LineReport[] }) {
  return (
    <details class="folded">
      <summary>{label}</summary>
      <ol>
        {lines.map(({ text: line }, at) => (
          <li key={at}>
            <code>{line}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Wrong({ line }: { line: LineReport }) {
  return (
    <div class="wrong-line">
      <p class="as-written">
        <code>{line.text}</code>
      </p>
      <dl>
        {line.expected && (
          <div>
            <dt>{words.expected}</dt>
            <dd class="mono">{line.expected}</dd>
          </div>
        )}
        <div>
          <dt>{words.got}</dt>
          <dd class="mono">{line.got}</dd>
        </div>
        {line.why.length > 0 && (
          <div>
            <dt>{words.why}</dt>
            <dd>
              {line.why.map((why, at) => (
                <Reason key={at} why={why} />
              ))}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function Reason({ why }: { why: Why }) {
  if (why.kind === "sentence") {
    return (
      <p>
        <Rich text={quoted(why.text.replace(/^\w/, (first) => first.toUpperCase()))} />
      </p>
    );
  }
  return <Decision told={why} />;
}

function Decision({ told }: { told: Told }) {
  const { line } = told;
  return (
    <>
      <p>
        {line !== null && (
          <>
            <button type="button" class="link" title={words.goTo(line)} onClick={() => goToLine(line)}>
              {words.line(line)}
            </button>
            {": "}
          </>
        )}
        <Rich text={sentBy(told)} />
      </p>
      <ul class="fates">
        {told.fates.map((fate) => (
          <FateRow key={fate.client} fate={fate} told={told} />
        ))}
      </ul>
      {told.rest > 0 && <p>{restOf(told)}</p>}
    </>
  );
}

function FateRow({ fate, told }: { fate: Fate; told: Told }) {
  const mark = fate.reason === null ? "heard" : "skip";
  const because = fateBecause(fate, told);
  return (
    <li>
      <strong>{fate.client}</strong>
      <span class={`result ${mark}`}>
        <MarkIcon mark={mark} />
        <span>{resultOf(fate)}</span>
      </span>
      {because.length > 0 && (
        <span class="because">
          <Rich text={because} />
        </span>
      )}
    </li>
  );
}
