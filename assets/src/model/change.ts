// A lesson was saved by its author: what the server tells of it, with each mistake as the terminal shows it.

import * as read from "./read";

export interface Diagnostic {
  /** An error keeps the new version off the page where it does not parse; a warning never does. */
  readonly level: "error" | "warning";
  readonly file: string;
  readonly line: number | null;
  /** In characters, from 1. */
  readonly column: number;
  /** Characters that are meant. */
  readonly span: number;
  /** The line as it stands in the file. */
  readonly source: string;
  readonly message: string;
  /** What else is known, by name: what was expected, what came, why. */
  readonly notes: readonly (readonly [string, string])[];
  readonly help: string | null;
}

export interface Change {
  readonly slug: string;
  readonly removed: boolean;
  /** The newest version is on show. */
  readonly current: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseChange(data: string): Change | null {
  const value = read.fields(read.json(data));
  const slug = read.textOrNull(value?.slug);
  if (!value || slug === null) return null;
  const diagnostics = read.list(value.diagnostics).map(parseDiagnostic);
  return { slug, removed: value.removed === true, current: value.current !== false, diagnostics };
}

function parseDiagnostic(item: unknown): Diagnostic {
  const found = read.fields(item);
  const notes = Object.entries(read.fields(found?.notes) ?? {}).map(([name, text]) => [name, read.text(text)] as const);
  return {
    level: found?.level === "warning" ? "warning" : "error",
    file: read.text(found?.file),
    line: read.countOrNull(found?.line),
    column: Math.max(1, read.count(found?.column, 1)),
    span: Math.max(1, read.count(found?.span, 1)),
    source: read.text(found?.source),
    message: read.text(found?.message, read.text(item)),
    notes,
    help: read.textOrNull(found?.help),
  };
}
