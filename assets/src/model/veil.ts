// Whether the text behind a scenario's prediction may be read: it explains what the student is asked to predict.

import { isDone } from "./play";
import type { Progress } from "./progress";
import type { Still } from "./state";

/** `index`: the scenario's place in its step. It asks for no prediction, was predicted, now or earlier, or was played. */
export function isExplained(state: Still, progress: Progress, index: number): boolean {
  const { slug, step, play, predictions, lessonParts } = state;
  const scenario = lessonParts.scenarios[index];
  if (!scenario || scenario.predict === null) return true;
  const isPlayed = play?.scenario === index && play.goal !== "predict" && isDone(play);
  const isPredicted = (predictions[index]?.verdicts ?? null) !== null;
  return isPlayed || isPredicted || index in (progress.lessons[slug]?.[step]?.predicted ?? {});
}
