/**
 * What an epoch is, and how it goes.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { HeldExamples } from "./held_examples.ts";

/** One time through all examples. */
export interface Epoch {
  /** Writes the next `count` examples, one after the other. */
  next(x: Values, target: Values, count: number): void | Promise<void>;
  /** Ends it before its end. */
  close(): void | Promise<void>;
}

/** How an epoch goes. */
export interface EpochOptions {
  /** Chance for its order, a stream of its own; in order where absent. */
  readonly random?: Random | undefined;
  /** How many examples of its beginning are left out, as they were seen before. */
  readonly skip?: number;
  /** How many numbers of a stream are held to be mixed. */
  readonly windowNumbers?: number;
  /** The examples once more, where kernels take them from; they are used if given. */
  readonly held?: HeldExamples | undefined;
}
