// What the page says about a client of one's own; loaded with it.

import english from "../../texts/en.ftl?own";
import { MAX_NAME, type Language } from "../model/own";
import { add, rich, t } from "./fluent";

add(english);

export const text = {
  about: t("own-about"),
  address: t("own-address"),
  path: t("own-path"),
  name: t("own-name"),
  badName: t("own-bad-name", { most: MAX_NAME }),
  takenName: t("own-taken-name"),
  programs: t("own-programs"),
  languages: { browser: t("own-browser"), node: "Node", python: "Python" } satisfies Record<Language, string>,
  program: (language: string) => t("own-program", { language }),
  copy: t("own-copy"),
  newTab: t("own-new-tab"),
  loopback: rich("own-loopback"),
  elsewhere: (host: string) => rich("own-elsewhere", { host }),
  making: t("own-making"),
} as const;
