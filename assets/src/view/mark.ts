// Which mark an outcome has; several outcomes share one.

import type { Outcome } from "../model/scene";

export type Mark = "heard" | "skip" | "unheard" | "moved" | "lost" | "late";

export function markOf(outcome: Outcome | null): Mark | null {
  switch (outcome?.kind) {
    case "heard":
    case "delivered":
    case "answered":
      return "heard";
    case "unheard":
      return "unheard";
    case "skipped":
    case "aside":
    case "ended":
    case "cut":
      return "skip";
    case "joined":
    case "left":
      return "moved";
    case "missed":
      return outcome.late ? "late" : "lost";
    default:
      return null;
  }
}
