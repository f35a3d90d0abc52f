/**
 * Gradients in single precision, compared with those in double precision, which
 * differences have certified: differences in single precision could not tell a
 * fault of 1% from rounding.
 *
 * @module
 */

import { backwardNoise } from "../noise/backward_noise.ts";
import { gradientCopies } from "../subjects/subject.ts";
import { emptyEntries, type Entries, writeEntry } from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import { signatureOf } from "../subjects/signature.ts";

const unit = 2 ** -24;

/** The smallest float of full precision: what is smaller on the way may be lost. */
const leastFloat = 2 ** -126;

/**
 * Runs the subject in single precision, and compares each number of its
 * gradients with that in double precision: they may lie
 * `20·(10·P + 32·u·g)` apart, where `P` is how far moving all numbers by up to
 * four roundings moves this one, in either precision, `u` the rounding and `g` the
 * number itself; and the smallest float, as products may vanish.
 *
 * @returns the gradients in single precision and the results; undefined if the
 * subject has no such form.
 */
export function compareSingly(
  { subject, analytics, random }: Prepared,
): { analytics: Float64Array[]; all: Entries[] } | undefined {
  const twin = subject.inSingle?.();
  if (twin === undefined) return;
  const own = random.fork("single precision");
  const double = backwardNoise(subject, analytics, own, 4 * unit);
  subject.forward(0);
  twin.upstream.set(subject.upstream);
  twin.forward(0);
  twin.backward();
  const choice = signatureOf(subject) === signatureOf(twin);
  const isFinite = twin.outputs.every(Number.isFinite);
  const single = gradientCopies(twin);
  // Terms that cancel in double precision leave their rounding in single.
  const rounded = backwardNoise(twin, single, own, 4 * unit);
  const all = single.map((gradient, k) => {
    const entries = emptyEntries(gradient.length);
    for (let i = 0; i < gradient.length; i++) {
      const numeric = analytics[k][i];
      const noise = Math.max(
        ...[double, rounded].flatMap(({ backward, jumps }) => [
          backward[k][i],
          jumps[k][i],
        ]),
      );
      const tolerance = leastFloat +
        20 * (10 * noise + 32 * unit * Math.abs(numeric));
      const isNear = Math.abs(gradient[i] - numeric) <= tolerance;
      const outcome = !isFinite
        ? "outside"
        : isNear
        ? "agrees"
        : choice
        ? "differs"
        : "kink";
      writeEntry(entries, i, { outcome, numeric, tolerance });
    }
    return entries;
  });
  return { analytics: single, all };
}
