// A recorded run as the server tells it: a Mermaid diagram with comments. The first names the clients that a lesson has to
// have; what follows up to the title, and lines that were left out, say what the notation could not hold.

export interface Recording {
  /** With its fence, ready to be pasted into a lesson. */
  readonly text: string;
  /** As front matter takes them: `[alice, bob]`. */
  readonly clients: string;
  /** Socket.IO's server options that the step has to have, as JSON. */
  readonly options: string | null;
  readonly remarks: number;
  /** Nobody did anything but connect. */
  readonly isEmpty: boolean;
}

const CLIENTS = /^ *%% clients: (.*)$/m;
const OPTIONS = /^ *%% options: (.*)$/m;
const REMARK = /^ *%% (?!clients: |options: )/gm;
const ARROW = /^ *[\w]+-?-(?:>>|x)[\w]+: (.*)$/gm;

export function readRecording(diagram: string): Recording {
  const said = [...diagram.matchAll(ARROW)].map(([, words]) => words ?? "");
  return {
    text: `\`\`\`mermaid\n${diagram.trimEnd()}\n\`\`\`\n`,
    clients: CLIENTS.exec(diagram)?.[1] ?? "[]",
    options: OPTIONS.exec(diagram)?.[1] ?? null,
    remarks: diagram.match(REMARK)?.length ?? 0,
    isEmpty: said.every((words) => /^(?:\/\S+ )?connect\b(?!_)/.test(words)),
  };
}
