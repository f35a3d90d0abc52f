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

/** {@linkcode gradcheckSteps} to the end. */
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
