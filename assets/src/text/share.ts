// What the page says about code in a link, and about a client of one's own.

import { lineCount } from "../model/share";
import type { Texts } from "../model/files";

const number = (count: number) => count.toLocaleString("en");

/** "server.js (5 lines), client.html changed" */
function listed({ server, pages }: Texts): string {
  const lines = lineCount(server);
  const files = Object.keys(pages);
  return [`server.js (${lines} ${lines === 1 ? "line" : "lines"})`, ...files.map((name) => `${name} changed`)].join(", ");
}

export const text = {
  copied: "Copied",
  selected: "Selected. Ctrl C copies it.",
  share: {
    about: (texts: Texts) =>
      `Who opens this link gets this step with your code: ${listed(texts)}. The code is in the link itself; no server keeps it.`,
    link: "The link",
    copy: "Copy the link",
    making: "Packing the code",
    tooLong: (length: number, limit: number) =>
      `This code is too long for a link: ${number(length)} characters when packed, and mails and chats are sure to keep ${number(limit)}. Take it with you as a zip instead.`,
  },
  brought: {
    offer: (texts: Texts) =>
      `Somebody's code for this step: ${listed(texts)}. It runs in a sandbox of its own and in frames that cannot reach this site. Yours is kept.`,
    look: "Look at it first",
    open: "Open it",
    decline: "Not now",
    title: "Somebody's code",
    unrun: "Nothing of it has run.",
    file: (name: string, count: number) => `${name}, ${count} ${count === 1 ? "line" : "lines"}`,
    broken: "The code in this link cannot be read: it was cut off, or it is from another version. Ask for the link again.",
    large: "The code in this link is too large to be opened.",
    dismiss: "Close",
    borrowed: "This is somebody's code. Yours is kept until you edit this.",
    edited: "You are editing somebody's code. What you had before is kept.",
    mine: "Back to mine",
    keep: "Keep this instead",
  },
} as const;
