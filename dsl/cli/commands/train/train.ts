import { formatAdvice } from "../../../../lib/base/advice.ts";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { plural } from "../../../../lib/base/words.ts";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import type { EpochRecord } from "../../../../lib/training/evaluation/history.ts";
import type { TrainProgress } from "../../../../lib/training/progress.ts";
import {
  type TrainResult,
  trainSteps,
} from "../../../../lib/training/trainer.ts";
import { writeNetwork } from "../../../network_file/saved_network.ts";
import { curveToSvg } from "../../../plots/curve_svg.ts";
import { format } from "../../../syntax/printer.ts";
import {
  checkpointPath,
  restartHelp,
  writeCheckpoints,
} from "../../files/checkpoints.ts";
import { holding } from "../../files/outputs.ts";
import {
  type Arguments,
  type Command,
  UsageError,
} from "../../words/command.ts";
import { writeOption } from "../../words/option_words.ts";
import { toRecord } from "../../words/record.ts";
import { inputName } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import { type StopSignal, stopStatus } from "../../world/signals.ts";
import { dataWords, optimizerWords } from "./data_words.ts";
import { readTrainChoice } from "./train_choice.ts";
import { trainOptions } from "./train_options.ts";
import { loadTraining, type PlannedTraining } from "./train_plan.ts";
import { loadSubject } from "./train_subject.ts";
import { openLog, type TrainingLog } from "./training_log.ts";
import { showTraining } from "./training_view.ts";

export const trainCommand: Command = {
  name: "train",
  summary: "learn from data: CSV, images, arrays or a generator",
  usage: '"TEXT" | FILE.nn | -',
  options: trainOptions,
  exitStatus: "0 trained, 1 diverged, 2 could not train, 130 stopped",
  examples: [
    [
      "net.nn --data train.csv --target species --validation 0.2 --out net.safetensors",
      "from a table, with checkpoints",
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

function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTrainChoice(args);
  return holding(choice.files.out, io, async () => {
    const subject = await loadSubject(choice, io);
    if (subject === undefined) return 2;
    const plan = await loadTraining(subject, io);
    const done = plan.options.resume?.epochs ?? 0;
    const log = await openLog(choice.files.log, done, io);
    try {
      return await carryOut(plan, log, io);
    } finally {
      log.close();
    }
  });
}

async function carryOut(
  plan: PlannedTraining,
  log: TrainingLog,
  io: Io,
): Promise<number> {
  const { text, choice, data, training, options, description } = plan;
  const { network } = text.compiled;
  const { resume } = options;
  const { out, plot } = choice.files;
  const { seed, precision } = choice.settings;
  const { isJson } = choice.text;
  const title = format(network);
  const written = { description, network, parameters: options.parameters };
  const view = showTraining({
    lines: [
      title,
      `${
        plural(network.parameterCount, "parameter")
      }, ${precision}, seed ${seed}`,
      ...dataWords(inputName(choice.source), data),
      ...optimizerWords(plan),
    ],
    epochs: options.epochs,
    total: training.length,
    resume,
    isQuiet: isJson,
  }, io);
  const checkpoint = out && checkpointPath(out);
  const checkpoints = checkpoint === undefined
    ? undefined
    : writeCheckpoints(checkpoint, written, choice.files.saveEvery, io);
  let resumed = resume && checkpoint;
  let stop: StopSignal | undefined;
  const stopListening = await io.onStop((signal) => stop ??= signal);
  const steps = trainSteps(network, training, options);
  const history: EpochRecord[] = [...resume?.history ?? []];
  let result: TrainResult | undefined;
  try {
    for (;;) {
      const { done, value } = await nextStep(steps, resumed);
      resumed = undefined;
      if (done) {
        result = value;
        break;
      }
      await tell(value);
      await checkpoints?.at(value);
      await view.breathe(value);
      if (stop !== undefined) {
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
    for (const { kind, path, message, help } of warnings) {
      const advice = help && `\n${formatAdvice(help, writeOption)}`;
      view.warn(`epoch ${epoch}: ${message}${advice ?? ""}`);
      await log.add("warning", { epoch, step, kind, path, message });
    }
    if (record === undefined) return;
    history.push(record);
    const examplesPerSecond = view.epoch(record);
    const body = { ...record, step, examplesPerSecond, steps: stepSizes };
    await log.add("epoch", body);
  }

  if (plot !== undefined && history.length > 0) {
    const saved = out === undefined ? undefined : result?.epoch;
    await io.writeFile(plot, curveToSvg(history, { title, saved }));
  }
  if (result === undefined) {
    view.stopped(checkpoint);
    return stopStatus[stop ?? "SIGINT"];
  }
  const { parameters, reason, divergence, epoch } = result;
  if (out !== undefined) {
    await io.writeFile(out, writeNetwork({ ...written, parameters }));
    await checkpoints?.remove();
  }
  const end = { epoch: history.length, kept: epoch, reason, divergence };
  await log.add("end", end);
  const status = reason === "diverged" ? 1 : 0;
  if (isJson) {
    io.data(toRecord("train", status, {
      network: title,
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

/** A step. A refusal before the first one is about the checkpoint, if there is one. */
async function nextStep(
  steps: ReturnType<typeof trainSteps>,
  checkpoint: string | undefined,
) {
  try {
    return await steps.next();
  } catch (error) {
    const isRefusal = error instanceof NablaError &&
      !(error instanceof DataError);
    throw isRefusal && checkpoint !== undefined
      ? new UsageError(`${checkpoint}: ${error.message}`, restartHelp)
      : error;
  }
}
