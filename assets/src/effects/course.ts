// The course's page follows its authors: what changed is fetched and put in place. The stream is closed while the tab is
// hidden; what was missed is fetched when it opens again.

import { fetchPage, rememberServed, swap } from "./swap";

let source: EventSource | null = null;
let hasListened = false;
let newest = 0;

/** To be called before anything is drawn. `draw` draws into what the server sent, which came with this page. */
export function followCourse(draw: (page: Document) => void): void {
  rememberServed();
  const listen = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource("/api/changes");
    source.addEventListener("lesson", () => void refresh(draw));
    source.addEventListener("open", () => {
      if (hasListened) void refresh(draw);
      hasListened = true;
    });
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}

async function refresh(draw: (page: Document) => void): Promise<void> {
  const mine = (newest += 1);
  const page = await fetchPage();
  if (page && mine === newest && swap(page).length > 0) draw(page);
}
