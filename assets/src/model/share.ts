// Code that travels in a link: what is in it, and what of it is taken. Whoever made the link is unknown, so everything in
// it is bounded, and a file that the step does not have is left out.

import { hasEdits, type LessonPage, type Texts } from "./files";
import * as read from "./read";
import type { Mine, State } from "./state";

/** What stands before the code in a link's fragment. */
export const SHARE_KEY = "code";

/** The longest code in a link, in characters as packed; what is longer does not survive mails and chats. */
export const MAX_LINK_CODE = 16_000;

/** The longest that it may unpack to, in bytes. */
export const MAX_UNPACKED = 256 * 1024;

const VERSION = 1;

/** What goes into a link: the server's code, and those pages that are not the lesson's. */
export function shared({ code, pages }: State): Texts {
  const edited = pages.filter((page) => hasEdits(page.code));
  return { server: code.text, pages: Object.fromEntries(edited.map((page) => [page.name, page.code.text])) };
}

export const printTexts = (texts: Texts): string => JSON.stringify({ v: VERSION, ...texts });

/** Null for what is no such code, or one of a later version. */
export function parseTexts(json: string): Texts | null {
  const value = read.fields(read.json(json));
  const server = read.textOrNull(value?.server);
  const pages = read.fields(value?.pages);
  if (value?.v !== VERSION || server === null || !pages) return null;
  const texts = Object.entries(pages).flatMap(([name, html]) => (typeof html === "string" ? [[name, html]] : []));
  return { server, pages: Object.fromEntries(texts) as Record<string, string> };
}

/** What a browser keeps of the student's own texts. */
export const printMine = ({ texts, ran }: Mine): string => JSON.stringify([printTexts(texts), printTexts(ran)]);

export function parseMine(json: string): Mine | null {
  const [texts, ran] = read.list(read.json(json)).map((item) => parseTexts(read.text(item)));
  return texts && ran ? { texts, ran } : null;
}

/** The packed code in a page's fragment; null where there is none. */
export function fromLink(fragment: string): string | null {
  const start = `#${SHARE_KEY}=`;
  return fragment.startsWith(start) ? fragment.slice(start.length) : null;
}

/** Without the pages that this step does not have. */
export function known({ server, pages }: Texts, here: readonly Pick<LessonPage, "name">[]): Texts {
  const found = here.flatMap(({ name }) => (Object.hasOwn(pages, name) ? [[name, pages[name] ?? ""]] : []));
  return { server, pages: Object.fromEntries(found) as Record<string, string> };
}

export const lineCount = (text: string): number => text.replace(/\n+$/, "").split("\n").length;
