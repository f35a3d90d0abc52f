/**
 * What the options of `nabla train` say.
 *
 * @module
 */

import { isCount, isWhole } from "../../../../lib/base/ranges.ts";
import type { Precision } from "../../../../lib/base/values.ts";
import type { NormalizationKind } from "../../../../lib/fitting/normalization.ts";
import type { KernelOptions } from "../../../../lib/kernels/store.ts";
import { schedules } from "../../../../lib/schedules/schedules.ts";
import type { TrainOptions } from "../../../../lib/training/options.ts";
import { readCall } from "../../words/call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import {
  type DataChoice,
  readDataChoice,
  readNames,
} from "../../words/data_options.ts";
import { readKernels } from "../../words/kernel_options.ts";
import {
  readSeed,
  readTextChoice,
  type TextChoice,
} from "../../words/options.ts";
import { type Source, sourceOf } from "../../words/sources.ts";
import { readTrainFiles, type TrainFiles } from "./train_files.ts";
import { type ChosenOptimizer, readOptimizer } from "./train_optimizer.ts";

/** What a network is tried on: a share of the data, or other data. */
export type ValidationChoice =
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "data"; readonly source: Source };

/** What was chosen. */
export interface TrainChoice extends ChosenOptimizer {
  /** The text of the network. */
  readonly text: TextChoice;
  /** Where the data is. */
  readonly source: Source;
  /** How it is read. */
  readonly data: DataChoice;
  /** What the network is tried on. */
  readonly validation?: ValidationChoice | undefined;
  /** The file of weights to start from. */
  readonly weights?: string | undefined;
  /** What is written. */
  readonly files: TrainFiles;
  /** Whether one record is printed at the end instead of epochs. */
  readonly isJson: boolean;
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
  const seed = readSeed(args);
  const precision = args.choice("precision", ["float32", "float64"]) ??
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
  const files = readTrainFiles(args);
  const text = readTextChoice(args);
  const source = sourceOf(data);
  const isInput = ({ kind }: Source) => kind === "standard input";
  if (isInput(source) && text.sources.some(isInput)) {
    throw new UsageError(
      "standard input cannot be both the text and the data",
      "Give one of them as a file.",
    );
  }
  return {
    text,
    source,
    data: readDataChoice(args),
    validation,
    weights: args.text("weights"),
    files,
    isJson: args.flag("json"),
    normalize: args.choice("normalize", ["standard", "range", "none"]),
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
      clipNorm: positive("clip-norm"),
      clipValue: positive("clip-value"),
      accumulate: count("accumulate"),
      average: args.number("average", "between 0 and 1", (n) => n > 0 && n < 1),
      patience,
      metrics: readNames(args, "metrics"),
    },
    optimizer,
    schedule,
    learningRate: positive("learning-rate") ??
      optimizer.definition.learningRate,
    warmUp: args.number(
      "warm-up",
      "an integer of at least 0",
      isWhole,
    ) ?? 0,
  };
}

function readValidation(
  text: string | undefined,
): ValidationChoice | undefined {
  if (text === undefined) return undefined;
  const digits = text.replace(/(?<=\d)\s*%$/, "");
  const share = Number(digits);
  if (Number.isNaN(share)) return { kind: "data", source: sourceOf(text) };
  if (share > 0 && share < 1 && digits === text) {
    return { kind: "share", share };
  }
  throw new UsageError(
    `--validation must be a share between 0 and 1, or a file: it is ${text}`,
    share >= 1 && share < 100
      ? `Give ${share / 100} for ${share} %.`
      : undefined,
  );
}
