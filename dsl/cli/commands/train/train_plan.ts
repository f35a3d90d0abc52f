/**
 * All that a training on the command line is made of, before its first step.
 *
 * @module
 */

import { DataError } from "../../../../lib/bytes/data_error.ts";
import type { Examples } from "../../../../lib/data/examples/examples.ts";
import { prepareData } from "../../../../lib/fitting/prepared_data.ts";
import type { RunIdentity } from "../../../../lib/fitting/run_identity.ts";
import { chosenMetrics } from "../../../../lib/metrics/chosen_metrics.ts";
import {
  initialize,
  type Parameters,
} from "../../../../lib/network/parameters.ts";
import type { TrainingState } from "../../../../lib/training/checkpoints/state.ts";
import {
  type TrainOptions,
  usualEpochs,
} from "../../../../lib/training/options.ts";
import {
  identityOf,
  type NetworkDescription,
} from "../../../network_file/network_description.ts";
import {
  checkpointPath,
  requireSameRun,
  restartHelp,
} from "../../files/checkpoints.ts";
import { openNetwork } from "../../files/network_file.ts";
import type { Call } from "../../words/call.ts";
import { UsageError } from "../../words/command.ts";
import { nameOf } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";
import { optimizerOf } from "./train_optimizer.ts";
import { beginParameters } from "./train_parameters.ts";
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
  io: Io,
): Promise<TrainPlan> {
  const { choice, text, compiled, data } = subject;
  const { network } = compiled;
  const { precision, normalize, seed, kernels } = choice;
  const { length, targetShape } = data.examples;
  const batch = Math.min(choice.batch, length);
  const { accumulate = 1, metrics: names } = choice.options;
  const { epochs = usualEpochs(length, batch * accumulate) } = choice;
  chosenMetrics(network, { targetShape, names });
  const parameters = initialize(network, {
    seed,
    precision,
    batch,
    ...kernels,
  });
  const { training, validation, meaning, fingerprint } = await prepareData(
    network,
    data,
    { normalize, precision, allocate: parameters.store.allocate },
  );
  await beginParameters(parameters, subject, io);
  const description: NetworkDescription = {
    text: compiled.text,
    libraries: text.options.libraries ?? [],
    precision,
    ...meaning,
    training: settingsOf(choice, { batch, epochs, data: fingerprint }),
  };
  const resume = await stateToGoOnFrom({ ...subject, description }, io);
  if (resume !== undefined && resume.epochs > epochs) {
    throw new UsageError(
      `--epochs ${epochs} are fewer than the ${resume.epochs} that the checkpoint has behind it`,
      "Give more of them, or begin anew with --restart.",
    );
  }
  const stepsAnEpoch = Math.ceil(length / batch / accumulate);
  const optimizer = optimizerOf(choice, { stepsAnEpoch, epochs });
  return {
    ...subject,
    training,
    description,
    options: {
      ...choice.options,
      batch,
      epochs,
      optimizer,
      parameters,
      validation,
      resume,
    },
  };
}

/** What decides on the outcome of a training besides its text, for the file. */
function settingsOf(
  choice: TrainChoice,
  { batch, epochs, data }: {
    readonly batch: number;
    readonly epochs: number;
    readonly data: string;
  },
): RunIdentity {
  const { seed, schedule, warmUp, learningRate, validation, weights } = choice;
  const { kernels, shuffle, clipNorm, clipValue, accumulate } = choice.options;
  const { average, patience, metrics } = choice.options;
  const wordsOf = ({ name, settings }: Pick<Call, "name" | "settings">) =>
    `${name}(${[...settings].map((pair) => pair.join("=")).join()})`;
  return {
    data,
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
    validation: validation?.kind === "data"
      ? nameOf(validation.source)
      : validation?.share,
    weights,
    // More epochs go on where fewer ended, unless the schedule looks to the end.
    epochs: schedule.definition.needsTotal ? epochs : undefined,
  };
}

async function stateToGoOnFrom(
  { choice, description, text }: Pick<
    TrainPlan,
    "choice" | "description" | "text"
  >,
  io: Io,
): Promise<TrainingState | undefined> {
  const { resume, out } = choice.files;
  if (out === undefined || resume === "never") return undefined;
  const path = checkpointPath(out);
  const { layers } = text.options;
  const saved = await openNetwork(path, { layers }, io).catch(
    (error: unknown) => {
      throw error instanceof DataError
        ? new UsageError(
          `the checkpoint cannot be read: ${error.message}`,
          restartHelp,
        )
        : error;
    },
  );
  if (saved === undefined) {
    if (resume === "wanted") {
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
  const before = identityOf(saved.description);
  requireSameRun(path, before, identityOf(description));
  return saved.state;
}
