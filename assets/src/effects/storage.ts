// What the browser keeps for the student: code, theme, sizes. A browser that refuses storage costs only the memory.

import { type Kept, PACES, THEMES } from "../model/state";

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

const codeKey = (slug: string, step: number) => `${PREFIX}code.${slug}.${step}`;
const ranKey = (slug: string, step: number) => `${PREFIX}ran.${slug}.${step}`;
const sizeKey = (name: string) => `${PREFIX}size.${name}`;

export function kept(slug: string, step: number): Kept {
  return {
    code: load(codeKey(slug, step)),
    theme: THEMES.find((theme) => theme === load(THEME_KEY)) ?? "system",
    singleKeys: load(KEYS_KEY) !== "off",
    pace: PACES.find((pace) => pace === load(PACE_KEY)) ?? "normal",
  };
}

/** The student's text; null forgets it, so that the lesson's own version shows again. */
export const saveCode = (slug: string, step: number, code: string | null) => save(codeKey(slug, step), code);

/** The student's newest version that ran: what a sandbox is made from again. */
export const saveRan = (slug: string, step: number, code: string | null) => save(ranKey(slug, step), code);
export const loadRan = (slug: string, step: number) => load(ranKey(slug, step));

export const saveTheme = (theme: string) => save(THEME_KEY, theme === "system" ? null : theme);
export const savePace = (pace: string) => save(PACE_KEY, pace === "normal" ? null : pace);
export const saveSingleKeys = (on: boolean) => save(KEYS_KEY, on ? null : "off");

export const saveSize = (name: string, value: number) => save(sizeKey(name), String(value));
export function loadSize(name: string): number | null {
  const value = Number.parseFloat(load(sizeKey(name)) ?? "");
  return Number.isFinite(value) ? value : null;
}
