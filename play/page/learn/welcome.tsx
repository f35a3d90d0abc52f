import type { CourseLesson } from "../../../dsl/course/lessons.ts";
import { words } from "../preferences.ts";
import { progress } from "./progress.ts";

interface WelcomeProps {
  readonly lessons: readonly CourseLesson[];
  readonly onOpen: (id: string) => void;
}

/** What the course is, and the way to the lesson that is next. */
export function Welcome({ lessons, onOpen }: WelcomeProps) {
  const { learn } = words.value;
  const { solved } = progress.value;
  const next = lessons.find(({ id }) => !solved.has(id));
  return (
    <header class="welcome">
      <h2 id="lesson-title" tabIndex={-1}>{learn.title}</h2>
      <p>{learn.about}</p>
      {next === undefined ? <p class="verdict right">{learn.allDone}</p> : (
        <p>
          <button
            type="button"
            class="primary"
            onClick={() => onOpen(next.id)}
          >
            {solved.size === 0 ? learn.begin : learn.goOn(next.title)}
          </button>
        </p>
      )}
    </header>
  );
}
