import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import type { Precision } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { KernelOptions } from "../kernels/store.ts";
import type { MetricsOptions } from "../metrics/metrics_for.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { NamedNumbers } from "./evaluation/named_numbers.ts";
import type { TrainingState } from "./checkpoints/state.ts";

/** What {@linkcode train} takes. */
export interface TrainOptions extends KernelOptions {
  /** How many passes over all examples; default: as many as give some 4,000 steps, from 20 to 1,000. */
  readonly epochs?: number;
  /** How many examples run at once; the last batch of an epoch may be smaller. Default: 32. */
  readonly batch?: number;
  /**
   * Makes the optimizer; default: `adam` with its own defaults. `evaluate` runs the
   * current batch forward and backward again and gives its loss, as `lbfgs` needs;
   * it does not go with `accumulate`, `clipNorm` and `clipValue`.
   */
  readonly optimizer?: (
    parameters: Parameters,
    evaluate: () => number,
  ) => Optimizer;
  /** Examples to try the network on after each epoch. */
  readonly validation?: Examples | NamedNumbers;
  /** What to measure in addition to the loss, by the names of `metrics`; default: what suits the loss. */
  readonly metrics?: MetricsOptions["names"];
  /** The seed of parameters, of the order of examples, and of layers that draw; default: 0. */
  readonly seed?: number;
  /** Default: that of the given parameters, or `float32`. */
  readonly precision?: Precision;
  /** Whether the examples come in a new order in each epoch; default: true. */
  readonly shuffle?: boolean;
  /** How many batches make one step, their gradients averaged; default: 1. */
  readonly accumulate?: number;
  /** The largest norm that all gradients together may have; larger ones are scaled down to it. */
  readonly clipNorm?: number;
  /** The largest absolute value that a number of a gradient may have; larger ones are limited to it. */
  readonly clipValue?: number;
  /** How much of itself a moving average of the parameters keeps at each step, such as 0.999; the average is then validated and returned. */
  readonly average?: number;
  /** After how many epochs without a lower validation loss the training stops. */
  readonly patience?: number;
  /** Which parameters it returns: those of the epoch with the lowest validation loss, or of the last. Default: `best` with validation, otherwise `last`. */
  readonly keep?: "best" | "last" | undefined;
  /** The parameters to start from; default: new ones, which {@linkcode startAtMeans} moves. */
  readonly parameters?: Parameters;
  /**
   * Called between layers, within steps and validations. What it throws ends the
   * training at once; the state is then that of the last whole step.
   */
  readonly between?: () => void;
  /** Where to resume, from {@linkcode TrainProgress.save} or a checkpoint; everything else must be as it was. */
  readonly resume?: TrainingState;
}

/** Options once the examples for validation are in one form. */
export type RunOptions = Omit<TrainOptions, "validation"> & {
  readonly validation?: Examples;
};

type Defaulted =
  | "epochs"
  | "batch"
  | "seed"
  | "precision"
  | "shuffle"
  | "accumulate";

/** Options with their defaults. */
export type TrainSettings =
  & Required<Pick<TrainOptions, Defaulted | "keep">>
  & Pick<TrainOptions, "clipNorm" | "clipValue" | "average" | "patience">
  & { readonly validation: Examples | undefined };

/** Enough for most small networks. */
const usualSteps = 4000;

/** How many epochs give the usual steps, if `perStep` of `length` examples make a step. */
export function usualEpochs(length: number, perStep: number): number {
  const stepsAnEpoch = Math.ceil(length / perStep);
  return Math.min(Math.max(Math.ceil(usualSteps / stepsAnEpoch), 20), 1000);
}

/**
 * Fills in defaults, for so many examples.
 *
 * @throws {NablaError} if an option is out of range.
 */
export function readTrainOptions(
  options: RunOptions,
  length: number,
): TrainSettings {
  const { batch = 32, seed = 0, accumulate = 1 } = options;
  const { epochs = usualEpochs(length, batch * accumulate) } = options;
  const { precision = "float32", shuffle = true } = options;
  const { clipNorm, clipValue, average, patience, validation } = options;
  const counts = { batch, accumulate, epochs, patience };
  const action = say("train");
  requireOptions(action, counts, say("a positive integer"), isCount);
  const sizes = { clipNorm, clipValue };
  requireOptions(action, sizes, say("a positive number"), (n) => n > 0);
  const isInside = (n: number) => n > 0 && n < 1;
  requireOptions(action, { average }, say("between 0 and 1"), isInside);
  if (validation === undefined) {
    if (patience !== undefined) {
      throw unvalidated(say("stop early"), "patience");
    }
    if (options.keep === "best") {
      throw unvalidated(say("keep the best"), "keep");
    }
  }
  const { keep = validation === undefined ? "last" : "best" } = options;
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
    keep,
    validation,
  };
}

function unvalidated(action: string, option: string): NablaError<"call"> {
  return new NablaError("call", {
    action,
    rule: say("there are no validation examples"),
    wayOut: say("give validation, or leave out {option}", { option }),
  });
}

/** @throws {NablaError} if the gradient of a step is not that of its batch, which the optimizer runs again. */
export function requireSameGradient(
  { accumulate, clipNorm, clipValue }: TrainSettings,
  { name }: Optimizer,
): void {
  if (accumulate === 1 && clipNorm === undefined && clipValue === undefined) {
    return;
  }
  throw new NablaError("call", {
    action: say("train"),
    rule: say(
      "{name} runs batches again, whose gradients are neither accumulated nor clipped",
      { name },
    ),
    wayOut: say("leave out accumulate, clipNorm and clipValue"),
  });
}
