import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CourseLesson } from "../../../dsl/course/lessons.ts";
import { answered, withSolved } from "../../model/progress.ts";
import {
  type CheckedSheet,
  checkSheet,
  markOf,
  sheetOf,
} from "../../model/sheet.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { Exercise } from "./exercise.tsx";
import { changeProgress, progress } from "./progress.ts";

interface LessonProps extends TabProps {
  readonly lesson: CourseLesson;
  readonly next: CourseLesson | undefined;
  readonly onOpen: (id: string) => void;
}

/** A lesson: its words, its exercise, hints, and what comes next. */
export function Lesson({ state, lesson, next, onOpen }: LessonProps) {
  const { learn } = words.value;
  const { id, number, title, text, hints, key } = lesson;
  const sheet = useMemo(() => sheetOf(lesson), [key]);
  const stored = progress.value.answers.get(id);
  const answers = sheet.questions.map((_, i) => stored?.[i] ?? "");
  const [checked, setChecked] = useState<CheckedSheet | undefined>(undefined);
  const [shown, show] = useState(0);
  const page = useRef<HTMLElement>(null);
  const isDone = answers.every((_, i) =>
    markOf(checked, answers, i) === "right"
  );
  /** The first blank behind one that is not known to be right. */
  const openAfter = (at: number) =>
    answers.findIndex((_, i) =>
      i > at && markOf(checked, answers, i) !== "right"
    );
  const focus = (selector: string) =>
    page.current?.querySelector<HTMLElement>(selector)?.focus();
  const check = () => {
    const found = checkSheet(lesson, answers);
    setChecked(found);
    if (found.right < answers.length) return;
    changeProgress(withSolved(progress.peek(), id));
  };
  useLayoutEffect(() => {
    if (checked === undefined) return;
    const open = openAfter(-1);
    focus(open < 0 ? ".onward" : `#answer-${open}`);
  }, [checked]);
  return (
    <article class="lesson" ref={page} aria-labelledby="lesson-title">
      <button type="button" class="link back" onClick={() => onOpen("")}>
        {learn.back}
      </button>
      <h2 id="lesson-title" tabIndex={-1}>
        <span class="quiet">{number}</span> {title}
      </h2>
      {text.map((each, i) => <p key={i}>{each}</p>)}
      <Exercise
        sheet={sheet}
        answers={answers}
        checked={checked}
        onAnswer={(i, answer) =>
          changeProgress(
            answered(progress.peek(), id, answers.with(i, answer)),
          )}
        onEnter={(i) => {
          const open = openAfter(i);
          if (open < 0) check();
          else focus(`#answer-${open}`);
        }}
      />
      <p class={isDone ? "verdict right" : "verdict"} role="status">
        {checked !== undefined && verdictOf(checked, answers.length)}
        {isDone && next === undefined && ` ${learn.last}`}
      </p>
      <div class="actions">
        <button
          type="button"
          class={isDone ? "" : "primary"}
          onClick={check}
        >
          {learn.check}
        </button>
        {shown < hints.length && (
          <button
            type="button"
            onClick={() => show(shown + 1)}
          >
            {learn.hint(shown + 1, hints.length)}
          </button>
        )}
        <button
          type="button"
          class={next === undefined ? "onward" : ""}
          title={learn.showTitle}
          onClick={() =>
            state.change({
              tab: "see",
              text: key,
              place: 0,
              selected: "",
              folded: [],
            })}
        >
          {learn.show}
        </button>
        {next !== undefined && (
          <button
            type="button"
            class={isDone ? "primary onward" : "onward"}
            title={next.title}
            onClick={() => onOpen(next.id)}
          >
            {learn.next}
          </button>
        )}
      </div>
      <ol class="hints" aria-label={learn.hints} aria-live="polite">
        {hints.slice(0, shown).map((hint) => <li key={hint}>{hint}</li>)}
      </ol>
    </article>
  );
}

function verdictOf({ right, open }: CheckedSheet, count: number): string {
  const { shell, learn } = words.value;
  if (right === count) return learn.allRight;
  const marks = learn.marks(right, count);
  return open === 0 ? marks : marks + shell.comma + learn.open(open);
}
