// The lesson's page comes alive: each part is drawn into its place of the server's HTML, then the sandbox is made.

import { type ComponentChild, render } from "preact";
import { runFiles } from "./effects/files";
import { type ForwardedKey, listenToFrames } from "./effects/frames";
import { listenToKeys, movePane } from "./effects/keys";
import { lessonNews, onProse } from "./effects/lesson";
import { makeSandbox } from "./effects/sandbox";
import { onLesson } from "./effects/stream";
import { playIfAsked } from "./effects/taste";
import { recordOpening } from "./effects/opening";
import { Announcer } from "./view/announcer";
import { Status, Tools } from "./view/bar";
import { ClientsPane } from "./view/clients";
import { CodePane } from "./view/code";
import { Divider } from "./view/divider";
import { LivePane } from "./view/live";
import { Notices } from "./view/notices";
import { listenToLinks } from "./view/on-demand";
import { mountParts } from "./view/parts";
import { watchTables } from "./view/scroller";
import { listenToStepsMenu, markSteps } from "./view/steps";
import { Tabs } from "./view/tabs";
import { veilExplanations } from "./view/veil";
import { text } from "./text/words";

function Work() {
  return (
    <>
      <CodePane />
      <Divider
        name="code"
        label={text.dividers.code}
        controls="code"
        orientation="vertical"
        unit="%"
        initial={50}
        min={25}
        max={75}
      />
      <ClientsPane />
      <Divider
        name="top"
        label={text.dividers.top}
        controls="live"
        orientation="horizontal"
        unit="%"
        initial={41}
        min={20}
        max={75}
      />
      <LivePane />
    </>
  );
}

function ReadDivider() {
  return (
    <Divider
      name="read"
      label={text.dividers.read}
      controls="read"
      orientation="vertical"
      unit="px"
      initial={372}
      min={260}
      max={560}
    />
  );
}

function draw(id: string, part: ComponentChild): void {
  const place = document.getElementById(id);
  if (place) render(part, place);
}

function onForwardedKey(key: ForwardedKey): void {
  if (key === "run") void runFiles();
  else movePane(key === "next-pane" ? 1 : -1);
}

draw("status", <Status />);
draw("tools", <Tools />);
draw("notices", <Notices />);
draw("divide", <ReadDivider />);
draw("work", <Work />);
draw("tabs", <Tabs />);
draw("announce", <Announcer />);
onProse(() => {
  mountParts();
  veilExplanations();
  markSteps();
  watchTables();
});
listenToStepsMenu();
recordOpening();
listenToKeys();
listenToFrames(onForwardedKey);
onLesson(lessonNews);
listenToLinks();
void makeSandbox();
void playIfAsked();
