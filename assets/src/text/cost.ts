// The words of the cost table; loaded with it.

import english from "../../texts/en.ftl?cost";
import { add, t } from "./fluent";

add(english);

export const text = {
  title: t("cost"),
  transports: { http: t("cost-http"), polling: t("cost-polling"), websocket: t("cost-websocket") },
  columns: {
    client: t("cost-client"),
    transport: t("cost-transport"),
    requests: t("cost-requests"),
    bytes: t("cost-bytes"),
    heads: t("cost-heads"),
    empty: t("cost-empty"),
    delay: t("cost-delay"),
  },
  none: t("cost-none"),
  unknown: t("cost-unknown"),
  note: t("cost-note"),
} as const;
