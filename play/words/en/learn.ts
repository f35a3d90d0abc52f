import { english } from "../../../dsl/course/english.ts";

/** The words of Learn. */
export const learn = {
  course: english,
  title: "The course",
  about:
    "Backpropagation from a single number to two layers. Each lesson is a page with an exercise: fill in the blanks, with pencil and paper beside you, and have them checked.",
  lessons: "Lessons",
  done: (count: number, all: number) => `${count} of ${all} solved`,
  allDone: "All lessons are solved.",
  solved: "solved",
  begin: "Begin with the first lesson",
  goOn: (title: string) => `Go on: ${title}`,
  erase: "Erase my answers",
  eraseAll: "Erase what is solved, and all answers?",
  eraseYes: "Erase",
  eraseNo: "Keep",
  erased: "The course begins anew.",
  exercise: "The exercise",
  check: "Check",
  hint: (next: number, count: number) => `Hint ${next} of ${count}`,
  hints: "Hints",
  show: "Show me",
  showTitle: "Opens the exercise with its answers, step by step",
  next: "Next",
  back: "All lessons",
  marks: (right: number, count: number) =>
    `${right} of ${count} ${count === 1 ? "answer" : "answers"} right`,
  allRight: "All right.",
  last: "That was the last lesson.",
  open: (count: number) => `${count} left out`,
  right: "right",
  wrong: "wrong",
  number: (label: string) => `${label}, a number`,
  derivative: (label: string) => `${label}, a formula`,
};
