// What the page says about a client of one's own.

import { MAX_NAME, type Language } from "../model/own";

export const text = {
  about: "Any Socket.IO client can join this sandbox: a page, a program, a phone. It shows up in the panel like the others.",
  address: "Address",
  path: "Path",
  name: "Its name",
  badName: `Letters, digits, _ and -, ${MAX_NAME} at most.`,
  takenName: "The lesson has a client of that name; take another one.",
  programs: "The program in",
  languages: { browser: "Browser", node: "Node", python: "Python" } satisfies Record<Language, string>,
  program: (language: string) => `The program, ${language}`,
  copy: "Copy the program",
  newTab: "Open a client in a new tab",
  loopback: ["Only programs on this computer reach it. Start with ", "--host 0.0.0.0", " to let a phone in."],
  elsewhere: "On another device write this computer's address in your network instead of",
  making: "The sandbox is being made.",
} as const;
