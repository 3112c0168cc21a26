// Under the course's title: where to go on, and how many cards wait; beside each lesson how far it is. On a first visit
// the server's own buttons stay.

import type { ReadonlySignal } from "@preact/signals";
import { boxes, today } from "../../effects/cards";
import { progress } from "../../effects/progress";
import { due } from "../../model/boxes";
import { type CourseLesson, far, onward } from "../../model/course";
import { text } from "../../text/course";
import { PassMark, StandingMark } from "../study/marks";

type Lessons = ReadonlySignal<readonly CourseLesson[]>;

/** `first`: the server's HTML for a first visit. */
export function Begin({ lessons, first }: { lessons: Lessons; first: string }) {
  const next = onward(lessons.value, progress.value);
  const keys = lessons.value.flatMap((lesson) => lesson.cards);
  const cards = due(boxes.value, keys, today.value).length;
  if (!next) return <div dangerouslySetInnerHTML={{ __html: first }} />;
  return (
    <div class="begin">
      <a class="button primary" href={next.url}>
        {text.onward(next.lesson, next.step)}
      </a>
      {cards > 0 && (
        <a class="button" href="/glossary#deck">
          {text.due(cards)}
        </a>
      )}
    </div>
  );
}

/** How many of a lesson's steps are done. */
export function Far({ lessons, slug }: { lessons: Lessons; slug: string }) {
  const lesson = lessons.value.find((it) => it.slug === slug);
  const found = lesson ? far(lesson, progress.value) : null;
  if (!found) return null;
  if (found.done === found.all) {
    return (
      <>
        <PassMark />
        {text.done}
      </>
    );
  }
  return (
    <>
      <StandingMark standing="begun" />
      {text.steps(found.done, found.all)}
    </>
  );
}
