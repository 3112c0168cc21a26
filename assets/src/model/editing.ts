// What happens to the texts of the files: edited, run, followed, and put aside for somebody else's that came by a link.

import type { Event } from "./event";
import { codeOf, pageTexts, SERVER_FILE, type Texts } from "./files";
import type { Code, State } from "./state";

type Editing = Extract<
  Event,
  {
    type:
      | "fileOpened"
      | "codeEdited"
      | "pagesLeft"
      | "pagesRan"
      | "offerDeclined"
      | "offerTaken"
      | "sharedOpened"
      | "sharedSaved"
      | "sharedKept"
      | "mineTaken";
  }
>;

export function update(state: State, event: Editing): State {
  switch (event.type) {
    case "fileOpened":
      return { ...state, file: event.file };
    case "codeEdited":
      return change(state, event.file, { text: event.text });
    case "pagesLeft":
      return { ...state, stage: { ...state.stage, leaving: event.files } };
    case "pagesRan":
      return {
        ...state,
        stage: { ...state.stage, leaving: [] },
        pages: state.pages.map((page) => ({
          ...page,
          code: { ...page.code, running: event.texts[page.name] ?? page.code.running },
        })),
      };
    case "offerDeclined":
      return change(state, event.file, { offered: null });
    case "offerTaken": {
      const code = codeOf(state, event.file);
      return change(state, event.file, { text: code.offered ?? code.text, offered: null });
    }
    case "sharedOpened": {
      const mine = state.borrowed?.mine ?? { texts: textsOf(state), ran: ranOf(state) };
      return { ...withTexts(state, event.texts), borrowed: { mine, saved: false } };
    }
    case "sharedSaved":
      return { ...state, borrowed: state.borrowed && { ...state.borrowed, saved: true } };
    case "sharedKept":
      return { ...state, borrowed: null };
    case "mineTaken":
      return state.borrowed ? { ...withTexts(state, state.borrowed.mine.texts), borrowed: null } : state;
  }
}

function change(state: State, file: string, changed: Partial<Code>): State {
  if (file === SERVER_FILE) return { ...state, code: { ...state.code, ...changed } };
  const pages = state.pages.map((page) =>
    page.name === file ? { ...page, code: { ...page.code, ...changed } } : page,
  );
  return { ...state, pages };
}

/** As they stand in the editor. */
function textsOf({ code, pages }: State): Texts {
  return { server: code.text, pages: pageTexts(pages, ({ text }) => text) };
}

/** As the sandbox runs them. */
function ranOf({ code, pages }: State): Texts {
  return { server: code.running, pages: pageTexts(pages, ({ running }) => running) };
}

/** A page that is not among them is the lesson's. */
function withTexts(state: State, { server, pages }: Texts): State {
  return {
    ...state,
    file: SERVER_FILE,
    code: { ...state.code, text: server },
    pages: state.pages.map((page) => ({
      ...page,
      code: { ...page.code, text: pages[page.name] ?? page.code.lesson },
    })),
  };
}
