/**
 * Mistakes with the batch and the gradient from above. Each candidate is compared
 * with differences for another gradient from above.
 *
 * @module
 */

import type { Case, FindMistake, Mistake } from "./case.ts";

/** In the order in which they are tried. */
export const sampleMistakes: readonly FindMistake[] = [
  countsOneExample,
  takesWrongExample,
  isMisplaced,
];

/** The differences of larger gradients cost too much to repeat. */
const mostEntries = 4096;

function matches(own: Case, upstream: (j: number) => number): boolean {
  const { analytic, numericFor, isNear } = own;
  if (analytic.length > mostEntries) return false;
  const numeric = numericFor(upstream);
  return analytic.some((a) => a !== 0) &&
    analytic.every((a, i) =>
      Number.isNaN(own.numeric[i]) || isNear(a, numeric[i])
    );
}

export function ignoresUpstream(own: Case): Mistake {
  if (matches(own, () => 1)) {
    return "the gradient from above is ignored, as if it were 1";
  }
  const { upstream } = own;
  if (matches(own, (j) => Math.sign(upstream[j]))) {
    return "only the sign of the gradient from above is used";
  }
}

function countsOneExample(own: Case): Mistake {
  const { subject: { batch }, upstream } = own;
  if (batch < 2) return;
  const size = upstream.length / batch;
  const only = (b: number) => (j: number) =>
    Math.floor(j / size) === b ? upstream[j] : 0;
  if (matches(own, only(batch - 1))) {
    return "only the last example counts: is the gradient assigned instead of added?";
  }
  if (matches(own, only(0))) return "only the first example counts";
  const without = (b: number) => (j: number) =>
    Math.floor(j / size) === b ? 0 : upstream[j];
  if (matches(own, without(batch - 1))) return "the last example is left out";
  if (matches(own, without(0))) return "the first example is left out";
}

function takesWrongExample(own: Case): Mistake {
  const { subject: { batch }, upstream } = own;
  if (batch < 2) return;
  const size = upstream.length / batch;
  for (const roll of [1, batch - 1]) {
    const rolled = (j: number) => {
      const b = Math.floor(j / size);
      return upstream[((b + roll) % batch) * size + j % size];
    };
    if (matches(own, rolled)) {
      return "the gradient from above of another example is used: examples are mixed up";
    }
  }
}

/** The right numbers, somewhere else. */
function isMisplaced({ analytic, numeric, isNear, wrong }: Case): Mistake {
  if (wrong.length < 2) return;
  const a = [...analytic].sort((p, q) => p - q);
  const n = [...numeric].sort((p, q) => p - q);
  if (a.every((value, i) => isNear(value, n[i]))) {
    return "these are the right numbers in the wrong places";
  }
}
