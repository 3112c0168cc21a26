// Under the course's title: where to go on, and how many cards wait. On a first visit the server's own buttons stay.

import { boxes, today } from "../../effects/cards";
import { progress } from "../../effects/progress";
import { due } from "../../model/boxes";
import { type CourseLesson, far, onward } from "../../model/course";
import { text } from "../../text/course";
import { PassMark, StandingMark } from "../study/marks";

export function Onward({ lessons, first }: { lessons: readonly CourseLesson[]; first: string }) {
  const next = onward(lessons, progress.value);
  const cards = due(
    boxes.value,
    lessons.flatMap((lesson) => lesson.cards),
    today.value,
  ).length;
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

/** Beside a lesson: how many of its steps are done. */
export function Far({ lesson }: { lesson: CourseLesson }) {
  const found = far(lesson, progress.value);
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
