// The course's page comes alive: what was done beside each lesson, and where to go on; and it follows its authors: a lesson
// that is saved, comes or goes is seen at once. The server's HTML reads well without it.

import { signal } from "@preact/signals";
import { render } from "preact";
import { fetchPage, rememberServed, swap } from "./effects/swap";
import { parseCourse } from "./model/course";
import { Begin, Far } from "./view/course/begin";
import { Forget } from "./view/course/forget";

const lessonsOf = (page: Document) => parseCourse(page.getElementById("bootstrap")?.textContent ?? "");
const lessons = signal(lessonsOf(document));
const drawn = new Set<Element>();

function draw(): void {
  for (const place of drawn) {
    if (place.isConnected) continue;
    render(null, place);
    drawn.delete(place);
  }
  for (const place of document.querySelectorAll<HTMLElement>("[data-lesson], #begin, #forget")) {
    if (drawn.has(place)) continue;
    drawn.add(place);
    if (place.id === "forget") {
      render(<Forget />, place);
    } else if (place.id === "begin") {
      const first = place.innerHTML;
      place.replaceChildren();
      render(<Begin lessons={lessons} first={first} />, place);
    } else {
      render(<Far lessons={lessons} slug={place.dataset.lesson ?? ""} />, place);
    }
  }
}

let newest = 0;

async function refresh(): Promise<void> {
  const mine = (newest += 1);
  const page = await fetchPage();
  if (!page || mine !== newest) return;
  lessons.value = lessonsOf(page);
  swap(page);
  draw();
}

let source: EventSource | null = null;
let hasListened = false;

/** The stream is closed while the tab is hidden; what was missed is fetched when it opens again. */
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
draw();
document.addEventListener("visibilitychange", listen);
listen();
