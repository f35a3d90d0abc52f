import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { chinese } from "../../../dsl/course/chinese.ts";
import {
  courseLessons,
  lessonNamed,
  lessonsIn,
} from "../../../dsl/course/lessons.ts";
import {
  markAnswers,
  questionsOf,
  withAnswers,
} from "../../../dsl/course/sheets.ts";

const folder = new URL("../../../examples/course/", import.meta.url);

for (const lesson of courseLessons) {
  const { id, key, title, text, hints } = lesson;
  const questions = questionsOf(lesson);
  const right = questions.map(({ answer }) => answer);

  Deno.test(`${id} is the exercise of that name among the examples`, async () => {
    const file = await Deno.readTextFile(new URL(`${id}.nn`, folder));
    assertEquals(key, file.replace(/^#.*\n/gm, "").trimEnd());
  });

  Deno.test(`${id}: right answers are right, all of them`, () => {
    const { agrees, diagnostics, text } = markAnswers(lesson, right);
    assertEquals(agrees, right.map(() => true));
    assertEquals(diagnostics, []);
    assertEquals(text, key);
  });

  Deno.test(`${id}: one wrong answer is wrong, with words, and no other`, () => {
    for (const [i, { kind, label }] of questions.entries()) {
      const wrong = kind === "number" ? "123.5" : "123";
      const answers = right.with(i, wrong);
      const { agrees, diagnostics } = markAnswers(lesson, answers);
      assertEquals(agrees, right.map((_, k) => k !== i), label);
      assertEquals(diagnostics.length, 1, label);
    }
  });

  Deno.test(`${id}: what is left out is not right, and nothing is said of it`, () => {
    const { agrees, diagnostics } = markAnswers(lesson, []);
    assertEquals(agrees, right.map(() => false));
    assertEquals(diagnostics, []);
    assert(withAnswers(lesson, []).includes("_"));
  });

  Deno.test(`${id} has words that say something`, () => {
    for (const each of [title, ...text, ...hints]) {
      assert(each.length > 10 || /\*/.test(each), each);
    }
    assertEquals(new Set([...text, ...hints]).size, text.length + hints.length);
  });
}

Deno.test("an answer of several lines stays in its place", () => {
  const [lesson] = courseLessons;
  const answer = "0.006001\nexpect quotient = 6.001";
  const { agrees, text } = markAnswers(lesson, [answer, "1"]);
  assertEquals(text.split("\n").length, lesson.key.split("\n").length);
  assertEquals(agrees[1], false);
});

Deno.test("a wrong sign is told as one", () => {
  const lesson = lessonNamed("2.3");
  assert(lesson !== undefined);
  const answers = questionsOf(lesson).map(({ answer }) => answer);
  const { diagnostics } = markAnswers(lesson, answers.with(4, "-1/4"));
  assert(JSON.stringify(diagnostics).includes("differs only in sign"));
});

Deno.test("the derivative of the wrong sigmoid is not that of the right one", () => {
  const lesson = lessonNamed("2.4-wrong-sigmoid");
  assert(lesson !== undefined);
  const { agrees, diagnostics } = markAnswers(lesson, [
    "falling(x)*(1 - falling(x))",
    "0.1824",
    "-0.1491",
  ]);
  assertEquals(agrees, [false, true, true]);
  assert(JSON.stringify(diagnostics).includes("sign"));
});

Deno.test("a lesson is found by its number, too", () => {
  assertEquals(lessonNamed("5.1")?.id, "5.1-gradient-descent");
  assertNotEquals(lessonNamed("2.4")?.id, undefined);
  assertEquals(lessonNamed("9"), undefined);
});

Deno.test("questions are called by what they ask for", () => {
  const labels = (name: string) => {
    const lesson = lessonNamed(name);
    assert(lesson !== undefined);
    return questionsOf(lesson).map(({ label }) => label);
  };
  assertEquals(labels("2.4-sigmoid-derivative"), ["sigma'(x)", "h", "a.grad"]);
  assertEquals(labels("2.5-one-neuron").slice(0, 3), [
    "y",
    "fc1.weight.grad[0,0]",
    "fc1.weight.grad[0,1]",
  ]);
});

/** The numbers of a text, in order. */
const numbersIn = (text: string) =>
  (text.match(/\d+(?:\.\d+)?/g) ?? []).toSorted();

for (const [i, lesson] of lessonsIn(chinese).entries()) {
  Deno.test(`${lesson.id} says in Chinese what it says in English, number by number`, () => {
    const english = courseLessons[i];
    const said = [lesson, english].map(({ title, text, hints }) => [
      title,
      ...text,
      ...hints,
    ]);
    assertEquals(said[0].length, said[1].length);
    for (const [k, own] of said[0].entries()) {
      assertEquals(numbersIn(own), numbersIn(said[1][k]), own);
      assert(/[\u4e00-\u9fff]/.test(own) || own === said[1][k], own);
    }
  });
}
