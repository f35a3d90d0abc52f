import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { HeldExamples } from "./held_examples.ts";

/** One pass over all examples. */
export interface Epoch {
  /** Writes the next `count` examples, one after the other. */
  next(x: Values, target: Values, count: number): void | Promise<void>;
  /** Stops it early. */
  close(): void | Promise<void>;
}

export interface EpochOptions {
  /** Shuffles the examples; default: in order. */
  readonly random?: Random | undefined;
  /** How many examples to leave out at the beginning, as they were seen before. */
  readonly skip?: number;
  /** How many numbers of a stream are held to shuffle. */
  readonly windowNumbers?: number;
  /** The examples in the memory of the kernels. */
  readonly held?: HeldExamples | undefined;
}
