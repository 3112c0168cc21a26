// Flashcards in boxes, after Sebastian Leitner (So lernt man lernen, 1972): a card that was known moves one box on and
// rests longer, one that was not goes back to the first. Pure: today is handed in, as a number of days.

import * as read from "./read";

const VERSION = 1;
/** Days until a card of each box comes back; in the first it comes back the same day. */
export const REST_DAYS = [0, 1, 3, 7, 16] as const;
/** Cards remembered at most; the rest stays new. */
export const MAX_CARDS = 2_000;
/** Longest name of a card, in characters. */
const MAX_KEY = 200;
const DAY_MS = 86_400_000;

export interface Resting {
  /** From 0. */
  readonly box: number;
  /** The day on which it comes back. */
  readonly due: number;
}

/** By a card's key. A card that is not in it was not met yet. */
export type Boxes = Readonly<Record<string, Resting>>;

export const NO_CARDS: Boxes = {};

/** The day of a moment where the student is: `offset` is the minutes that UTC is ahead, as `getTimezoneOffset` has it. */
export const dayOf = (at: number, offset: number) => Math.floor((at - offset * 60_000) / DAY_MS);

/** A day as a date, at noon UTC, so that no time zone moves it. */
export const dateOf = (day: number) => new Date((day + 0.5) * DAY_MS);

/** The same card in the page of its step and in the deck. */
export const cardKey = (slug: string, name: string) => `${slug}#${name}`.slice(0, MAX_KEY);

/** Cards seen for the first time begin in the first box, due at once. */
export function met(boxes: Boxes, keys: readonly string[], today: number): Boxes {
  const fresh = keys.filter((key) => !(key in boxes));
  const room = Math.max(0, MAX_CARDS - Object.keys(boxes).length);
  if (fresh.length === 0 || room === 0) return boxes;
  return { ...boxes, ...Object.fromEntries(fresh.slice(0, room).map((key) => [key, { box: 0, due: today }])) };
}

/** Known before its day, a card stays where it is: pressing twice is not knowing it twice. */
export function answered(boxes: Boxes, key: string, knew: boolean, today: number): Boxes {
  const before = boxes[key] ?? { box: 0, due: today };
  if (!(key in boxes) && Object.keys(boxes).length >= MAX_CARDS) return boxes;
  if (knew && before.due > today) return boxes;
  const box = knew ? Math.min(before.box + 1, REST_DAYS.length - 1) : 0;
  return { ...boxes, [key]: { box, due: today + (REST_DAYS[box] ?? 0) } };
}

/** Of these cards, those that are due, in their order. */
export function due(boxes: Boxes, keys: readonly string[], today: number): readonly string[] {
  return keys.filter((key) => (boxes[key]?.due ?? Infinity) <= today);
}

/** The day on which the next of these cards comes back; null if none was met. */
export function nextDay(boxes: Boxes, keys: readonly string[]): number | null {
  const days = keys.flatMap((key) => boxes[key]?.due ?? []);
  return days.length > 0 ? Math.min(...days) : null;
}

export function parseBoxes(text: string | null): Boxes {
  const value = read.fields(read.json(text ?? ""));
  if (value?.version !== VERSION) return NO_CARDS;
  const cards = Object.entries(read.fields(value.cards) ?? {}).flatMap(([key, item]) => {
    const [box, day] = read.list(item);
    const fits = isWhole(box) && box >= 0 && box < REST_DAYS.length && isWhole(day) && key.length <= MAX_KEY;
    return fits ? [[key, { box, due: day }] as const] : [];
  });
  return Object.fromEntries(cards.slice(0, MAX_CARDS));
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export function printBoxes(boxes: Boxes): string {
  const cards = Object.entries(boxes).map(([key, { box, due }]) => [key, [box, due]]);
  return JSON.stringify({ version: VERSION, cards: Object.fromEntries(cards) });
}

/** One sitting with the deck: cards wait in a row, what was not known comes again at its end. */
export interface Sitting {
  readonly waiting: readonly string[];
  readonly shown: boolean;
  readonly knew: number;
  readonly all: number;
}

export const begin = (keys: readonly string[]): Sitting => ({
  waiting: keys,
  shown: false,
  knew: 0,
  all: keys.length,
});

export const turned = (sitting: Sitting): Sitting => ({ ...sitting, shown: true });

export function judged(sitting: Sitting, knew: boolean): Sitting {
  const [first, ...rest] = sitting.waiting;
  if (first === undefined) return sitting;
  const waiting = knew ? rest : [...rest, first];
  return { ...sitting, waiting, shown: false, knew: sitting.knew + (knew ? 1 : 0) };
}
