/**
 * The gradient checker: proves the gradients of a layer or a network right, or
 * says which number of which layer is wrong.
 *
 * @module
 */

import { checkSubject, type Counter, prepare } from "./gradcheck/check.ts";
import type { CheckSettings } from "./gradcheck/entries.ts";
import {
  type Check,
  type CheckMode,
  combine,
  type GradcheckReport,
  type Scheme,
} from "./gradcheck/report.ts";
import {
  aloneSubject,
  networkSubjects,
  type PrepareOptions,
} from "./gradcheck/prepare.ts";
import {
  type DifferentiatedFunction,
  functionSubject,
} from "./gradcheck/function_subject.ts";
import type { Subject } from "./gradcheck/subject.ts";
import type { Layer } from "./layer.ts";
import type { Network } from "./network.ts";
import { createRandom, type Random } from "./random.ts";
import type { Shape } from "./shape.ts";

/** What {@linkcode gradcheck} takes. */
export interface GradcheckOptions {
  /** Where chance begins: for parameters, inputs, targets and the upstream gradient; 0 unless told otherwise. */
  readonly seed?: number;
  /** The number of examples; 3 unless told otherwise, so that a sum over the batch shows. */
  readonly batch?: number;
  /** How the numeric side is computed: `adaptive` unless told otherwise; `central` where a step is given. */
  readonly scheme?: Scheme;
  /** The step of a `central` or `forward` difference; 2⁻¹⁷ for numbers up to 1 and in proportion above, and 10⁻⁶, where absent. */
  readonly step?: number;
  /** How the numbers are compared: `exhaustive` up to 20,000 numbers of a step, `search` above, unless told otherwise. */
  readonly mode?: CheckMode;
  /** For `sampled`, how many numbers of each gradient; 64 unless told otherwise. */
  readonly samples?: number;
  /** How far analytic and numeric may lie apart, relative to the larger: 10⁻⁶ unless told otherwise. */
  readonly relativeTolerance?: number;
  /** How far they may lie apart besides what follows from measured rounding: 0 unless told otherwise, for one-step schemes 10⁻⁹ of the largest gradient. */
  readonly absoluteTolerance?: number;
  /** Whether to hold smooth functions to 10⁻⁹ instead of 10⁻⁶, which shows a number of single precision in a double's backward. */
  readonly strict?: boolean;
  /** Whether to leave layers' shortcuts unused. */
  readonly plain?: boolean;
  /** Whether the report holds every number. */
  readonly keepNumbers?: boolean;
  /** For a layer alone: the shapes of its inputs, without the batch axis. */
  readonly inputs?: readonly Shape[];
  /** For a network: numbers for its parameters, `x` and `target`, by path; what is absent is drawn. For a function: its arguments in order, as `0`, `1` …. */
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  /** The steps to check, by name, `network` among them; all where absent. */
  readonly only?: readonly string[];
}

/** How far a check has come. */
export interface GradcheckProgress {
  /** The step that is being checked, or `network`. */
  readonly name: string;
  /** How many numbers were compared so far. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
  /** What is known so far. */
  report(): GradcheckReport;
}

/** Numbers of one step up to which each is compared alone. */
export const mostExhaustive = 20_000;

/** Numbers of a whole network up to which each is compared alone, though all were in their steps. */
const mostTwice = 512;

/**
 * Compares every gradient of a layer or a network with differences of forward
 * passes, in double precision: for a network each step alone, at the numbers
 * that reach it, and then the network as a whole, over every parameter and every
 * input.
 *
 * How far two numbers may lie apart is derived from what is measured: the
 * difference carries an estimate of its own error, the backward pass one of its
 * rounding. Where they cannot tell, the verdict is `inconclusive`.
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
 * So is a function with its vector-Jacobian product, which knows nothing of
 * layers:
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
 * @throws {RangeError} if an option is out of range.
 * @throws {ShapeError} if a layer cannot take the inputs.
 */
export function gradcheck(
  subject: Network | Layer | DifferentiatedFunction,
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
  subject: Network | Layer | DifferentiatedFunction,
  options: GradcheckOptions = {},
): Generator<GradcheckProgress, GradcheckReport> {
  const settings = readOptions(options);
  const random = createRandom(settings.seed);
  const subjects = subjectsOf(subject, settings, random);
  const total = subjects.reduce((n, each) => n + entriesOf(each), 0);
  const counter: Counter = { forward: 0, partial: 0, backward: 0 };
  const checks: Check[] = [];
  const report = (isPartial: boolean) =>
    reportOf(settings, checks, counter, isPartial);

  let done = 0;
  for (const each of subjects) {
    const before = done;
    const prepared = prepare(
      each,
      checkSettings(each, settings, checks),
      counter,
      random.fork(`${each.scope} ${each.name}`),
    );
    const steps = checkSubject(prepared);
    for (let step = steps.next();; step = steps.next()) {
      if (step.done) {
        checks.push(step.value);
        break;
      }
      done++;
      yield { name: each.name, done, total, report: () => report(true) };
    }
    done = before + entriesOf(each);
  }
  return report(false);
}

