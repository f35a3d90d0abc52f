/**
 * The numbers of one gradient, compared one by one.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { type Precision, precisionOf } from "../../base/values.ts";
import type { BehaviorCheck, CheckMode, Scheme } from "./comparison.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import {
  type Closeness,
  compare,
  compareSingle,
  defaultStep,
  noAnswer,
  outcomes,
} from "./compare.ts";
import type { Noise } from "./noise.ts";
import type { Probe } from "./probe.ts";

/** How a subject is checked. */
export interface CheckSettings {
  /** How the numeric side is computed. */
  readonly scheme: Scheme;
  /** How its numbers are compared. */
  readonly mode: CheckMode;
  /** How closely both sides must agree. */
  readonly closeness: Omit<Closeness, "absolute"> & {
    /** Added to what is derived; for one-step schemes a part of the largest gradient where absent. */
    readonly absolute?: number;
  };
  /** For one-step schemes, the step; one that follows the number where absent. */
  readonly step?: number;
  /** For `sampled`, how many numbers of each array. */
  readonly samples: number;
  /** The precision in which gradients are checked. */
  readonly precision: Precision;
  /** 2 where derivatives of the gradients are checked as well. */
  readonly order: 1 | 2;
  /** Whether layers' shortcuts are left unused. */
  readonly plain: boolean;
  /** Whether the report holds every number. */
  readonly keepNumbers: boolean;
  /** Whether wrong blocks of a search are followed down to the number. */
  readonly descends: boolean;
}

/** A subject at the numbers where it is checked, with what is measured there. */
export interface Prepared {
  readonly subject: Subject;
  readonly settings: CheckSettings;
  /** What backward computed: copies, as the arrays belong to the layer. */
  readonly analytics: readonly Float64Array[];
  readonly noise: Noise;
  /** The largest of all gradients. */
  readonly largest: number;
  readonly probe: Probe;
  readonly behaviors: readonly BehaviorCheck[];
  readonly random: Random;
}

/** What was found of each number of one gradient. */
export interface Entries {
  readonly outcome: Uint8Array;
  readonly numeric: Float64Array;
  readonly tolerance: Float64Array;
  /** Those that lie on a kink or in noise and were compared beside it. */
  readonly moved: Set<number>;
}

/** Entries of which nothing is known yet. */
export function emptyEntries(length: number): Entries {
  return {
    outcome: new Uint8Array(length),
    numeric: new Float64Array(length).fill(NaN),
    tolerance: new Float64Array(length),
    moved: new Set(),
  };
}

/** Compares one number and writes what came of it. */
export function comparer(
  { subject, analytics, noise, largest, settings, probe }: Prepared,
  coordinates: Coordinates,
  k: number,
): (entry: number, entries: Entries) => void {
  const answer = noAnswer();
  const { scheme, closeness, step } = settings;
  const isSingle = precisionOf(subject.upstream) === "float32";
  const absolute = closeness.absolute ??
    (scheme === "forward" ? 1e-5 : 1e-9) * largest;
  const adaptive = { ...closeness, absolute: closeness.absolute ?? 0 };
  const measureAt = (entry: number) => (step: number) =>
    probe.entry(coordinates, entry, step);
  return (entry, entries) => {
    const analytic = analytics[k][entry];
    const value = coordinates.values[entry];
    const question = {
      value,
      analytic,
      backwardNoise: noise.backward[k][entry],
      largest,
    };
    if (!probe.isFinite) {
      answer.outcome = "outside";
      answer.numeric = NaN;
      answer.tolerance = 0;
    } else if (scheme === "adaptive" && isSingle) {
      compareSingle(question, measureAt(entry), answer);
    } else if (scheme === "adaptive") {
      compare(question, measureAt(entry), adaptive, answer);
    } else {
      const size = step ?? (scheme === "forward" ? 1e-6 : defaultStep(value));
      const found = probe.entry(coordinates, entry, size);
      const numeric = scheme === "forward" ? found.right : found.central;
      const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
      answer.numeric = numeric;
      answer.tolerance = closeness.relative * larger + absolute;
      answer.outcome = !found.isFinite
        ? "outside"
        : Math.abs(analytic - numeric) <= answer.tolerance
        ? "agrees"
        : "differs";
    }
    entries.outcome[entry] = outcomes.indexOf(answer.outcome);
    entries.numeric[entry] = answer.numeric;
    entries.tolerance[entry] = answer.tolerance;
  };
}

/** The distance in multiples of the tolerance. */
export function errorOf(
  analytic: number,
  numeric: number,
  tolerance: number,
): number {
  const distance = Math.abs(analytic - numeric);
  if (distance === 0) return 0;
  const error = distance / tolerance;
  return Number.isNaN(error) ? Infinity : error;
}
