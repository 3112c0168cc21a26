// Words of the course's page.

import { t } from "./fluent";

export const text = {
  onward: (lesson: string, step: number) => t("course-onward", { lesson, step: String(step) }),
  due: (cards: number) => t("course-due", { cards }),
  done: t("course-done"),
  steps: (done: number, all: number) => t("course-steps", { done, all }),
  forget: t("forget"),
  forgetTitle: t("forget-title"),
  forgetDetail: t("forget-detail"),
  confirm: t("forget-confirm"),
  keep: t("forget-keep"),
  forgotten: t("forgotten"),
} as const;