function subjectsOf(
  subject: Network | Layer | DifferentiatedFunction,
  settings: Settings,
  random: Random,
): Subject[] {
  if ("vjp" in subject) return [functionSubject(subject)];
  const all = "steps" in subject
    ? networkSubjects(subject, settings, random)
    : [aloneSubject(subject, settings, random)];
  const { only } = settings;
  if (only === undefined) return all;
  for (const name of only) {
    if (all.some((each) => each.name === name)) continue;
    throw new RangeError(
      `Cannot check ${name} as there is no such step: the steps are ${
        all.map((each) => each.name).join(", ")
      }`,
    );
  }
  return all.filter(({ name }) => only.includes(name));
}

/** How one subject is checked: the whole network, whose numbers were all compared in their steps, block by block. */
function checkSettings(
  subject: Subject,
  settings: Settings,
  before: readonly Check[],
): CheckSettings {
  const entries = entriesOf(subject);
  const isNetwork = subject.scope === "network";
  const limit = isNetwork ? mostTwice : mostExhaustive;
  const own = settings.mode ?? "exhaustive";
  const isAdaptive = settings.scheme === "adaptive";
  const mode = own === "exhaustive" && isAdaptive && entries > limit &&
      (isNetwork || settings.mode === undefined)
    ? "search"
    : own;
  return {
    ...settings,
    mode,
    descends: before.every(({ verdict }) => verdict !== "fail"),
  };
}

function reportOf(
  settings: Settings,
  checks: readonly Check[],
  evaluations: Counter,
  isPartial: boolean,
): GradcheckReport {
  const gradients = checks.flatMap((check) => check.gradients);
  const { seed, batch, scheme, step, closeness, absoluteTolerance } = settings;
  const sum = (of: (gradient: typeof gradients[number]) => number) =>
    gradients.reduce((n, gradient) => n + of(gradient), 0);
  return {
    version: 2,
    verdict: combine(checks.map((check) => check.verdict)),
    culprits: checks.filter(({ scope, verdict }) =>
      scope !== "network" && verdict === "fail"
    ).map(({ name }) => name),
    seed,
    batch,
    precision: "float64",
    scheme,
    ...(step === undefined ? {} : { step }),
    relativeTolerance: closeness.relative,
    ...(absoluteTolerance === undefined ? {} : { absoluteTolerance }),
    ...(isPartial ? { partial: true } : {}),
    checks: [...checks],
    totals: {
      entries: sum(({ entries }) => entries),
      checked: sum(({ checked }) => checked),
      wrong: sum(({ wrong }) => wrong),
      skipped: sum(({ skipped }) => skipped),
    },
    evaluations: { ...evaluations },
  };
}

interface Settings
  extends PrepareOptions, Omit<CheckSettings, "mode" | "descends"> {
  readonly mode?: CheckMode;
  readonly absoluteTolerance?: number;
  readonly only?: readonly string[];
}

function readOptions(options: GradcheckOptions): Settings {
  const { seed = 0, batch = 3, step, absoluteTolerance, samples = 64 } =
    options;
  const { strict = false, plain = false, keepNumbers = false } = options;
  const {
    scheme = step === undefined ? "adaptive" : "central",
    relativeTolerance = strict ? 1e-9 : scheme === "forward" ? 1e-4 : 1e-6,
  } = options;
  requireNumber("step", step, "a positive number", (n) => n > 0);
  const atLeastZero = (n: number) => n >= 0;
  const rule = "a number of at least 0";
  requireNumber("relativeTolerance", relativeTolerance, rule, atLeastZero);
  requireNumber("absoluteTolerance", absoluteTolerance, rule, atLeastZero);
  requireNumber("samples", samples, "a positive integer", (n) => n >= 1);
  return {
    seed,
    batch,
    scheme,
    samples,
    plain,
    keepNumbers,
    closeness: {
      relative: relativeTolerance,
      strict,
      ...(absoluteTolerance === undefined
        ? {}
        : { absolute: absoluteTolerance }),
    },
    ...pick(options, ["inputs", "numbers", "mode", "only"]),
    ...(absoluteTolerance === undefined ? {} : { absoluteTolerance }),
    ...(step === undefined ? {} : { step }),
  };
}

/** The entries that are not undefined. */
function pick<K extends keyof GradcheckOptions>(
  options: GradcheckOptions,
  keys: readonly K[],
): Partial<Pick<GradcheckOptions, K>> {
  return Object.fromEntries(
    keys.filter((key) => options[key] !== undefined)
      .map((key) => [key, options[key]]),
  ) as Partial<Pick<GradcheckOptions, K>>;
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
