// Words of what a student takes along: the run as a scenario, the sandbox as a program; loaded with them.

import english from "../../texts/en.ftl?take";
import { add, t } from "./fluent";

add(english);

export const text = {
  scenario: t("take-scenario"),
  about: t("take-about"),
  playing: t("take-playing"),
  empty: t("take-empty"),
  failed: t("take-failed"),
  again: t("take-again"),
  text: t("take-text"),
  remarks: (count: number) => t("take-remarks", { count }),
  clients: (names: string) => t("take-clients", { names }),
  options: (json: string) => t("take-options", { json }),
  copy: t("copy"),
  copied: t("copied"),
  selected: t("selected"),
  node: t("take-node"),
  nodeAbout: t("take-node-about"),
  download: t("take-download"),
} as const;
