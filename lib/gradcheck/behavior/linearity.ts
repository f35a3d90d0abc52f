import { say } from "../../../words/say.ts";
import type { Random } from "../../base/random.ts";
import { areFinite, copyOf, type Values } from "../../base/values.ts";
import type { Noise } from "../noise/noise.ts";
import { largestOf } from "../noise/rounding.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";
import { coarseness, isOverflow, lost, type Misbehavior } from "./runs.ts";

/** Whether backward gives 0 for 0, keeps factors and adds sums. */
export function isLinear(
  subject: Subject,
  random: Random,
  noise: Noise,
): Misbehavior {
  const { upstream, coordinates } = subject;
  const v = copyOf(upstream);
  const w = v.map(() => random.normal());
  subject.forward(0);
  const at = (make: (j: number) => number): Values[] => {
    for (let j = 0; j < v.length; j++) upstream[j] = make(j);
    try {
      subject.backward();
    } finally {
      // What throws is a finding; the numbers are compared all the same.
      upstream.set(v);
    }
    return gradientCopies(subject);
  };
  const one = at((j) => v[j]);
  const zero = at(() => 0);
  const double = at((j) => 2 * v[j]);
  const other = at((j) => w[j]);
  const opposite = at((j) => -v[j]);
  const both = at((j) => v[j] + w[j]);
  // The rounding where gradients from above nearly cancel, as in a saturated softmax.
  // What is left may be multiplied by an input or a parameter.
  const factor = Math.max(
    1,
    largestOf(coordinates.map(({ values }) => values)),
  );
  const cancelled = 2 ** -50 * coarseness(upstream) * largestOf([v, w]) *
    factor;
  for (const [k, { path }] of coordinates.entries()) {
    if (!areFinite(one[k])) continue;
    const scale = coarseness(upstream) *
      largestOf([one[k], other[k], both[k]]);
    const rounding = 100 * coarseness(upstream) *
        largestOf([noise.backward[k]]) + cancelled;
    /** Whether some number lies farther than `most` from what it should be. */
    const isFar = (
      found: Values,
      expected: (one: number, other: number) => number,
      most: number,
    ) =>
      found.some((g, i) => {
        const wanted = expected(one[k][i], other[k][i]);
        return !(Math.abs(g - wanted) <= most) && !isOverflow(g, wanted);
      });
    const slack = 1e-12 * scale + lost;
    if (zero[k].some((g) => g !== 0)) {
      return !isFar(double[k], (g) => g, slack)
        ? say("the gradient of {path} ignores the gradient from above", {
          path,
        })
        : say(
          "the gradient of {path} is not 0 when the gradient from above is 0",
          { path },
        );
    }
    if (isFar(double[k], (g) => 2 * g, slack)) {
      return say(
        "the gradient of {path} does not double with the gradient from above",
        { path },
      );
    }
    if (isFar(opposite[k], (g) => -g, slack)) {
      return say(
        "the gradient of {path} does not change sign with the gradient from above",
        { path },
      );
    }
    if (isFar(both[k], (g, o) => g + o, 1e-9 * scale + rounding + lost)) {
      return say(
        "the gradient of {path} is not linear in the gradient from above",
        { path },
      );
    }
  }
}
