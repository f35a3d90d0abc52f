import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  type CourseLesson,
  lessonNamed,
  spokenLessons,
} from "../../../dsl/course/lessons.ts";
import type { TabProps } from "../state.ts";
import { Lesson } from "./lesson.tsx";
import { LessonList } from "./lesson_list.tsx";
import { followProgress } from "./progress.ts";
import { Welcome } from "./welcome.tsx";

const lessons = signal<readonly CourseLesson[]>([]);

/** Loads the lessons in the language of the page. */
export async function loadCourse(): Promise<void> {
  lessons.value = await spokenLessons();
}

/** The course: its lessons, or the one that is open. */
export function LearnTab({ state }: TabProps) {
  const all = lessons.value;
  const open = lessonNamed(state.part("exercise").value, all);
  useLayoutEffect(followProgress, []);
  useFocusOn(open?.id);
  const go = (exercise: string) => state.change({ exercise });
  return (
    <div class={open === undefined ? "course" : "course open"}>
      {open === undefined && <Welcome lessons={all} onOpen={go} />}
      <LessonList lessons={all} open={open?.id} onOpen={go} />
      {open !== undefined && (
        <Lesson
          key={open.id}
          state={state}
          lesson={open}
          next={all[all.indexOf(open) + 1]}
          onOpen={go}
        />
      )}
    </div>
  );
}

/** Goes to the headline of what was opened, but not when the page begins. */
function useFocusOn(id: string | undefined) {
  const last = useRef(id);
  useLayoutEffect(() => {
    if (last.current === id) return;
    last.current = id;
    document.getElementById("lesson-title")?.focus();
  }, [id]);
}
