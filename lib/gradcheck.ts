/**
 * The gradient checker: proves the gradients of a layer or a network right, or
 * says which number of which layer is wrong.
 *
 * @module
 */

import { checkSubject, type Tolerance } from "./gradcheck/check.ts";
import {
  type Check,
  combine,
  type GradcheckReport,
} from "./gradcheck/report.ts";
import {
  aloneSubject,
  networkSubjects,
  type PrepareOptions,
} from "./gradcheck/prepare.ts";
import type { Subject } from "./gradcheck/subject.ts";
import type { Layer } from "./layer.ts";
import type { Network } from "./network.ts";
import { createRandom } from "./random.ts";
import type { Shape } from "./shape.ts";

/** What {@linkcode gradcheck} takes. */
export interface GradcheckOptions {
  /** Where chance begins: for parameters, inputs, targets and the upstream gradient; 0 unless told otherwise. */
  readonly seed?: number;
  /** The number of examples; 3 unless told otherwise, so that a sum over the batch shows. */
  readonly batch?: number;
  /** The half-width of each difference. Where absent, 2⁻¹⁷ for numbers up to 1 and in proportion above, and smaller ones near a kink. */
  readonly step?: number;
  /** How far analytic and numeric may lie apart, relative to the larger: 10⁻⁶ unless told otherwise. */
  readonly relativeTolerance?: number;
  /** How far they may lie apart besides: 10⁻⁹ of the largest gradient unless told otherwise. */
  readonly absoluteTolerance?: number;
  /** For a layer alone: the shapes of its inputs, without the batch axis. */
  readonly inputs?: readonly Shape[];
}

/** How far a check has come. */
export interface GradcheckProgress {
  /** The step that is being checked, or `network`. */
  readonly name: string;
  /** How many numbers were compared so far. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
}

/**
 * Compares every gradient of a layer or a network with central differences, in
 * double precision: for a network each step alone, at the numbers that reach it,
 * and then the network as a whole, over every parameter and every input.
 *
 * Two numbers agree where their distance is at most
 * `relativeTolerance · max(|analytic|, |numeric|) + absoluteTolerance`.
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
 * @throws {RangeError} if an option is out of range.
 * @throws {ShapeError} if a layer cannot take the inputs.
 */
export function gradcheck(
  subject: Network | Layer,
  options: GradcheckOptions = {},
): GradcheckReport {
  const steps = gradcheckSteps(subject, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@linkcode gradcheck} in small pieces, for those who show progress or may stop: each `next` compares one number. */
export function* gradcheckSteps(
  subject: Network | Layer,
  options: GradcheckOptions = {},
): Generator<GradcheckProgress, GradcheckReport> {
  const settings = readOptions(options);
  const random = createRandom(settings.seed);
  const subjects = "steps" in subject
    ? networkSubjects(subject, settings, random)
    : [aloneSubject(subject, settings, random)];
  const total = subjects.reduce((n, each) => n + entriesOf(each), 0);
  const evaluations = { forward: 0, backward: 0 };

  const checks: Check[] = [];
  let done = 0;
  for (const each of subjects) {
    const steps = checkSubject(
      counted(each, evaluations),
      settings.tolerance,
      random.fork(`upstream of ${each.scope} ${each.name}`),
    );
    let step = steps.next();
    while (!step.done) {
      done++;
      yield { name: each.name, done, total };
      step = steps.next();
    }
    checks.push(step.value);
  }
  const gradients = checks.flatMap((check) => check.gradients);
  return {
    version: 1,
    verdict: combine(checks.map((check) => check.verdict)),
    culprits: checks.filter(({ scope, verdict }) =>
      scope === "step" && verdict === "fail"
    ).map(({ name }) => name),
    seed: settings.seed,
    batch: settings.batch,
    ...(options.step === undefined ? {} : { step: options.step }),
    relativeTolerance: settings.tolerance.relative,
    ...(options.absoluteTolerance === undefined
      ? {}
      : { absoluteTolerance: options.absoluteTolerance }),
    checks,
    totals: {
      entries: gradients.reduce((n, { entries }) => n + entries, 0),
      checked: gradients.reduce((n, { checked }) => n + checked, 0),
      wrong: gradients.reduce((n, { wrong }) => n + wrong, 0),
      skipped: gradients.reduce((n, { skipped }) => n + skipped, 0),
    },
    evaluations,
  };
}

interface Settings extends PrepareOptions {
  readonly tolerance: Tolerance;
}

function readOptions(options: GradcheckOptions): Settings {
  const { seed = 0, batch = 3, inputs, step, absoluteTolerance } = options;
  const { relativeTolerance = 1e-6 } = options;
  requireNumber("step", step, "a positive number", (n) => n > 0);
  const atLeastZero = (n: number) => n >= 0;
  const rule = "a number of at least 0";
  requireNumber("relativeTolerance", relativeTolerance, rule, atLeastZero);
  requireNumber("absoluteTolerance", absoluteTolerance, rule, atLeastZero);
  return {
    seed,
    batch,
    ...(inputs === undefined ? {} : { inputs }),
    tolerance: {
      relative: relativeTolerance,
      ...(absoluteTolerance === undefined
        ? {}
        : { absolute: absoluteTolerance }),
      ...(step === undefined ? {} : { step }),
    },
  };
}

function requireNumber(
  name: string,
  value: number | undefined,
  rule: string,
  holds: (value: number) => boolean,
): void {
  if (value === undefined || (Number.isFinite(value) && holds(value))) return;
  throw new RangeError(
    `Cannot check gradients as ${name} must be ${rule}: current value is ${value}`,
  );
}

function entriesOf(subject: Subject): number {
  return subject.coordinates.reduce((n, { values }) => n + values.length, 0);
}

/** The subject, with its passes counted. */
function counted(
  subject: Subject,
  evaluations: { forward: number; backward: number },
): Subject {
  return {
    ...subject,
    forward(from) {
      evaluations.forward++;
      subject.forward(from);
    },
    backward() {
      evaluations.backward++;
      subject.backward();
    },
  };
}
