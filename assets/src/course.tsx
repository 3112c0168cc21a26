// The course's page comes alive: what was done beside each lesson, and where to go on. The server's HTML reads well
// without it.

import { render } from "preact";
import { parseCourse } from "./model/course";
import { Far, Onward } from "./view/course/begin";
import { Forget } from "./view/course/forget";

const lessons = parseCourse(document.getElementById("bootstrap")?.textContent ?? "");

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
