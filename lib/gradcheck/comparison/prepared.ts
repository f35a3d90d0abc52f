/**
 * A subject ready to be compared, and how that is done.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Precision } from "../../base/values.ts";
import type { Noise } from "../noise/noise.ts";
import type { Subject } from "../subjects/subject.ts";
import type { Closeness } from "./compare.ts";
import type { BehaviorCheck, CheckMode, Scheme } from "./comparison.ts";
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
