// What the page says about code in a link; loaded with it.

import english from "../../texts/en.ftl?share";
import { lineCount } from "../model/share";
import type { Texts } from "../model/files";
import { add, t } from "./fluent";

add(english);

/** "server.js (5 lines), client.html changed" */
function listed({ server, pages }: Texts): string {
  const files = Object.keys(pages).map((file) => t("share-changed", { file }));
  return [t("share-server", { lines: lineCount(server) }), ...files].join(", ");
}

export const text = {
  copied: t("copied"),
  selected: t("selected"),
  share: {
    about: (texts: Texts) => t("share-about", { files: listed(texts) }),
    link: t("share-link"),
    copy: t("share-copy"),
    making: t("share-making"),
    tooLong: (length: number, limit: number) => t("share-too-long", { length, limit }),
  },
  brought: {
    offer: (texts: Texts) => t("brought-offer", { files: listed(texts) }),
    look: t("brought-look"),
    open: t("brought-open"),
    decline: t("brought-decline"),
    title: t("brought"),
    unrun: t("brought-unrun"),
    file: (name: string, count: number) => t("brought-file", { name, count }),
    broken: t("brought-broken"),
    large: t("brought-large"),
    dismiss: t("close"),
    borrowed: t("brought-borrowed"),
    edited: t("brought-edited"),
    mine: t("brought-mine"),
    keep: t("brought-keep"),
  },
} as const;
