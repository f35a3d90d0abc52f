/**
 * What the options of `nabla train` say.
 *
 * @module
 */

import type { Precision } from "../../../../lib/base/values.ts";
import type { NormalizationKind } from "../../../../lib/fitting/normalization.ts";
import type { KernelOptions } from "../../../../lib/kernels/store.ts";
import { schedules } from "../../../../lib/schedules/schedules.ts";
import type { TrainOptions } from "../../../../lib/training/options.ts";
import {
  type DataChoice,
  namesIn,
  readDataChoice,
} from "../../data/data_options.ts";
import { readCall } from "../../words/call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import { readKernels } from "../../words/kernel_options.ts";
import { readChoice, readSeed } from "../../words/options.ts";
import { type ChosenOptimizer, readOptimizer } from "./train_optimizer.ts";

/** What was chosen. */
export interface TrainChoice extends ChosenOptimizer {
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
  /** Examples of a batch; all at once for an optimizer that takes them so. */
  readonly batch: number;
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
    "--schedule",
    args.text("schedule") ?? "constant",
    schedules,
  );
  const names = args.text("metrics");
  const seed = readSeed(args);
  const precision = readChoice(args, "precision", ["float32", "float64"]) ??
    "float32";
  const kernels = readKernels(args);
  const epochs = count("epochs");
  const batch = count("batch");
  const { takesAll = false } = optimizer.definition;
  if (takesAll && batch !== undefined) {
    throw new UsageError(
      `${optimizer.name} takes all data at once, and no --batch`,
      "Leave out --batch, or take another --optimizer.",
    );
  }
  const validation = readValidation(args.text("validation"));
  const patience = count("patience");
  if (patience !== undefined && validation === undefined) {
    throw new UsageError(
      "--patience waits for a lower validation loss, and there is no --validation",
      "Give a share of the data, as in --validation 0.2, or a file.",
    );
  }
  requireOut(args);
  return {
    data,
    choice: readDataChoice(args),
    validation,
    normalize: readChoice(args, "normalize", ["standard", "range", "none"]),
    streams: args.flag("stream") ? true : undefined,
    seed,
    precision,
    kernels,
    epochs,
    batch: batch ?? (takesAll ? Infinity : 32),
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
      ...given("patience", patience),
      ...given(
        "metrics",
        names === undefined ? undefined : namesIn("metrics", names),
      ),
    },
    optimizer,
    schedule,
    learningRate: positive("learning-rate") ??
      optimizer.definition.learningRate,
    warmUp: args.number(
      "warm-up",
      "an integer of at least 0",
      (n) => Number.isSafeInteger(n) && n >= 0,
    ) ?? 0,
    saveEvery: readSaveEvery(args.text("save-every") ?? "30s"),
  };
}

/** What goes on or begins anew has a file to do so with, and files are called what they are. */
function requireOut(args: Arguments): void {
  if (/\.np[yz]$/i.test(args.text("out") ?? "")) {
    throw new UsageError(
      `--out writes .safetensors: it is ${args.text("out")}`,
      "nabla export turns that into .npz.",
    );
  }
  if (/\.(png|jpe?g|gif|webp|pdf)$/i.test(args.text("plot") ?? "")) {
    throw new UsageError(
      `--plot draws SVG: it is ${args.text("plot")}`,
      "Give it a name such as curve.svg.",
    );
  }
  for (const name of ["resume", "restart", "save-every"]) {
    const isGiven = args.flag(name) || args.text(name) !== undefined;
    if (!isGiven || args.text("out") !== undefined) continue;
    throw new UsageError(
      `--${name} is about checkpoints, and without --out there is none`,
      "Say where the network is to be saved, as in --out net.safetensors.",
    );
  }
  if (args.flag("resume") && args.flag("restart")) {
    throw new UsageError(
      "--resume and --restart exclude each other",
      "Without either, the same command goes on where it was stopped.",
    );
  }
}

function given<const Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [key in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { [key in Name]: T };
}

function readValidation(text: string | undefined): number | string | undefined {
  const digits = text?.replace(/(?<=\d)\s*%$/, "");
  const share = Number(digits);
  if (text === undefined || Number.isNaN(share)) return text;
  if (share > 0 && share < 1 && digits === text) return share;
  throw new UsageError(
    `--validation must be a share between 0 and 1, or a file: it is ${text}`,
    share >= 1 && share < 100
      ? `Give ${share / 100} for ${share} %.`
      : undefined,
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
