// What happened on the page or was told to it, in the past tense. `update` is the only one who draws conclusions.

import type { Change } from "./change";
import type { Entry } from "./entry";
import type { Texts } from "./files";
import type { Bootstrap, Problem } from "./parse";
import type { Goal, Phase } from "./play";
import type { Report } from "./frame";
import type { Pace, Tab, Theme } from "./state";
import type { Weather } from "./weather";
import type { WirePacket } from "./wire";
import type { World } from "./world";

export type Event =
  | { readonly type: "sandboxMade"; readonly id: string; readonly running: string; readonly pages: Texts["pages"] }
  | { readonly type: "sandboxLost" }
  | { readonly type: "sandboxFollowed" }
  | { readonly type: "sandboxRefused"; readonly message: string }
  | { readonly type: "entriesArrived"; readonly entries: readonly Entry[] }
  | { readonly type: "entriesMissed"; readonly world: World }
  | { readonly type: "framesReported"; readonly reports: readonly { client: string; report: Report }[] }
  | { readonly type: "packetsArrived"; readonly packets: readonly WirePacket[] }
  | { readonly type: "packetsMissed"; readonly count: number }
  | { readonly type: "weatherSet"; readonly client: string; readonly weather: Weather }
  | { readonly type: "fileOpened"; readonly file: string }
  | { readonly type: "codeEdited"; readonly file: string; readonly text: string }
  /** The sandbox has these pages now, and their frames are to be loaded again. */
  | { readonly type: "pagesLeft"; readonly files: readonly string[] }
  | { readonly type: "pagesRan"; readonly texts: Texts["pages"] }
  | { readonly type: "runStarted" }
  | { readonly type: "runSucceeded"; readonly running: string }
  | { readonly type: "runRefused"; readonly problem: Problem }
  | { readonly type: "problemDismissed" }
  | { readonly type: "stopSelected"; readonly seq: number }
  /** The player went on to it; a person who selects a step stops the player. */
  | { readonly type: "stopPlayed"; readonly seq: number }
  | { readonly type: "playToggled"; readonly playing: boolean }
  | { readonly type: "wentLive" }
  | { readonly type: "lessonChanged"; readonly change: Change }
  | { readonly type: "stepGone" }
  | { readonly type: "lessonFetched"; readonly boot: Bootstrap }
  | { readonly type: "predicted"; readonly scenario: number; readonly client: string; readonly hears: boolean }
  | { readonly type: "predictionCleared"; readonly scenario: number }
  | { readonly type: "playOpened"; readonly scenario: number; readonly goal: Goal }
  | { readonly type: "playBegan"; readonly base: number }
  /** One more client's page is loaded; null: all of them may be there. */
  | { readonly type: "clientEntered"; readonly count: number | null }
  | { readonly type: "lineBegan"; readonly line: number }
  | { readonly type: "lineFailed"; readonly problem: string }
  | { readonly type: "lineSettled" }
  | { readonly type: "playWent"; readonly phase: Phase; readonly problem: string }
  | { readonly type: "goalChosen"; readonly goal: Goal }
  | { readonly type: "offerDeclined"; readonly file: string }
  | { readonly type: "offerTaken"; readonly file: string }
  /** Somebody else's code, which a link brought, is in the editor. */
  | { readonly type: "sharedOpened"; readonly texts: Texts }
  | { readonly type: "sharedSaved" }
  | { readonly type: "sharedKept" }
  | { readonly type: "mineTaken" }
  | { readonly type: "tabChosen"; readonly tab: Tab }
  | { readonly type: "themeChosen"; readonly theme: Theme }
  | { readonly type: "singleKeysSet"; readonly on: boolean }
  | { readonly type: "paceChosen"; readonly pace: Pace }
  | { readonly type: "helpToggled"; readonly open: boolean };
