// Words of the deck of cards and of the glossary's page.

import { FluentDateTime } from "@fluent/bundle";
import { dateOf } from "../model/boxes";
import { t } from "./fluent";

// A day is a number here, and its date at noon UTC: no time zone may move it.
const dated = (day: number) => new FluentDateTime(dateOf(day), { timeZone: "UTC" });

export function dayName(day: number, today: number): string {
  if (day <= today) return t("day-today");
  if (day === today + 1) return t("day-tomorrow");
  return t("day-on", { date: dated(day) });
}

export const text = {
  title: t("deck"),
  due: (count: number) => t("deck-due", { count }),
  nothingDue: t("deck-nothing-due"),
  next: (day: number, today: number) => t("deck-next", { day: dayName(day, today) }),
  empty: t("deck-empty"),
  takeAll: (count: number) => t("deck-take-all", { count }),
  study: t("deck-study"),
  boxes: t("boxes"),
  box: (at: number, days: number, count: number) => t("box", { number: at + 1, rests: rests(days), count }),
  rests,
  left: (known: number, all: number) => t("deck-left", { known, all }),
  from: (lesson: string) => t("deck-from", { lesson }),
  space: t("key-space"),
  show: t("card-show"),
  notYet: t("card-not-yet"),
  knew: t("card-knew"),
  stop: t("deck-stop"),
  done: (count: number) => t("deck-finished", { count }),
  close: t("close"),
  filter: t("filter"),
  found: (count: number, all: number) => (count === all ? t("filter-all", { all }) : t("filter-found", { count, all })),
  none: t("filter-none"),
} as const;

function rests(days: number): string {
  return t("box-rests", { days });
}
