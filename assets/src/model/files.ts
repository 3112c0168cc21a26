// The files that can be edited in the page: the server's code, and each page that the clients show. A page that several
// clients share is one file.

import type { Code, Still } from "./state";

export const SERVER_FILE = "server.js";

/** A page as the lesson has it. */
export interface LessonPage {
  readonly name: string;
  readonly clients: readonly string[];
  readonly html: string;
}

export interface PageFile {
  readonly name: string;
  readonly clients: readonly string[];
  readonly code: Code;
}

/** What the browser kept of a page: as it was left in the editor, and as it was last given to a sandbox. */
export interface KeptPage {
  readonly text: string | null;
  readonly ran: string | null;
}

/** The text of each file; of the pages by the file's name. */
export interface Texts {
  readonly server: string;
  readonly pages: Readonly<Record<string, string>>;
}

/** The page that most clients share is everybody's; any other bears the name of the first client that shows it. */
export function named(pages: readonly { clients: readonly string[]; html: string }[]): readonly LessonPage[] {
  const most = Math.max(...pages.map(({ clients }) => clients.length));
  const all = pages.flatMap(({ clients }) => clients);
  const shared = pages.length === 1 || most > 1 ? pages.findIndex(({ clients }) => clients.length === most) : -1;
  const everybody = all.includes("client") && pages.length > 1 ? "clients.html" : "client.html";
  return pages.map((page, at) => ({ ...page, name: at === shared ? everybody : `${page.clients[0]}.html` }));
}

export function fresh({ name, clients, html }: LessonPage, kept: KeptPage | undefined): PageFile {
  return { name, clients, code: { lesson: html, text: kept?.text ?? html, running: kept?.ran ?? html, offered: null } };
}

export const hasEdits = ({ text, lesson }: Code): boolean => text !== lesson;
export const isWaiting = ({ text, running }: Code): boolean => text !== running;

/** The code of a file; of one that is not there any more, the server's. */
export function codeOf({ code, pages }: Still, file: string): Code {
  return pages.find(({ name }) => name === file)?.code ?? code;
}

export const fileNames = ({ pages }: Still): readonly string[] => [SERVER_FILE, ...pages.map(({ name }) => name)];

/** The file on show. */
export function openFile(state: Still): string {
  return fileNames(state).includes(state.file) ? state.file : SERVER_FILE;
}

export function pageOf({ pages }: Still, client: string): PageFile | null {
  return pages.find(({ clients }) => clients.includes(client)) ?? null;
}

/** One of the texts of each page, by the file's name. */
export function pageTexts(pages: readonly PageFile[], text: (code: Code) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(pages.map(({ name, code }) => [name, text(code)]));
}

/** The same by the client's name, as a sandbox takes it. */
export function byClient(
  pages: readonly PageFile[],
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const rows = pages.flatMap(({ name, clients }) => clients.map((client) => [client, texts[name] ?? ""] as const));
  return Object.fromEntries(rows);
}

/** The author saved the lesson: a page that the student never touched follows, an edited one is asked about. */
export function follow(before: readonly PageFile[], now: readonly LessonPage[]): readonly PageFile[] {
  return now.map((page) => {
    const old = before.find(({ name }) => name === page.name);
    return old ? { ...old, clients: page.clients, code: followed(old.code, page.html, true) } : fresh(page, undefined);
  });
}

/** `running`: what follows runs at once, as a page does once its frame is loaded again. */
export function followed(code: Code, lesson: string, running = false): Code {
  if (lesson === code.lesson) return code;
  if (code.text !== code.lesson && code.text !== lesson) return { ...code, lesson, offered: lesson };
  return { lesson, text: lesson, running: running ? lesson : code.running, offered: null };
}
