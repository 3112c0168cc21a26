// The words of the table of rooms; loaded with it.

import english from "../../texts/en.ftl?roster";
import { add, t } from "./fluent";

add(english);

export const text = {
  columns: { namespace: t("roster-namespace"), room: t("roster-room"), members: t("roster-members") },
  own: (owner: string) => t("room-own", { owner }),
  empty: t("roster-empty"),
};
