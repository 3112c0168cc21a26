// Words of the deck of cards and of the glossary's page.

import { dateOf } from "../model/boxes";

const many = (count: number) => `${count} ${count === 1 ? "card" : "cards"}`;
// A day is a number here, and its date at noon UTC: no time zone may move it.
const date = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

export function dayName(day: number, today: number): string {
  if (day <= today) return "today";
  if (day === today + 1) return "tomorrow";
  return `on ${date.format(dateOf(day))}`;
}

export const text = {
  title: "The deck",
  due: (count: number) => `${many(count)} ${count === 1 ? "is" : "are"} due today.`,
  nothingDue: "Nothing is due today.",
  next: (day: number, today: number) => `The next card comes back ${dayName(day, today)}.`,
  empty: "Your deck is empty. The cards of each step that you open come into it.",
  takeAll: (count: number) => (count === 1 ? "Take the one card now" : `Take all ${count} cards now`),
  study: "Study",
  boxes: "Boxes",
  box: (at: number, days: number, count: number) => `Box ${at + 1}, ${rests(days)}: ${many(count)}`,
  rests,
  left: (known: number, all: number) => `${known} of ${all} known`,
  from: (lesson: string) => `From ${lesson}`,
  show: "Show the back",
  notYet: "Not yet",
  knew: "I knew it",
  stop: "Stop",
  done: (count: number) => `${many(count)} known. Done for today.`,
  close: "Close",
  filter: "Filter terms",
  found: (count: number, all: number) => (count === all ? `${all} terms` : `${count} of ${all} terms`),
  none: "No term has this in it.",
} as const;

function rests(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day" : `${days} days`;
}
