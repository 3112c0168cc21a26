// What the browser keeps for the student: code, theme, sizes. A browser that refuses storage costs only the memory.

import { type KeptPage, SERVER_FILE } from "../model/files";
import { parseMine, printMine } from "../model/share";
import { type Kept, type Mine, PACES, THEMES } from "../model/state";

const PREFIX = "emitscope.";
export const THEME_KEY = `${PREFIX}theme`;
const PACE_KEY = `${PREFIX}pace`;
const KEYS_KEY = `${PREFIX}single-keys`;

export function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function save(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the page works on without a memory.
  }
}

/** What belongs to the browser and not to the student's work. */
const SETTINGS = [THEME_KEY, KEYS_KEY, PACE_KEY, `${PREFIX}size.`];

/** Forgets code, progress, cards: all that is kept, except how the page looks and is used. */
export function forgetWork(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !SETTINGS.some((setting) => key.startsWith(setting))) localStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}

const mineKey = (slug: string, step: number) => `${PREFIX}mine.${slug}.${step}`;
/** The student's own text while a challenge's solution stands in the editor. */
export const saveMine = (slug: string, step: number, code: string | null) => save(mineKey(slug, step), code);
export const loadMine = (slug: string, step: number) => load(mineKey(slug, step));

/** The server's code has the name that it had when it was the only file. */
const fileKey = (kind: "code" | "ran", slug: string, step: number, file: string) =>
  `${PREFIX}${kind}.${slug}.${step}${file === SERVER_FILE ? "" : `.${file}`}`;
const beforeKey = (slug: string, step: number) => `${PREFIX}before.${slug}.${step}`;
const sizeKey = (name: string) => `${PREFIX}size.${name}`;

export function kept(slug: string, step: number, pages: readonly string[]): Kept {
  const page = (name: string): KeptPage => ({
    text: load(fileKey("code", slug, step, name)),
    ran: loadRan(slug, step, name),
  });
  return {
    code: load(fileKey("code", slug, step, SERVER_FILE)),
    pages: Object.fromEntries(pages.map((name) => [name, page(name)])),
    mine: parseMine(load(beforeKey(slug, step)) ?? ""),
    theme: THEMES.find((theme) => theme === load(THEME_KEY)) ?? "system",
    singleKeys: load(KEYS_KEY) !== "off",
    pace: PACES.find((pace) => pace === load(PACE_KEY)) ?? "normal",
  };
}

/** The student's text of a file; null forgets it, so that the lesson's own version shows again. */
export const saveCode = (slug: string, step: number, file: string, code: string | null) =>
  save(fileKey("code", slug, step, file), code);

/** The student's newest version that ran: what a sandbox is made from again. */
export const saveRan = (slug: string, step: number, file: string, code: string | null) =>
  save(fileKey("ran", slug, step, file), code);
export const loadRan = (slug: string, step: number, file: string) => load(fileKey("ran", slug, step, file));

/** The student's own texts, where somebody else's were opened and edited in their place. */
export const saveBefore = (slug: string, step: number, mine: Mine | null) =>
  save(beforeKey(slug, step), mine && printMine(mine));

export const saveTheme = (theme: string) => save(THEME_KEY, theme === "system" ? null : theme);
export const savePace = (pace: string) => save(PACE_KEY, pace === "normal" ? null : pace);
export const saveSingleKeys = (on: boolean) => save(KEYS_KEY, on ? null : "off");

export const saveSize = (name: string, value: number) => save(sizeKey(name), String(value));
export function loadSize(name: string): number | null {
  const value = Number.parseFloat(load(sizeKey(name)) ?? "");
  return Number.isFinite(value) ? value : null;
}
