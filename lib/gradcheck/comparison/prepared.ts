import type { Random } from "../../base/random.ts";
import type { Precision } from "../../base/values.ts";
import type { Noise } from "../noise/noise.ts";
import type { Subject } from "../subjects/subject.ts";
import type { Closeness } from "../differences/compare.ts";
import type { BehaviorCheck, CheckMode, Scheme } from "./comparison.ts";
import type { Probe } from "../differences/probe.ts";

/** How a subject is checked; see `GradcheckOptions`. */
export interface CheckSettings {
  readonly scheme: Scheme;
  readonly mode: CheckMode;
  readonly closeness: Omit<Closeness, "absolute"> & {
    /** Default: 0, for one-step schemes a part of the largest gradient. */
    readonly absolute?: number;
  };
  readonly step?: number;
  readonly samples: number;
  readonly precision: Precision;
  readonly order: 1 | 2;
  readonly plain: boolean;
  readonly keepNumbers: boolean;
  /** Whether what differs in the whole network may come from steps that could not be told alone. */
  readonly isDoubtful: boolean;
  /** Whether wrong blocks of a search are followed down to the number. */
  readonly descends: boolean;
}

/** A subject at the numbers where it is checked, with its measurements. */
export interface Prepared {
  readonly subject: Subject;
  readonly settings: CheckSettings;
  /** What backward computed: copies, as the arrays belong to the layer. */
  readonly analytics: readonly Float64Array[];
  readonly noise: Noise;
  /** The largest gradient. */
  readonly largest: number;
  /** The typical size of the numbers of each array, by which they may be moved. */
  readonly scales: readonly number[];
  /** The largest gradient times the size of its number. */
  readonly largestEffect: number;
  readonly probe: Probe;
  readonly behaviors: readonly BehaviorCheck[];
  readonly random: Random;
}
