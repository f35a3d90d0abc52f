/**
 * `nabla train`: a network learns from a file.
 *
 * @module
 */

import { initialize, type Parameters } from "../../lib/parameters.ts";
import type { EpochRecord } from "../../lib/training/history.ts";
import { type TrainOptions, usualEpochs } from "../../lib/training/options.ts";
import { restoreParameters } from "../../lib/training/state.ts";
import {
  type TrainProgress,
  type TrainResult,
  trainSteps,
} from "../../lib/training/trainer.ts";
import { type CompiledNetwork, numbersAt } from "../exercise.ts";
import { format } from "../printer.ts";
import { type NetworkDescription, networkFile } from "../saved_network.ts";
import { curveToSvg } from "../training/curve_svg.ts";
import {
  checkpointPath,
  openNetwork,
  requireSameRun,
  writeCheckpoints,
} from "./checkpoints.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import type { Io } from "./io.ts";
import { prepareData, type PreparedData } from "./prepared_data.ts";
import { toRecord } from "./record.ts";
import { writeFile } from "./source.ts";
import {
  type LoadedText,
  loadText,
  networkOf,
  printDiagnostics,
} from "./texts.ts";
import {
  optimizerOf,
  readTrainChoice,
  type TrainChoice,
  trainOptions,
} from "./train_options.ts";
import { schedules } from "./optimizers.ts";
import { openLog } from "./training_log.ts";
import { showTraining } from "./training_view.ts";
import { loadWeights } from "./weights.ts";

/** The command. */
export const trainCommand: Command = {
  name: "train",
  summary: "learn from data: CSV, images, arrays or a generator",
  usage: '"TEXT" | FILE.nn | -',
  options: trainOptions,
  examples: [
    [
      "net.nn --data train.csv --target species --validation 0.2 --out net.safetensors",
      "from a table, with the state kept as it goes",
    ],
    [
      '"fc(2,16) -> tanh -> fc(3) -> cross_entropy" --data spiral --plot curve.svg',
      "from a generator, with a picture of the losses",
    ],
    [
      "net.nn --data images.idx.gz --target labels.idx.gz --epochs 10",
      "from images",
    ],
  ],
  run,
};

