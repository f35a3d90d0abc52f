import { allocate } from "../../base/values.ts";
import type { Random } from "../../base/random.ts";
import { signatureOf } from "../subjects/signature.ts";
import type { Subject } from "../subjects/subject.ts";
import { disturber, sparingCounts } from "./rounding.ts";

/** How many times the numbers between steps are moved. */
const probes = 6;

/**
 * How far rounding between the steps of a network moves each output: half of what
 * moving every number between steps by a whole rounding does, up or down at
 * random (stochastic arithmetic: Vignes, "A stochastic arithmetic for reliable
 * scientific computation", 1993). A sigmoid near 1 has lost digits, which a
 * logarithm of the rest would need; differences of small steps do not see it.
 */
export function innerDeviations(
  subject: Subject,
  random: Random,
  unit: number,
): Float64Array {
  const { outputs } = subject;
  const deviations = allocate("float64", outputs.length);
  const disturb = sparingCounts(disturber(random, unit, "all"));
  subject.forward(0);
  const middle = outputs.slice();
  const base = signatureOf(subject);
  const flipped = allocate("float64", outputs.length);
  let flips = 0;
  for (let probe = 0; probe < probes; probe++) {
    subject.forward(0, disturb);
    const isFlipped = signatureOf(subject) !== base;
    if (isFlipped) flips++;
    const into = isFlipped ? flipped : deviations;
    for (let j = 0; j < outputs.length; j++) {
      const change = Math.abs(outputs[j] - middle[j]) / 2;
      if (change > into[j] && change < Infinity) into[j] = change;
    }
  }
  // Beside a choice, a probe that flips it tells nothing; if each does, rounding does.
  return flips === probes ? flipped : deviations;
}
