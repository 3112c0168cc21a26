// The strip that tells what is wrong with the lesson: each mistake with its place, the line and a caret, what was
// expected and what helps, in the words of the terminal. The first is open, the others open on request.

import type { Diagnostic } from "../model/change";
import { excerpt } from "../model/excerpt";
import type { Author } from "../model/state";
import { quoted } from "../text/pieces";
import { text } from "../text/words";
import { Rich } from "./rich";

/** Mistakes that the strip lists. */
const MAX_LISTED = 12;

export function Mistakes({ author: { diagnostics, current } }: { author: Author }) {
  const errors = diagnostics.filter(({ level }) => level === "error").length;
  const more = diagnostics.length - MAX_LISTED;
  return (
    <section class={`strip mistakes ${errors > 0 ? "bad" : "note"}`} aria-label={text.notices.mistakes}>
      <p role="status">{headline(errors, diagnostics.length - errors, current)}</p>
      <div class="list">
        {diagnostics.slice(0, MAX_LISTED).map((found, at) => (
          <Mistake key={`${found.file}:${found.line}:${found.column}:${found.message}`} found={found} open={at === 0} />
        ))}
        {more > 0 && (
          <p class="more">
            <Rich text={text.notices.moreMistakes(more)} />
          </p>
        )}
      </div>
    </section>
  );
}

function headline(errors: number, warnings: number, isCurrent: boolean): string {
  if (!isCurrent) return text.notices.broken(errors);
  return errors > 0 ? text.notices.wrong(errors) : text.notices.warned(warnings);
}

function Mistake({ found, open }: { found: Diagnostic; open: boolean }) {
  const { level, file, line, column, message, notes, help } = found;
  const { line: source, carets } = excerpt(found);
  const told = help === null ? notes : [...notes, ["help", help] as const];
  return (
    <details class={`mistake ${level}`} open={open}>
      <summary>
        <span class="what">
          <span class="level">{level}:</span>{" "}
          <strong>
            <Rich text={quoted(message)} />
          </strong>
        </span>
        <span class="place" title={file}>
          {line === null ? named(file) : `${named(file)}:${line}:${column}`}
        </span>
      </summary>
      {line !== null && (
        <pre tabIndex={0}>
          <span class="number">{line}</span>
          {`${source}\n`}
          <span class="number" />
          <span class="carets" aria-hidden="true">
            {carets}
          </span>
        </pre>
      )}
      {told.length > 0 && (
        <dl>
          {told.map(([name, words]) => (
            <div key={name}>
              <dt>{name}:</dt>
              <dd>
                <Rich text={quoted(words)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

/** The file's name without its folders, which are the author's and long. */
const named = (file: string) => file.replace(/^.*[\\/]/, "");
