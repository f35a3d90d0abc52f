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
    /** Whether some number lies farther than `most` from so many times `one` and `other`. */
    const isFar = (found: Values, a: number, b: number, most: number) =>
      isFarFrom(found, one[k], a, other[k], b, most);
    const slack = 1e-12 * scale + lost;
    if (!areZero(zero[k])) {
      return !isFar(double[k], 1, 0, slack)
        ? say("the gradient of {path} ignores the gradient from above", {
          path,
        })
        : say(
          "the gradient of {path} is not 0 when the gradient from above is 0",
          { path },
        );
    }
    if (isFar(double[k], 2, 0, slack)) {
      return say(
        "the gradient of {path} does not double with the gradient from above",
        { path },
      );
    }
    if (isFar(opposite[k], -1, 0, slack)) {
      return say(
        "the gradient of {path} does not change sign with the gradient from above",
        { path },
      );
    }
    if (isFar(both[k], 1, 1, 1e-9 * scale + rounding + lost)) {
      return say(
        "the gradient of {path} is not linear in the gradient from above",
        { path },
      );
    }
  }
}

function areZero(values: Values): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return false;
  return true;
}

/** Whether some number of `found` lies farther than `most` from `a·one + b·other`. */
function isFarFrom(
  found: Values,
  one: Values,
  a: number,
  other: Values,
  b: number,
  most: number,
): boolean {
  for (let i = 0; i < found.length; i++) {
    // 0·∞ is not a number.
    const wanted = a * one[i] + (b === 0 ? 0 : b * other[i]);
    const isNear = Math.abs(found[i] - wanted) <= most;
    if (!isNear && !isOverflow(found[i], wanted)) return true;
  }
  return false;
}
