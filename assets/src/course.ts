// The course's page follows its authors: a lesson that is saved, comes or goes is seen at once. The stream is closed
// while the tab is hidden; what was missed is fetched when it opens again.

import { fetchPage, rememberServed, swap } from "./effects/swap";

let source: EventSource | null = null;
let hasListened = false;
let newest = 0;

async function refresh(): Promise<void> {
  const mine = (newest += 1);
  const page = await fetchPage();
  if (page && mine === newest) swap(page);
}

function listen(): void {
  source?.close();
  if (document.hidden) return;
  source = new EventSource("/api/changes");
  source.addEventListener("lesson", () => void refresh());
  source.addEventListener("open", () => {
    if (hasListened) void refresh();
    hasListened = true;
  });
}

rememberServed();
document.addEventListener("visibilitychange", listen);
listen();
