import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { leastSquares } from "../../../lib/gradcheck/mistakes/fit.ts";
import { jacobianOf } from "../../../lib/gradcheck/mistakes/jacobian.ts";
import { isTimes } from "../../../lib/gradcheck/mistakes/ratio.ts";
import { functionSubject } from "../../../lib/gradcheck/subjects/function_subject.ts";

function subjectAt(at: readonly number[]) {
  const subject = functionSubject({
    f: ([a, b]) => [a * b, Math.exp(a), Math.log(b)],
    vjp: () => [[0, 0]],
    at: [at],
  });
  subject.upstream.set([2, -1, 3]);
  return subject;
}

Deno.test("the Jacobian of a product, an exponential and a logarithm is what calculus gives", () => {
  const [a, b] = [0.4, 1.7];
  const subject = subjectAt([a, b]);
  // By hand: ∂(ab, eᵃ, ln b)/∂a = (b, eᵃ, 0), ∂/∂b = (a, 0, 1/b).
  const right = [[b, Math.exp(a), 0], [a, 0, 1 / b]];
  const expected = right.map(([p, q, r]) => 2 * p - q + 3 * r);
  const jacobian = jacobianOf(subject, subject.coordinates[0], expected);
  assert(jacobian !== undefined);
  for (const [i, column] of right.entries()) {
    assert(jacobian.isKnown(i));
    for (const [j, slope] of column.entries()) {
      assertAlmostEquals(jacobian.column(i)[j], slope, 1e-9);
    }
  }
  assertAlmostEquals(jacobian.entry(1, [1, 1, 1]), a + 1 / b, 1e-9);
  assertAlmostEquals(jacobian.product(() => 1)[0], b + Math.exp(a), 1e-9);
  assertEquals([...subject.coordinates[0].values], [a, b]);
});

Deno.test("a Jacobian that contradicts the derivative that is known is none", () => {
  const subject = subjectAt([0.4, 1.7]);
  assertEquals(
    jacobianOf(subject, subject.coordinates[0], [1, 1]),
    undefined,
  );
});

Deno.test("least squares finds the coefficients of a sum, and none of columns that depend on each other", () => {
  // By hand: (5, 1, 4) = 2·(1, 2, 2) + 3·(1, −1, 0).
  const found = leastSquares([[1, 2, 2], [1, -1, 0]], [5, 1, 4]);
  assertAlmostEquals(found?.[0] ?? NaN, 2, 1e-12);
  assertAlmostEquals(found?.[1] ?? NaN, 3, 1e-12);
  assertEquals(leastSquares([[1, 2], [2, 4]], [1, 1]), undefined);
});

Deno.test("ratios are said as fractions and roots where they are some", () => {
  assertEquals(
    [2 / 3, 0.5, 2, Math.SQRT2, 1 / Math.sqrt(3), 20 / 19, 1.36, -1, -0.75, 0]
      .map(isTimes),
    [
      "it is 2/3 of what it should be",
      "it is half of what it should be",
      "it is twice what it should be",
      "it is √2 times what it should be",
      "it is 1/√3 of what it should be",
      "it is 20/19 times what it should be",
      "it is 1.36 times what it should be",
      "its sign is flipped",
      "its sign is flipped, and it is 3/4 of what it should be",
      "it is left at zero",
    ],
  );
});
