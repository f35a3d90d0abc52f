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
  const backwardFrom = (make: (j: number) => number) => {
    for (let j = 0; j < v.length; j++) upstream[j] = make(j);
    try {
      subject.backward();
    } finally {
      // What throws is a finding; the numbers are compared all the same.
      upstream.set(v);
    }
  };
  backwardFrom((j) => v[j]);
  const one = gradientCopies(subject);
  backwardFrom((j) => w[j]);
  const other = gradientCopies(subject);
  // The rounding where gradients from above nearly cancel, as in a saturated softmax.
  // What is left may be multiplied by an input or a parameter.
  const coarse = coarseness(upstream);
  const factor = Math.max(
    1,
    largestOf(coordinates.map(({ values }) => values)),
  );
  const cancelled = 2 ** -50 * coarse * largestOf([v, w]) * factor;
  backwardFrom((j) => v[j] + w[j]);
  const limits = coordinates.map(({ gradient }, k) => {
    const scale = coarse * largestOf([one[k], other[k], gradient]);
    const rounding = 100 * coarse * largestOf([noise.backward[k]]) + cancelled;
    return {
      ofMultiples: 1e-12 * scale + lost,
      ofSums: 1e-9 * scale + rounding + lost,
    };
  });
  /** Which gradients are so many times `one`. */
  const areTimes = (a: number) =>
    coordinates.map(({ gradient }, k) =>
      areSums(gradient, one[k], a, other[k], 0, limits[k].ofMultiples)
    );
  const areAdded = coordinates.map(({ gradient }, k) =>
    areSums(gradient, one[k], 1, other[k], 1, limits[k].ofSums)
  );
  backwardFrom(() => 0);
  const areZeros = coordinates.map(({ gradient }) => isZero(gradient));
  backwardFrom((j) => 2 * v[j]);
  const [areSame, areDouble] = [areTimes(1), areTimes(2)];
  backwardFrom((j) => -v[j]);
  const areOpposite = areTimes(-1);
  for (const [k, { path }] of coordinates.entries()) {
    if (!areFinite(one[k])) continue;
    if (!areZeros[k]) {
      return areSame[k]
        ? say("the gradient of {path} ignores the gradient from above", {
          path,
        })
        : say(
          "the gradient of {path} is not 0 when the gradient from above is 0",
          { path },
        );
    }
    if (!areDouble[k]) {
      return say(
        "the gradient of {path} does not double with the gradient from above",
        { path },
      );
    }
    if (!areOpposite[k]) {
      return say(
        "the gradient of {path} does not change sign with the gradient from above",
        { path },
      );
    }
    if (!areAdded[k]) {
      return say(
        "the gradient of {path} is not linear in the gradient from above",
        { path },
      );
    }
  }
}

function isZero(values: Values): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return false;
  return true;
}

/** Whether each number of `found` lies within `most` of `a·one + b·other`. */
function areSums(
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
    if (!isNear && !isOverflow(found[i], wanted)) return false;
  }
  return true;
}
