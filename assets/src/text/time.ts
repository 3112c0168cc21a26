// Times, as they are read: of the sandbox's clock, and how long something takes.

import { t } from "./fluent";

/** `11.70 s`, or `2:05.3` from a minute on; short for the axis: `12.0 s`, `2:05`. */
export function time(ms: number, short = false): string {
  const all = ms / 1000;
  if (all < 60) return short ? t("seconds-short", { seconds: all }) : t("seconds", { seconds: all });
  const minutes = Math.floor(all / 60);
  const seconds = all % 60;
  return short ? t("minutes-short", { minutes, seconds }) : t("minutes", { minutes, seconds });
}

/** `430 ms`, `1.5 s` */
export function duration(ms: number): string {
  return ms < 1_000 ? t("milliseconds", { milliseconds: ms }) : t("whole-seconds", { seconds: ms / 1_000 });
}

/** Rounded: `0 ms`, `430 ms`, `1.2 s` */
export function span(ms: number): string {
  return ms < 1_000 ? t("span", { milliseconds: ms }) : t("seconds-short", { seconds: ms / 1_000 });
}
