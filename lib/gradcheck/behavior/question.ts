/**
 * One thing that is asked of a layer besides right numbers.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Noise } from "../noise/noise.ts";
import type { Subject } from "../subjects/subject.ts";

/** What was found: undefined where all is well. */
export type Misbehavior = string | undefined;

/** Looks whether a subject behaves; it leaves the subject's numbers as they were, not its gradients. */
export type BehaviorQuestion = (
  subject: Subject,
  random: Random,
  noise: Noise,
) => Misbehavior;
