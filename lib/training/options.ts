/**
 * What a training is told.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import type { Precision } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { KernelOptions } from "../kernels/store.ts";
import type { MetricsOptions } from "../metrics/metrics_for.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { TrainingState } from "./checkpoints/state.ts";

/** What {@linkcode train} takes. */
export interface TrainOptions extends KernelOptions {
  /** How many times all examples are gone through; what {@linkcode usualEpochs} says unless told otherwise. */
  readonly epochs?: number;
  /** How many examples are run at once; 32 unless told otherwise. The last batch of an epoch may be smaller. */
  readonly batch?: number;
  /**
   * Makes the optimizer; `adam` with its own defaults unless told otherwise.
   * `evaluate` runs the present batch forward and backward once more and gives its
   * loss, as `lbfgs` asks for; it does not go with `accumulate`, `clipNorm` and
   * `clipValue`.
   */
  readonly optimizer?: (
    parameters: Parameters,
    evaluate: () => number,
  ) => Optimizer;
  /** Examples to try the network on after each epoch. */
  readonly validation?: Examples;
  /** What is measured besides the loss, by the names of `metrics`; what suits the loss unless told otherwise. */
  readonly metrics?: MetricsOptions["names"];
  /** Where chance begins: for parameters, the order of examples, and layers that draw; 0 unless told otherwise. */
  readonly seed?: number;
  /** `float32` unless told otherwise; given parameters have a precision of their own. */
  readonly precision?: Precision;
  /** Whether the examples come in a new order in each epoch; true unless told otherwise. */
  readonly shuffle?: boolean;
  /** How many batches give one step, their gradients averaged; 1 unless told otherwise. */
  readonly accumulate?: number;
  /** The largest norm that all gradients together may have; larger ones are scaled down to it. */
  readonly clipNorm?: number;
  /** The largest size that a number of a gradient may have; larger ones are cut off. */
  readonly clipValue?: number;
  /** How much of itself a moving average of the parameters keeps at each step, such as 0.999: it then is what is tried and what results. */
  readonly average?: number;
  /** After how many epochs without a lower validation loss the training stops, with the parameters of the best. */
  readonly patience?: number;
  /** The parameters to start from; new ones unless told otherwise, which {@linkcode startAtMeans} moves. */
  readonly parameters?: Parameters;
  /** Where to go on, from {@linkcode TrainProgress.save} or a checkpoint; everything else must be as it was. */
  readonly resume?: TrainingState;
}

/** Options that were read. */
export type TrainSettings =
  & Required<
    Pick<
      TrainOptions,
      | "epochs"
      | "batch"
      | "seed"
      | "precision"
      | "shuffle"
      | "accumulate"
    >
  >
  & Pick<
    TrainOptions,
    "clipNorm" | "clipValue" | "average" | "patience" | "validation"
  >;

/** Some steps do for most small networks; an epoch of fewer examples has fewer of them. */
const usualSteps = 4000;

/**
 * How many epochs give some 4,000 steps: but at least 20, and at most 1,000.
 *
 * @param length how many examples there are.
 * @param perStep how many of them make a step.
 */
export function usualEpochs(length: number, perStep: number): number {
  const stepsAnEpoch = Math.ceil(length / perStep);
  return Math.min(Math.max(Math.ceil(usualSteps / stepsAnEpoch), 20), 1000);
}

/**
 * Reads options.
 *
 * @param length how many examples there are.
 * @throws {NablaError} if one is out of range.
 */
export function readTrainOptions(
  options: TrainOptions,
  length: number,
): TrainSettings {
  const { batch = 32, seed = 0, accumulate = 1 } = options;
  const { epochs = usualEpochs(length, batch * accumulate) } = options;
  const { precision = "float32", shuffle = true } = options;
  const { clipNorm, clipValue, average, patience, validation } = options;
  const counts = { batch, accumulate, epochs, patience };
  requireOptions("train", counts, "a positive integer", isCount);
  const sizes = { clipNorm, clipValue };
  requireOptions("train", sizes, "a positive number", (n) => n > 0);
  const isInside = (n: number) => n > 0 && n < 1;
  requireOptions("train", { average }, "between 0 and 1", isInside);
  if (patience !== undefined && validation === undefined) {
    throw new NablaError("call", {
      action: "stop early",
      rule: "there are no validation examples",
      wayOut: "give validation, or leave out patience",
    });
  }
  return {
    epochs,
    batch,
    seed,
    precision: options.parameters?.precision ?? precision,
    shuffle,
    accumulate,
    clipNorm,
    clipValue,
    average,
    patience,
    validation,
  };
}

/**
 * Sees to it that the gradient of a batch that is run anew is that of the step.
 *
 * @throws {NablaError} if it is added to others, or clipped.
 */
export function requireSameGradient(
  { accumulate, clipNorm, clipValue }: TrainSettings,
  { name }: Optimizer,
): void {
  if (accumulate === 1 && clipNorm === undefined && clipValue === undefined) {
    return;
  }
  throw new NablaError("call", {
    action: "train",
    rule:
      `${name} runs batches anew, whose gradients are neither accumulated nor clipped`,
    wayOut: "leave out accumulate, clipNorm and clipValue",
  });
}
