// The course's page comes alive: what was done beside each lesson, and where to go on. It follows its authors: a lesson
// that is saved, comes or goes is seen at once. The server's HTML reads well without it.

import { render } from "preact";
import { followCourse } from "./effects/course";
import { parseCourse } from "./model/course";
import { Far, Onward } from "./view/course/begin";
import { Forget } from "./view/course/forget";

function draw(page: Document): void {
  const lessons = parseCourse(page.getElementById("bootstrap")?.textContent ?? "");
  for (const place of document.querySelectorAll<HTMLElement>("[data-lesson]")) {
    const lesson = lessons.find(({ slug }) => slug === place.dataset.lesson);
    if (lesson) render(<Far lesson={lesson} />, place);
  }
  const begin = document.getElementById("begin");
  if (begin) {
    const first = begin.innerHTML;
    begin.replaceChildren();
    render(<Onward lessons={lessons} first={first} />, begin);
  }
  const forget = document.getElementById("forget");
  if (forget) render(<Forget />, forget);
}

followCourse(draw);
draw(document);
