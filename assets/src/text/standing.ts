// How far a student is, in a word beside its mark.

import type { Standing } from "../model/progress";
import { t } from "./fluent";

export const standings: Record<Standing, string> = {
  new: t("standing-new"),
  begun: t("standing-begun"),
  done: t("standing-done"),
};
