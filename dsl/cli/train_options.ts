/**
 * The options of `nabla train`.
 *
 * @module
 */

import type { NormalizationKind } from "../../lib/data/normalization.ts";
import { metrics } from "../../lib/metrics/metrics_for.ts";
import type { Optimizer } from "../../lib/optimizers/optimizer.ts";
import type { Parameters } from "../../lib/parameters.ts";
import type { KernelOptions } from "../../lib/store.ts";
import type { TrainOptions } from "../../lib/training/options.ts";
import type { Precision } from "../../lib/values.ts";
import { type Call, readCall } from "./call.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";
import {
  type DataChoice,
  dataOption,
  namesIn,
  readDataChoice,
  tableOptions,
  targetOption,
} from "./data_options.ts";
import { computing, readKernels } from "./kernel_options.ts";
import { compiling, readChoice, readSeed } from "./options.ts";
import {
  type Extent,
  optimizers,
  optionsOf,
  schedules,
  withWarmUp,
} from "./optimizers.ts";

/** What `nabla train` takes. */
export const trainOptions: readonly Option[] = [
  dataOption,
  targetOption,
  ...tableOptions,
  {
    name: "validation",
    value: "SHARE",
    summary: "the share of the data to try the network on, as 0.2, or a file",
  },
  {
    name: "epochs",
    value: "N",
    summary:
      "how often all data is gone through (as many as give 4,000 steps, from 20 to 1,000)",
  },
  { name: "batch", value: "N", summary: "examples of a step (32)" },
  {
    name: "optimizer",
    value: "NAME",
    summary:
      'sgd, adam, adamw, rmsprop, adagrad, lion or lbfgs, with settings as in "sgd(momentum=0.9)" (adam)',
  },
  {
    name: "learning-rate",
    value: "RATE",
    summary: "how far a step goes (0.001; 0.1 for sgd)",
  },
  {
    name: "schedule",
    value: "NAME",
    summary:
      'constant, step, cosine, one-cycle or plateau, as "step(every=30,factor=0.1)", in epochs (constant)',
  },
  {
    name: "warm-up",
    value: "STEPS",
    summary: "steps in which the learning rate rises from near 0 (0)",
  },
  {
    name: "weight-decay",
    value: "SIZE",
    summary: "how much of the weights a step takes away (0; 0.01 for adamw)",
  },
  {
    name: "clip-norm",
    value: "SIZE",
    summary: "the largest norm of all gradients",
  },
  {
    name: "clip-value",
    value: "SIZE",
    summary: "the largest size of a number of a gradient",
  },
  {
    name: "accumulate",
    value: "N",
    summary: "batches whose gradients make one step (1)",
  },
  {
    name: "average",
    value: "SHARE",
    summary: "keep a moving average of the weights, as 0.999, and take it",
  },
  {
    name: "patience",
    value: "N",
    summary:
      "stop after so many epochs without a lower validation loss, with the best",
  },
  {
    name: "metrics",
    value: "NAMES",
    summary: `with commas: ${
      [...metrics.keys()].join(", ")
    } (what suits the loss)`,
  },
  {
    name: "normalize",
    value: "HOW",
    summary:
      "inputs to mean 0 and deviation 1 by standard, to 0 … 1 by range, or none (standard; range for bytes)",
  },
  {
    name: "in-order",
    summary: "take the data in its order instead of shuffling",
  },
  {
    name: "stream",
    summary: "read a table anew for each epoch (what is over 1 GB)",
  },
  {
    name: "weights",
    value: "FILE",
    summary: "a .safetensors or .npz file of weights to start from",
  },
  {
    name: "out",
    value: "FILE",
    summary: "the trained network, as .safetensors",
  },
  {
    name: "save-every",
    value: "N",
    summary:
      "how often a checkpoint is written: seconds as 30s, or steps (30s)",
  },
  {
    name: "resume",
    summary:
      "go on from the checkpoint of a run that was stopped; so does the same command without it",
  },
  { name: "restart", summary: "begin anew, whatever checkpoint there is" },
  { name: "plot", value: "FILE", summary: "draw the losses as an SVG" },
  {
    name: "log",
    value: "FILE",
    summary: "write each epoch as a line of JSON",
  },
  {
    name: "precision",
    value: "NAME",
    summary: "float32 or float64 (float32)",
  },
  {
    name: "seed",
    value: "N",
    summary: "where chance begins: weights, order, dropout (0)",
  },
  ...computing,
  ...compiling,
];

/** What was chosen. */
export interface TrainChoice {
  /** Where the data is. */
  readonly data: string;
  /** How it is read. */
  readonly choice: DataChoice;
  /** The share to try the network on, or a file of it. */
  readonly validation?: number | string | undefined;
  /** How inputs are normalized; by what they are where absent. */
  readonly normalize?: NormalizationKind | "none" | undefined;
  /** Whether a table is read for each epoch. */
  readonly streams: boolean | undefined;
  /** Where chance begins. */
  readonly seed: number;
  /** The precision of the network. */
  readonly precision: Precision;
  /** The kernels. */
  readonly kernels: KernelOptions;
  /** What training is told besides optimizer and validation. */
  readonly options: Omit<TrainOptions, "optimizer" | "validation">;
  /** How many epochs; as many as are usual where absent. */
  readonly epochs: number | undefined;
  /** Examples of a batch; all at once for lbfgs. */
  readonly batch: number;
  /** The optimizer. */
  readonly optimizer: Call;
  /** The schedule. */
  readonly schedule: Call;
  /** The learning rate. */
  readonly learningRate: number;
  /** Steps in which it rises. */
  readonly warmUp: number;
  /** When checkpoints are written. */
  readonly saveEvery: { readonly seconds: number } | { readonly steps: number };
}

