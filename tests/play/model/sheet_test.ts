// A lesson's exercise in lines with blanks, and what is said of the answers.
import { assertEquals, assertMatch } from "@std/assert";
import {
  type CourseLesson,
  courseLessons,
  lessonNamed,
} from "../../../dsl/course/lessons.ts";
import {
  checkSheet,
  markOf,
  reasonsFor,
  sheetOf,
} from "../../../play/model/sheet.ts";

for (const lesson of courseLessons) {
  Deno.test(`${lesson.id}: the lines with the key's answers are the key`, () => {
    const { questions, lines } = sheetOf(lesson);
    const text = lines.map((line) =>
      line.map((part) =>
        typeof part === "string" ? part : questions[part].answer
      ).join("")
    );
    assertEquals(text.join("\n"), lesson.key);
    const asked = lines.flat().filter((part) => typeof part === "number");
    assertEquals(asked, questions.map((_, i) => i));
  });
}

function lessonOf(name: string): CourseLesson {
  const lesson = lessonNamed(name);
  if (lesson === undefined) throw new Error(name);
  return lesson;
}

/** A lesson with the key's answers but some. */
function checkedBut(name: string, changes: Readonly<Record<number, string>>) {
  const lesson = lessonOf(name);
  const { questions } = sheetOf(lesson);
  const answers = questions.map(({ answer }, i) => changes[i] ?? answer);
  return { answers, checked: checkSheet(lesson, answers) };
}

Deno.test("each answer has its mark, one that was left out has none, nor one that has changed since", () => {
  const { answers, checked } = checkedBut("2.3", { 1: "", 4: "-1/4" });
  assertEquals([checked.right, checked.open], [3, 1]);
  const marks = answers.map((_, i) => markOf(checked, answers, i));
  assertEquals(marks, ["right", undefined, "right", "right", "wrong"]);
  assertEquals(markOf(checked, answers.with(4, "1/4"), 4), undefined);
  assertEquals(markOf(undefined, answers, 4), undefined);
});

Deno.test("why an answer is wrong is said of its line, until it changes", () => {
  const { answers, checked } = checkedBut("2.3", { 4: "-1/4" });
  assertEquals(reasonsFor(checked, answers, [4]), [{
    message: "`A.grad`: your value differs: computed 0.25",
    labels: [],
    notes: ["it differs only in sign"],
  }]);
  assertEquals(reasonsFor(checked, answers, [3]), []);
  assertEquals(reasonsFor(checked, answers, []), []);
  assertEquals(reasonsFor(checked, answers.with(4, "1/4"), [4]), []);
});

Deno.test("of several numbers on a line each is told with what was written", () => {
  const { answers, checked } = checkedBut("2.5-one-neuron", {
    1: "0.5000",
    2: "0.6000",
  });
  const [{ labels, notes }] = reasonsFor(checked, answers, [1, 2]);
  assertEquals(labels, [
    "`0.5000`: computed 0.1587",
    "`0.6000`: computed 0.3174",
  ]);
  assertMatch(notes.join(), /^0 of 2 numbers agree/);
});

Deno.test("a formula that breaks off is told at its own line, though the parser stumbles on the next", () => {
  const { answers, checked } = checkedBut("2.4-sigmoid-derivative", {
    0: "sigma(x)*(",
  });
  const [{ message, notes }] = reasonsFor(checked, answers, [0]);
  assertMatch(message, /^a value is missing/);
  assertEquals(notes.at(-1), "write it like `a*b + 1`");
});

Deno.test("the function of a derivative is not told with it: it stands on another line", () => {
  const { answers, checked } = checkedBut("2.4-sigmoid-derivative", {
    0: "-sigma(x)*(1 - sigma(x))",
  });
  const [{ message, labels, notes }] = reasonsFor(checked, answers, [0]);
  assertMatch(
    message,
    /^`sigma'` is not the derivative of `sigma`: -?0\.\d+ at/,
  );
  assertEquals([labels, notes], [[], ["it has the opposite sign"]]);
});

Deno.test("long answers are cut off in what is said of them", () => {
  const { answers, checked } = checkedBut("2.5-one-neuron", {
    1: "1".repeat(200),
    2: "2".repeat(200),
  });
  for (
    const { message, labels, notes } of reasonsFor(checked, answers, [1, 2])
  ) {
    for (const each of [message, ...labels, ...notes]) {
      assertEquals(each.length < 120, true, each);
    }
  }
});