/** All that a training is made of. */
interface Plan {
  readonly choice: TrainChoice;
  readonly text: LoadedText;
  readonly compiled: CompiledNetwork;
  readonly data: PreparedData;
  readonly description: NetworkDescription;
  readonly options: TrainOptions & {
    readonly parameters: Parameters;
    readonly epochs: number;
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTrainChoice(args);
  const text = await loadText(args, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(text.diagnostics, text.source, args, io);
    return 2;
  }
  if (compiled.network.loss === undefined) {
    throw new UsageError(
      "a network that learns ends with a loss, and this one has none",
      "Write -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.",
    );
  }
  const data = await prepareData(choice, compiled.network, io);
  const plan = await planOf({ choice, text, compiled, data }, args, io);
  return await carryOut(plan, args, io);
}

async function planOf(
  { choice, text, compiled, data }: Pick<
    Plan,
    "choice" | "text" | "compiled" | "data"
  >,
  args: Arguments,
  io: Io,
): Promise<Plan> {
  const { network } = compiled;
  const { precision, seed, kernels } = choice;
  const { training, validation } = data;
  const batch = Math.min(choice.batch, training.length);
  const { accumulate = 1 } = choice.options;
  const { epochs = usualEpochs(training.length, batch * accumulate) } = choice;
  const { normalization, schema, means } = data;
  const description: NetworkDescription = {
    text: compiled.text,
    libraries: text.options.libraries ?? [],
    precision,
    ...(normalization === undefined ? {} : { normalization }),
    ...(schema === undefined ? {} : { schema }),
    ...(means === undefined ? {} : { means }),
    training: trainingOf(choice, { batch, epochs }, data, args),
  };
  const parameters = initialize(network, {
    seed,
    precision,
    batch,
    ...kernels,
  });
  setGiven(compiled, parameters);
  const weights = args.text("weights");
  if (weights !== undefined) {
    await loadWeights(weights, network, parameters, io);
  }
  const stepsAnEpoch = Math.ceil(training.length / batch / accumulate);
  const options = {
    ...choice.options,
    batch,
    epochs,
    optimizer: optimizerOf(choice, { stepsAnEpoch, epochs }),
    parameters,
    ...(validation === undefined ? {} : { validation }),
  };
  const resume = await stateToGoOnFrom(description, text, args, io);
  return {
    choice,
    text,
    compiled,
    data,
    description,
    options: resume === undefined ? options : { ...options, resume },
  };
}

/** What decides on the outcome of a training besides its text, for the file. */
function trainingOf(
  choice: TrainChoice,
  { batch, epochs }: { readonly batch: number; readonly epochs: number },
  { fingerprint }: PreparedData,
  args: Arguments,
): Readonly<Record<string, unknown>> {
  const { seed, schedule, warmUp } = choice;
  const { precision: _, threads: _threads, ...rest } = choice.options;
  const wordsOf = ({ name, settings }: TrainChoice["optimizer"]) =>
    `${name}(${[...settings].map((pair) => pair.join("=")).join()})`;
  return {
    data: fingerprint,
    ...rest,
    batch,
    seed,
    optimizer: wordsOf(choice.optimizer),
    schedule: wordsOf(schedule),
    learningRate: choice.learningRate,
    warmUp,
    validation: choice.validation,
    weights: args.text("weights"),
    // More epochs go on where fewer ended, unless the schedule looks to the end.
    ...(schedules.get(schedule.name)?.isWhole ? { epochs } : {}),
  };
}

/** Writes the parameters that a text gives. */
function setGiven(compiled: CompiledNetwork, parameters: Parameters): void {
  for (const { place, written } of compiled.given) {
    if (place.kind === "parameter" && !place.isGradient) {
      parameters.get(place.parameter).value.set(written.numbers);
    }
  }
}

async function stateToGoOnFrom(
  description: NetworkDescription,
  text: LoadedText,
  args: Arguments,
  io: Io,
): Promise<TrainOptions["resume"]> {
  const out = args.text("out");
  if (out === undefined || args.flag("restart")) return undefined;
  const path = checkpointPath(out);
  const { layers } = text.options;
  const saved = await openNetwork(
    path,
    layers === undefined ? {} : { layers },
    io,
  );
  if (saved === undefined) {
    if (args.flag("resume")) {
      io.error(`there is no checkpoint ${path}: the training begins\n`);
    }
    return undefined;
  }
  const identity = (of: NetworkDescription) => ({
    ...Object(of.training),
    network: of.text,
    libraries: of.libraries,
    precision: of.precision,
  });
  const plain = JSON.parse(JSON.stringify(identity(description)));
  requireSameRun(path, identity(saved.description), plain);
  return saved.state;
}

async function carryOut(
  plan: Plan,
  args: Arguments,
  io: Io,
): Promise<number> {
  const { compiled: { network }, options, description, choice, data } = plan;
  const { resume } = options;
  const out = args.text("out");
  const saved = { description, network, parameters: options.parameters };
  const isQuiet = args.flag("json");
  const log = await openLog(args.text("log"), resume?.epochs ?? 0, io);
  const view = showTraining({
    network,
    title: format(network),
    notes: data.notes,
    choice,
    epochs: options.epochs,
    total: data.training.length,
    resume,
    isQuiet,
  }, io);
  if (out !== undefined) await io.removeLeftovers(checkpointPath(out));
  const checkpoints = out === undefined
    ? undefined
    : writeCheckpoints(checkpointPath(out), saved, choice.saveEvery, io);
  let isStopped = false;
  const stopListening = io.onInterrupt(() => isStopped = true);
  const steps = trainSteps(network, data.training, options);
  let history: readonly EpochRecord[] = resume?.history ?? [];
  let result: TrainResult | undefined;
  try {
    for (;;) {
      const { done, value } = await nextStep(steps);
      if (done) {
        result = value;
        break;
      }
      await tell(value);
      await checkpoints?.at(value);
      await view.breathe(value);
      if (isStopped) {
        await checkpoints?.write(value);
        break;
      }
    }
  } finally {
    stopListening();
    view.clear();
  }

  async function tell(progress: TrainProgress): Promise<void> {
    const { epoch, step, record, warnings, stepSizes } = progress;
    for (const { kind, path, message } of warnings) {
      view.warn(`epoch ${epoch}: ${message}`);
      await log.add("warning", { epoch, step, kind, path, message });
    }
    if (record === undefined) return;
    history = [...history, record];
    const examplesPerSecond = view.epoch(record);
    await log.add("epoch", {
      ...record,
      step,
      examplesPerSecond,
      steps: stepSizes,
    });
  }

  const plot = args.text("plot");
  if (plot !== undefined && history.length > 0) {
    await writeFile(plot, curveToSvg(history, { title: format(network) }), io);
  }
  if (result === undefined) {
    view.stopped(out === undefined ? undefined : checkpointPath(out));
    return 130;
  }
  const { parameters, reason, divergence, epoch } = result;
  if (out !== undefined) {
    await writeFile(out, networkFile({ ...saved, parameters }), io);
    await checkpoints?.remove();
  }
  await log.add("end", { epoch: history.length, kept: epoch, reason });
  const status = reason === "diverged" ? 1 : 0;
  if (isQuiet) {
    io.out(toRecord("train", status, {
      network: format(network),
      parameters: network.parameterCount,
      reason,
      epoch,
      divergence,
      history,
      out,
    }));
  } else view.finished(result, out);
  if (divergence !== undefined) io.error(`nabla: ${divergence.message}\n`);
  return status;
}

/** A step; what the numbers make impossible is a mistake in the data or the options. */
async function nextStep(steps: ReturnType<typeof trainSteps>) {
  try {
    return await steps.next();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      if (error.name !== "DataError" && error.message.startsWith("Cannot ")) {
        throw new UsageError(error.message);
      }
    }
    throw error;
  }
}
