/**
 * The result of a gradient check, as data. The terminal's report and `--json` print
 * this record.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import type { Precision } from "../base/values.ts";
import {
  type BehaviorCheck,
  type CheckMode,
  combine,
  type GradientCheck,
  type Scheme,
  type Verdict,
} from "./comparison/comparison.ts";
import type { Plan } from "./plan.ts";
import type { NotDifferentiated } from "./subjects/subject.ts";

/** The check of one step alone, or of the whole network. */
export interface Check {
  /** A `step` is checked alone, at the numbers that reach it in the network. */
  readonly scope: "step" | "network" | "function";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The layer of the step. */
  readonly layer?: string;
  /** Each gradient. */
  readonly gradients: readonly GradientCheck[];
  /** What has no gradient. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** Checks of the layer's behaviour; none for the network. */
  readonly behaviors: readonly BehaviorCheck[];
  /** Why wrong numbers are accepted here, if they are. */
  readonly waiver?: string;
  /** Present if the layer has only single precision. */
  readonly precision?: "float32";
  /** How its numbers were compared. */
  readonly mode: CheckMode;
  /** The verdict on all of them. */
  readonly verdict: Verdict;
}

/** Sums over all gradients. */
export interface Totals {
  /** How many numbers the gradients have. */
  readonly entries: number;
  /** How many were compared. */
  readonly checked: number;
  /** How many differ. */
  readonly wrong: number;
  /** How many could not be compared. */
  readonly skipped: number;
}

/** The result of `gradcheck`. */
export interface GradcheckReport {
  /** The form of this record; a later form has a larger number. */
  readonly version: 2;
  /** The verdict on all checks. */
  readonly verdict: Verdict;
  /** The steps that fail alone, by numbers or by behaviour: the fault is in them. */
  readonly culprits: readonly string[];
  /** The seed of random numbers. */
  readonly seed: number;
  /** The number of examples. */
  readonly batch: number;
  /** Of a network: the paths whose numbers were given, and are taken as they are. */
  readonly given?: readonly string[];
  /** Of a network: the paths whose numbers were drawn from the seed. */
  readonly drawn?: readonly string[];
  /** Of a layer alone: the shapes of its inputs, if neither it nor the caller names any. */
  readonly assumed?: readonly Shape[];
  /** The precision whose gradients were checked. */
  readonly precision: Precision;
  /** How the numeric side was computed. */
  readonly scheme: Scheme;
  /** The step of each difference; absent if it depends on the number. */
  readonly step?: number;
  /** How far two numbers may lie apart, relative to the larger. */
  readonly relativeTolerance: number;
  /** Added to the tolerance that follows from measured rounding. */
  readonly absoluteTolerance?: number;
  /** Present if the check was stopped before its end. */
  readonly partial?: true;
  /** Each step alone, in order, then the network as a whole. */
  readonly checks: readonly Check[];
  /** The sums over all checks. */
  readonly totals: Totals;
  /** How many passes ran. */
  readonly evaluations: Evaluations;
}

/** How many passes ran. */
export interface Evaluations {
  /** Forward passes, of a step or of the network. */
  readonly forward: number;
  /** Shortcuts of layers that recompute only what one number changes. */
  readonly partial: number;
  /** Backward passes. */
  readonly backward: number;
}

/**
 * The report of a check, or of a part of it.
 *
 * @param total how many numbers there are, if not all of them were compared.
 */
export function reportOf(
  { settings, counter, place, assumed }: Pick<
    Plan,
    "settings" | "counter" | "place" | "assumed"
  >,
  checks: readonly Check[],
  total?: number,
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
    given: place?.given,
    drawn: place?.drawn,
    assumed,
    precision: settings.precision,
    scheme,
    step,
    relativeTolerance: closeness.relative,
    absoluteTolerance,
    partial: total === undefined ? undefined : true,
    checks: [...checks],
    totals: {
      entries: total ?? sum(({ entries }) => entries),
      checked: sum(({ checked }) => checked),
      wrong: sum(({ wrong }) => wrong),
      skipped: sum(({ skipped }) => skipped),
    },
    evaluations: { ...counter },
  };
}
