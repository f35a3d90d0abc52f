import { say } from "../../../../words/say.ts";
import type { Precision } from "../../../../lib/base/values.ts";
import type { TrainingSettings } from "../../../../lib/fitting/training_plan.ts";
import type { OptimizerDefinition } from "../../../../lib/optimizers/define_optimizer.ts";
import { optimizers } from "../../../../lib/optimizers/optimizers.ts";
import { schedules } from "../../../../lib/schedules/schedules.ts";
import {
  type Chosen,
  readCall,
  withSetting,
} from "../../../../lib/definition/written_call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import {
  type DataChoice,
  readDataChoice,
  readDataSource,
} from "../../words/data_options.ts";
import { readKernels } from "../../words/kernel_options.ts";
import { readMetrics } from "../../words/metric_options.ts";
import {
  readSeed,
  readTextChoice,
  type TextChoice,
} from "../../words/options.ts";
import { type InputSource, inputSource } from "../../words/sources.ts";
import {
  readWeightsChoice,
  type WeightsChoice,
} from "../../words/weights_options.ts";
import {
  keepOption,
  normalizeOption,
  precisionOption,
} from "./train_options.ts";
import { readTorchChoice, type TorchChoice } from "./torch_choice.ts";
import { readTrainFiles, type TrainFiles } from "./train_files.ts";

export interface TrainChoice {
  readonly text: TextChoice;
  readonly source: InputSource;
  /** How the source is read. */
  readonly data: DataChoice;
  /** Whether a table is read for each epoch. */
  readonly streams: boolean | undefined;
  readonly validation?: ValidationChoice | undefined;
  /** The file of weights to start from. */
  readonly weights?: WeightsChoice | undefined;
  /** What is written. */
  readonly files: TrainFiles;
  /** How PyTorch trains, if it does. */
  readonly torch?: TorchChoice | undefined;
  readonly settings: TrainingSettings & {
    readonly seed: number;
    readonly precision: Precision;
  };
}

/** Where the validation examples come from: a share of the data, or other data. */
type ValidationChoice =
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "data"; readonly source: InputSource };

/** @throws {UsageError} if an option makes no sense. */
export function readTrainChoice(args: Arguments): TrainChoice {
  const source = readDataSource(
    args,
    "to learn from",
    'Give a file with --data, or a generator, as in --data "spiral(classes=3)".',
  );
  const settings = readSettings(args);
  const validation = readValidation(args.text("validation"));
  if (settings.patience !== undefined && validation === undefined) {
    throw new UsageError(
      say(
        "--patience waits for a lower validation loss, and there is no --validation",
      ),
      say("Give a share of the data, as in --validation 0.2, or a file."),
    );
  }
  if (settings.keep === "best" && validation === undefined) {
    throw new UsageError(
      say(
        "--keep best is the epoch of the lowest validation loss, and there is no --validation",
      ),
      say("Give a share of the data, as in --validation 0.2, or a file."),
    );
  }
  const files = readTrainFiles(args);
  const text = readTextChoice(args);
  const isInput = ({ kind }: InputSource) => kind === "standard input";
  if (isInput(source) && text.sources.some(isInput)) {
    throw new UsageError(
      say("standard input cannot be both the text and the data"),
      say("Give one of them as a file."),
    );
  }
  return {
    text,
    source,
    data: readDataChoice(args),
    streams: args.flag("stream") || undefined,
    validation,
    weights: readWeightsChoice(args),
    files,
    torch: readTorchChoice(args),
    settings,
  };
}

function readSettings(args: Arguments): TrainChoice["settings"] {
  const count = (name: string) => args.number(name, "a positive integer");
  const positive = (name: string) => args.number(name, "a positive number");
  const optimizer = readOptimizer(args);
  const batch = count("batch");
  if (optimizer?.definition.takesAll && batch !== undefined) {
    throw new UsageError(
      say("{optimizer} takes all data at once, and no --batch", {
        optimizer: optimizer.name,
      }),
      say("Leave out --batch, or take another --optimizer."),
    );
  }
  const schedule = args.text("schedule") ?? "constant";
  return {
    ...readKernels(args),
    optimizer,
    schedule: readCall("--schedule", schedule, schedules),
    learningRate: positive("learning-rate"),
    warmUp: args.number("warm-up", "an integer of at least 0") ?? 0,
    normalize: args.choice(normalizeOption),
    epochs: count("epochs"),
    batch,
    seed: readSeed(args),
    precision: args.choice(precisionOption) ?? "float32",
    shuffle: !args.flag("in-order"),
    clipNorm: positive("clip-norm"),
    clipValue: positive("clip-value"),
    accumulate: count("accumulate"),
    average: args.number("average", "between 0 and 1"),
    patience: count("patience"),
    keep: args.choice(keepOption),
    metrics: readMetrics(args),
  };
}

function readOptimizer(
  args: Arguments,
): Chosen<OptimizerDefinition> | undefined {
  const word = args.text("optimizer");
  const decay = args.number("weight-decay", "a number of at least 0");
  if (word === undefined && decay === undefined) return undefined;
  const call = readCall("--optimizer", word ?? "adam", optimizers);
  if (decay === undefined) return call;
  if ("weightDecay" in call.definition.arguments) {
    return withSetting(call, "weightDecay", decay);
  }
  throw new UsageError(
    say("{optimizer} has no weight decay", { optimizer: call.name }),
    say("Leave out --weight-decay, or take another --optimizer."),
  );
}

function readValidation(
  text: string | undefined,
): ValidationChoice | undefined {
  if (text === undefined) return undefined;
  const digits = text.replace(/(?<=\d)\s*%$/, "");
  const share = Number(digits);
  if (Number.isNaN(share)) return { kind: "data", source: inputSource(text) };
  if (share > 0 && share < 1 && digits === text) {
    return { kind: "share", share };
  }
  throw new UsageError(
    say(
      "--validation must be a share between 0 and 1, or a file: found {text}",
      {
        text,
      },
    ),
    share >= 1 && share < 100
      ? say("Give {share} for {percent} %.", {
        share: share / 100,
        percent: share,
      })
      : undefined,
  );
}
