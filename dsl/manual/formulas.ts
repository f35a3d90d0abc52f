import type { Lessons } from "./lesson.ts";

/** Lessons on the grammar of formulas. */
export const formulas: Lessons<"E03" | "E04"> = {
  E030: {
    text:
      "A formula is a line of its own that begins with its name: `h = a*b`. `let` names pipelines, `given` and `expect` take numbers, and none of them works anything out but a quotient such as `1/3`. To expect what a formula comes to, name it and expect the number.",
    wrong: "given a = 2\nlet h = a*a + 1\nh -> square",
    right: "given a = 2\nh = a*a + 1\nh -> square",
  },
  E031: {
    text:
      "Every product is written with `*`: `2*x`, `a*(b + 1)`. Two values side by side could as well be a slip in a name, or a missing comma.",
    wrong: "given a = 2\ny = 3a + 1",
    right: "given a = 2\ny = 3*a + 1",
  },
  E032: {
    text:
      "What a function takes stands in brackets behind its name, and a power of it behind the brackets: `sin(a)`, `sin(a)^2`. Without brackets, `sin a*b` could mean two things.",
    wrong: "given a = 2\ny = sin a + 1",
    right: "given a = 2\ny = sin(a) + 1",
  },
  E033: {
    text:
      "Formulas have the signs `+ - * / ^` and brackets. A product is `*`, a quotient `/`, a power `^`; roots, absolute values and products of matrices are functions: `sqrt(a)`, `abs(a)`, `matmul(a, b)`. So are remainders, comparisons and what joins them: `remainder(a, b)`, `greater(a, b)`, `logical_and(a, b)`. Percent are hundredths.",
    wrong: "given a = 2\ny = abs(a)**2",
    right: "given a = 2\ny = abs(a)^2",
  },
  E034: {
    text:
      "A formula has no arrows, and a pipeline no operators. What an arrow would do, a function does: `sigmoid(a*b)`. Or name the formula, and begin a pipeline with the name.",
    wrong: "given a = 2\ny = 3*a -> sigmoid",
    right: "given a = 2\ny = sigmoid(3*a)",
  },
  E035: {
    text:
      "A formula holds numbers and names. An array is `given` under a name, and the formula has the name.",
    wrong: "given a = [1, 2]\ny = a + [3, 4]",
    right: "given a = [1, 2]\ngiven v = [3, 4]\ny = a + v",
  },
  E036: {
    text:
      "A pipeline has steps and arrows. Values are added by `add(f, g)`, or in a formula on a line of its own; the sizes of a layer are numbers, and nothing works them out.",
    wrong: "fc(2,3) -> tanh + relu -> fc(1)",
    right: "fc(2,3) -> add(tanh, relu) -> fc(1)",
  },
  E037: {
    text:
      "In the brackets of a function, the values come first, and arguments with a name after them: `sum(a, axis=0)`. Such an argument is a number, an array of numbers or a word.",
    wrong: "given a = [1, 2]\ny = sum(axis=0, a)",
    right: "given a = [1, 2]\ny = sum(a, axis=0)",
  },
  E038: {
    text:
      "An operator stands between two values. A minus may stand before one, `-a`, `a*-b`, but not two, and no plus. A line that ends with an operator goes on with the next line.",
    wrong: "given a = 2\ny = 3*a +",
    right: "given a = 2\ny = 3*a",
  },
  E039: {
    text:
      "`f'(t) = …` claims what the derivative of `f` is, and `check` and `gradcheck` mark it. It names its parameter in brackets, it is the first derivative, and formulas cannot compute with it.",
    wrong: "f(t) = t^2\nf' = 2*t\ninput(3) -> f",
    right: "f(t) = t^2\nf'(t) = 2*t\ninput(3) -> f",
  },
  E040: {
    text:
      "A function has one parameter or more, and takes as many values. What has none is a value, and is named without brackets.",
    wrong: "given a = 2\nk() = 3\ny = a + 1",
    right: "given a = 2\nk = 3\ny = a + 1",
  },
  E041: {
    text:
      "A formula begins with its name and `=`: `y = w*x + b`. A line without them is a pipeline, and a pipeline has no operators.",
    wrong: "given a = 2\n3*a + 1",
    right: "given a = 2\ny = 3*a + 1",
  },
  E042: {
    text:
      "Before the `=` of a function stand the names of its parameters, `f(a, b) = a*b`. What they are comes with each use: `f(2, x)`.",
    wrong: "f(2) = 4\ninput(3) -> f",
    right: "f(a) = 2*a\ninput(3) -> f",
  },
};
