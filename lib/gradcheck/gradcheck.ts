/**
 * The gradient checker: proves the gradients of a layer or a network right, or
 * says which number of which layer is wrong.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { GradcheckOptions } from "./options.ts";
import { type Checkable, planOf } from "./plan.ts";
import {
  beginSubject,
  compareSubject,
  type GradcheckProgress,
  noSubjects,
} from "./progress.ts";
import { type GradcheckReport, reportOf } from "./report.ts";

/**
 * Compares every gradient of a layer or a network with differences of forward
 * passes, in double precision: for a network each step alone, at the numbers
 * that reach it, and then the network as a whole, over every parameter and every
 * input.
 *
 * How far two numbers may lie apart follows from measurements: the difference
 * has an estimate of its error, the backward pass one of its rounding. If they are
 * too large to tell, the verdict is `inconclusive`.
 *
 * ```ts
 * import { gradcheck, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const report = gradcheck(nn`fc(2,1) -> sigmoid`);
 * assertEquals(report.verdict, "pass");
 * assertEquals(report.checks.map((check) => check.name), [
 *   "fc1",
 *   "sigmoid1",
 *   "network",
 * ]);
 * ```
 *
 * A layer alone is checked on inputs of the shapes that `inputs` names:
 *
 * ```ts
 * import { fc, gradcheck } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gradcheck(fc(4), { inputs: [[3]] }).verdict, "pass");
 * ```
 *
 * So is a function with its vector-Jacobian product, without any layer:
 *
 * ```ts
 * import { gradcheck } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const report = gradcheck({
 *   f: (x) => x.map((t) => t * t * t),
 *   vjp: (dy, x) => [x.map((t, i) => 3 * t * t * dy[i])],
 *   at: [Float64Array.of(1, -2, 0.5)],
 * });
 * assertEquals(report.verdict, "pass");
 * ```
 *
 * @throws {NablaError} if an option is out of range.
 * @throws {ShapeError} if a layer cannot take the inputs.
 */
export function gradcheck<X extends Values = Float64Array>(
  subject: Checkable<X>,
  options: GradcheckOptions = {},
): GradcheckReport {
  const steps = gradcheckSteps(subject, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@linkcode gradcheck} in small pieces, to show progress or stop: each `next` compares one number. */
export function* gradcheckSteps<X extends Values = Float64Array>(
  subject: Checkable<X>,
  options: GradcheckOptions = {},
): Generator<GradcheckProgress, GradcheckReport> {
  const plan = planOf(subject, options);
  const checked = noSubjects();
  for (const each of plan.subjects) {
    checked.add(yield* compareSubject(beginSubject(plan, each, checked)));
  }
  return reportOf(plan, checked.checks);
}
