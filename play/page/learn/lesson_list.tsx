import { useState } from "preact/hooks";
import type { CourseLesson } from "../../../dsl/course/lessons.ts";
import { noProgress } from "../../model/progress.ts";
import { words } from "../preferences.ts";
import { changeProgress, progress } from "./progress.ts";

interface LessonListProps {
  readonly lessons: readonly CourseLesson[];
  /** The one that is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** The lessons in their order, with what is solved. */
export function LessonList({ lessons, open, onOpen }: LessonListProps) {
  const { learn } = words.value;
  const { solved, answers } = progress.value;
  return (
    <nav class="lessons" aria-label={learn.lessons}>
      <ol class="plain">
        {lessons.map(({ id, number, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === open ? "page" : undefined}
              onClick={() => onOpen(id)}
            >
              <span class="quiet">{number}</span>
              <span>{title}</span>
              {solved.has(id) && (
                <span class="sign right" role="img" aria-label={learn.solved}>
                  ✓
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
      <p class="quiet">{learn.done(solved.size, lessons.length)}</p>
      {solved.size + answers.size > 0 && <Erase />}
    </nav>
  );
}

/** Forgets what was done, after a second question. */
function Erase() {
  const { learn } = words.value;
  const [isAsked, ask] = useState(false);
  if (!isAsked) {
    return (
      <button type="button" class="link quiet" onClick={() => ask(true)}>
        {learn.erase}
      </button>
    );
  }
  return (
    <div class="actions" role="group" aria-label={learn.eraseAll}>
      <span>{learn.eraseAll}</span>
      <button type="button" onClick={() => changeProgress(noProgress)}>
        {learn.eraseYes}
      </button>
      <button
        type="button"
        ref={(button) => button?.focus()}
        onClick={() => ask(false)}
      >
        {learn.eraseNo}
      </button>
    </div>
  );
}
