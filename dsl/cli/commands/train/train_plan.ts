/**
 * All that a training on the command line is made of, before its first step.
 *
 * @module
 */

import { DataError } from "../../../../lib/bytes/data_error.ts";
import type { Examples } from "../../../../lib/data/examples/examples.ts";
import { normalized } from "../../../../lib/fitting/normalization.ts";
import type { Parameters } from "../../../../lib/network/parameters.ts";
import type { TrainingState } from "../../../../lib/training/checkpoints/state.ts";
import {
  type TrainOptions,
  usualEpochs,
} from "../../../../lib/training/options.ts";
import type { NetworkDescription } from "../../../network_file/network_description.ts";
import { chosenMetrics } from "../../data/chosen_metrics.ts";
import {
  checkpointPath,
  openNetwork,
  requireSameRun,
  restartHelp,
} from "../../files/checkpoints.ts";
import type { Call } from "../../words/call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import type { PreparedData } from "./prepared_data.ts";
import type { TrainChoice } from "./train_choice.ts";
import { optimizerOf } from "./train_optimizer.ts";
import { parametersOf } from "./train_parameters.ts";
import type { TrainSubject } from "./train_subject.ts";

/** A training before its first step. */
export interface TrainPlan extends TrainSubject {
  /** What is learned from, normalized. */
  readonly training: Examples;
  /** What its file will say of it. */
  readonly description: NetworkDescription;
  /** What the library is told. */
  readonly options: TrainOptions & {
    readonly parameters: Parameters;
    readonly epochs: number;
  };
}

/**
 * Puts a training together: parameters, optimizer, and where it was stopped
 * before, the state that it goes on from.
 *
 * @throws {UsageError} if something does not fit.
 * @throws {DataError} if a file is damaged, or another's.
 */
export async function planTraining(
  subject: TrainSubject,
  args: Arguments,
  io: Io,
): Promise<TrainPlan> {
  const { choice, text, compiled, data } = subject;
  const { network } = compiled;
  const { precision } = choice;
  const { validation, normalization, schema, means } = data;
  const { length } = data.training;
  const batch = Math.min(choice.batch, length);
  const { accumulate = 1, metrics } = choice.options;
  const { epochs = usualEpochs(length, batch * accumulate) } = choice;
  chosenMetrics(network, data.training, metrics);
  const description: NetworkDescription = {
    text: compiled.text,
    libraries: text.options.libraries ?? [],
    precision,
    ...(normalization === undefined ? {} : { normalization }),
    ...(schema === undefined ? {} : { schema }),
    ...(means === undefined ? {} : { means }),
    training: settingsOf(choice, { batch, epochs }, data, args),
  };
  const parameters = await parametersOf(subject, batch, args, io);
  const training = normalization === undefined
    ? data.training
    : normalized(data.training, normalization, {
      precision,
      allocate: parameters.store.allocate,
    });
  const stepsAnEpoch = Math.ceil(length / batch / accumulate);
  const options = {
    ...choice.options,
    batch,
    epochs,
    optimizer: optimizerOf(choice, { stepsAnEpoch, epochs }),
    parameters,
    ...(validation === undefined ? {} : { validation }),
  };
  const resume = await stateToGoOnFrom({ ...subject, description }, args, io);
  const plan = { ...subject, training, description, options };
  if (resume === undefined) return plan;
  if (resume.epochs > epochs) {
    throw new UsageError(
      `--epochs ${epochs} are fewer than the ${resume.epochs} that the checkpoint has behind it`,
      "Give more of them, or begin anew with --restart.",
    );
  }
  return { ...plan, options: { ...options, resume } };
}

/** What decides on the outcome of a training besides its text, for the file. */
function settingsOf(
  choice: TrainChoice,
  { batch, epochs }: { readonly batch: number; readonly epochs: number },
  { fingerprint }: PreparedData,
  args: Arguments,
): NetworkDescription["training"] {
  const { seed, schedule, warmUp, learningRate, validation } = choice;
  const { kernels, shuffle, clipNorm, clipValue, accumulate } = choice.options;
  const { average, patience, metrics } = choice.options;
  const wordsOf = ({ name, settings }: Pick<Call, "name" | "settings">) =>
    `${name}(${[...settings].map((pair) => pair.join("=")).join()})`;
  return {
    data: fingerprint,
    kernels,
    seed,
    shuffle,
    clipNorm,
    clipValue,
    accumulate,
    average,
    patience,
    metrics,
    batch,
    optimizer: wordsOf(choice.optimizer),
    schedule: wordsOf(schedule),
    learningRate,
    warmUp,
    validation,
    weights: args.text("weights"),
    // More epochs go on where fewer ended, unless the schedule looks to the end.
    ...(schedule.definition.needsTotal ? { epochs } : {}),
  };
}

async function stateToGoOnFrom(
  { description, text }: Pick<TrainPlan, "description" | "text">,
  args: Arguments,
  io: Io,
): Promise<TrainingState | undefined> {
  const out = args.text("out");
  if (out === undefined || args.flag("restart")) return undefined;
  const path = checkpointPath(out);
  const { layers } = text.options;
  const saved = await openNetwork(
    path,
    layers === undefined ? {} : { layers },
    io,
  ).catch((error: unknown) => {
    throw error instanceof DataError
      ? new UsageError(
        `the checkpoint cannot be read: ${error.message}`,
        restartHelp,
      )
      : error;
  });
  if (saved === undefined) {
    if (args.flag("resume")) {
      io.error(`there is no checkpoint ${path}: the training begins anew\n`);
    }
    return undefined;
  }
  if (saved.state === undefined) {
    throw new UsageError(
      `${path} holds a network, but not the state of its training`,
      restartHelp,
    );
  }
  const identity = (of: NetworkDescription) => ({
    ...of.training,
    network: of.text,
    libraries: of.libraries,
    precision: of.precision,
  });
  const plain = JSON.parse(JSON.stringify(identity(description)));
  requireSameRun(path, identity(saved.description), plain);
  return saved.state;
}
