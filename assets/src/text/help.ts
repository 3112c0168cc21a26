// The words of the help dialog; loaded with it.

import english from "../../texts/en.ftl?help";
import { add, t } from "./fluent";

add(english);

export const text = {
  title: t("help-title"),
  close: t("close"),
  singleKeys: t("help-single-keys"),
  pace: t("help-pace"),
  paces: { calm: t("pace-calm"), normal: t("pace-normal"), quick: t("pace-quick") },
  places: t("help-places"),
  course: t("nav-all-lessons"),
  cheatsheet: t("nav-cheatsheet"),
  glossary: t("nav-glossary"),
  rows: [
    [[t("key-ctrl"), "S"], t("help-run")],
    [[t("key-esc"), t("key-tab")], t("help-leave")],
    [["F6"], t("help-panes")],
    [["["], t("help-previous-decision")],
    [["]"], t("help-next-decision")],
    [["L"], t("help-live")],
    [["←", "→"], t("help-timeline")],
    [[t("key-space")], t("help-play")],
    [["N"], t("help-next-step")],
    [["P"], t("help-previous-step")],
    [["?"], t("help-help")],
  ] as readonly (readonly [readonly string[], string])[],
} as const;
