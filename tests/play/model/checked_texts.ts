/**
 * Texts to check: right and wrong ones, worksheets, and what cannot be checked.
 *
 * @module
 */

const course = new URL("../../../examples/course/", import.meta.url);
/** The lesson's mistake: the derivative has the other sign. */
export const wrongSigmoid = `lesson(x) = 1/(1 + exp(x))
lesson'(x) = lesson(x)*(1 - lesson(x))
given a = 1.5
h = lesson(a)
`;
/** Each by the name of its file. */
export const checkedTexts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Array.from(Deno.readDirSync(course), ({ name }) => name)
      .filter((name) => name.endsWith(".nn"))
      .map((name) => [name, Deno.readTextFileSync(new URL(name, course))]),
  ),
  "lesson.nn": wrongSigmoid,
  "wrong.nn": "given x = 3\nx -> square\nexpect x.grad = -6\n",
  "blank.nn": "given x = 3\nx -> square\nexpect x.grad = _\n",
  "half.nn": "given x = 3\nx -> square\nexpect y = 9\nexpect z = 1\n",
  "drawn.nn": "fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce\n",
  "rows.nn": "given x = [[1, 2], [3, 4], [5, 6]]\nfc(2,1) -> mse\n",
  "refused.nn":
    "given x = [1, 2, 3]\ngiven target = 7\ninput(3) -> cross_entropy\nexpect loss = 1\n",
  "library.nn": "f(x) = x^2\nf'(x) = 2*x\n",
  "broken.nn": "fc(2,4) -> fc(3,1)\n",
};
