// A multiple-choice question: pick, check, see each answer's verdict and the explanation, try again.

import { useState } from "preact/hooks";
import { recordQuiz } from "../../effects/progress";
import { state, still } from "../../effects/store";
import type { Quiz } from "../../model/part";
import { BLANK, check, isRight, isSeveral, pick, type Sheet, type Verdict, verdict } from "../../model/quiz";
import { text } from "../../text/study";
import { focusSoon } from "./focus";
import { Html } from "./html";
import { FailMark, MissedMark, PassMark } from "./marks";

export function QuizPart({ index }: { index: number }) {
  const [sheet, setSheet] = useState(BLANK);
  const quiz = still.value.lessonParts.quizzes[index];
  if (!quiz) return null;
  const { answers, question, explanation } = quiz;
  const { checked } = sheet;
  const right = isRight(sheet, answers);
  const press = (event: { currentTarget: HTMLElement }) => {
    if (checked) {
      setSheet(BLANK);
      return focusSoon(event.currentTarget, "input");
    }
    const next = check(sheet);
    setSheet(next);
    if (next.checked && isRight(next, answers)) recordQuiz(state.peek().slug, state.peek().step, index);
  };
  return (
    <div class="study quiz">
      <fieldset>
        <legend>
          <h3>
            <span class="kind">{text.quiz.title}</span>
            <Html of={question} inline />
          </h3>
        </legend>
        <p class="how">{isSeveral(answers) ? text.quiz.several : text.quiz.one}</p>
        <ul class="answers">
          {answers.map((_, at) => (
            <Answer key={at} quiz={quiz} index={index} at={at} sheet={sheet} onPick={() => setSheet(pick(sheet, answers, at))} />
          ))}
        </ul>
      </fieldset>
      <div role="status">
        {checked && (
          <div class="verdict">
            <p>
              {right ? <PassMark /> : <FailMark />}
              <strong>{right ? text.quiz.right : text.quiz.notYet}</strong>
            </p>
            {explanation && <Html of={explanation} />}
          </div>
        )}
      </div>
      <div class="presses">
        <button
          type="button"
          class={checked ? "button" : "button primary"}
          aria-disabled={!checked && sheet.picked.length === 0}
          title={!checked && sheet.picked.length === 0 ? text.quiz.pickFirst : undefined}
          onClick={press}
        >
          {checked ? text.quiz.again : text.quiz.check}
        </button>
      </div>
    </div>
  );
}

interface AnswerProps {
  readonly quiz: Quiz;
  readonly index: number;
  readonly at: number;
  readonly sheet: Sheet;
  readonly onPick: () => void;
}

function Answer({ quiz: { answers }, index, at, sheet, onPick }: AnswerProps) {
  const found = sheet.checked ? verdict(sheet, answers, at) : "none";
  const html = answers[at]?.html ?? "";
  if (sheet.checked) {
    return (
      <li class={`answer ${found}`}>
        <span class="box">{MARKS[found]}</span>
        <div>
          <Html of={html} />
          {found !== "none" && <p class="word">{text.quiz.verdicts[found]}</p>}
        </div>
      </li>
    );
  }
  return (
    <li class="answer">
      <label>
        <span class="box">
          <input
            type={isSeveral(answers) ? "checkbox" : "radio"}
            name={`quiz-${index}`}
            checked={sheet.picked.includes(at)}
            onChange={onPick}
          />
        </span>
        <Html of={html} inline />
      </label>
    </li>
  );
}

const MARKS = {
  right: <PassMark />,
  wrong: <FailMark />,
  missed: <MissedMark />,
  none: <span class="nothing" />,
} satisfies Record<Verdict, unknown>;