/**
 * Reads the options.
 *
 * @throws {UsageError} if one makes no sense.
 */
export function readTrainChoice(args: Arguments): TrainChoice {
  const data = args.text("data");
  if (data === undefined) {
    throw new UsageError(
      "there is no data to learn from",
      'Give a file with --data, or a generator, as in --data "spiral(classes=3)".',
    );
  }
  const isCount = (n: number) => Number.isSafeInteger(n) && n >= 1;
  const count = (name: string) =>
    args.number(name, "a positive integer", isCount);
  const positive = (name: string) =>
    args.number(name, "a positive number", (n) => n > 0 && n < Infinity);
  const optimizer = readOptimizer(args);
  const schedule = readCall(
    "schedule",
    args.text("schedule") ?? "constant",
    schedules,
  );
  const names = args.text("metrics");
  const seed = readSeed(args);
  const precision = readChoice(args, "precision", ["float32", "float64"]) ??
    "float32";
  const kernels = readKernels(args);
  const epochs = count("epochs");
  const batch = optimizer.name === "lbfgs" ? Infinity : count("batch") ?? 32;
  return {
    data,
    choice: readDataChoice(args),
    validation: readValidation(args.text("validation")),
    normalize: readChoice(args, "normalize", ["standard", "range", "none"]),
    streams: args.flag("stream") ? true : undefined,
    seed,
    precision,
    kernels,
    epochs,
    batch,
    options: {
      ...kernels,
      seed,
      precision,
      shuffle: !args.flag("in-order"),
      ...given("clipNorm", positive("clip-norm")),
      ...given("clipValue", positive("clip-value")),
      ...given("accumulate", count("accumulate")),
      ...given(
        "average",
        args.number("average", "between 0 and 1", (n) => n > 0 && n < 1),
      ),
      ...given("patience", count("patience")),
      ...given(
        "metrics",
        names === undefined ? undefined : namesIn("metrics", names),
      ),
    },
    optimizer,
    schedule,
    learningRate: positive("learning-rate") ??
      optimizers.get(optimizer.name)?.learningRate ?? 1e-3,
    warmUp: args.number(
      "warm-up",
      "an integer of at least 0",
      (n) => Number.isSafeInteger(n) && n >= 0,
    ) ?? 0,
    saveEvery: readSaveEvery(args.text("save-every") ?? "30s"),
  };
}

function given<const Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [key in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { [key in Name]: T };
}

function readOptimizer(args: Arguments): Call {
  const call = readCall(
    "optimizer",
    args.text("optimizer") ?? "adam",
    optimizers,
  );
  const decay = args.number(
    "weight-decay",
    "a number of at least 0",
    (n) => n >= 0 && n < Infinity,
  );
  if (decay === undefined) return call;
  const takes = optimizers.get(call.name)?.settings ?? {};
  if (!("weight-decay" in takes)) {
    throw new UsageError(`${call.name} has no weight decay`);
  }
  return {
    ...call,
    settings: new Map([...call.settings, ["weight-decay", decay]]),
  };
}

function readValidation(text: string | undefined): number | string | undefined {
  if (text === undefined || Number.isNaN(Number(text))) return text;
  const share = Number(text);
  if (share > 0 && share < 1) return share;
  throw new UsageError(
    `--validation must be a share between 0 and 1, or a file: it is ${text}`,
  );
}

function readSaveEvery(text: string): TrainChoice["saveEvery"] {
  const [, digits = "", unit] = /^(\d+(?:\.\d+)?)(s?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (number > 0 && unit === "s") return { seconds: number };
  if (number > 0 && Number.isInteger(number)) return { steps: number };
  throw new UsageError(
    `--save-every must be seconds, as 30s, or a number of steps: it is ${text}`,
  );
}

/** Makes the optimizer that was chosen. */
export function optimizerOf(
  choice: TrainChoice,
  extent: Extent,
): (parameters: Parameters, evaluate: () => number) => Optimizer {
  const { optimizer, schedule, learningRate } = choice;
  const made = withWarmUp(
    schedules.get(schedule.name)?.make(learningRate, schedule, extent) ??
      unknown(schedule),
    choice.warmUp,
  );
  return (parameters, evaluate) =>
    optimizers.get(optimizer.name)?.make(
      parameters,
      { ...optionsOf(optimizer), learningRate: made },
      evaluate,
    ) ?? unknown(optimizer);
}

function unknown({ name }: Call): never {
  throw new UsageError(`there is no ${name}`);
}
