import { say } from "../../../../words/say.ts";
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
import { format } from "../../../syntax/printing/printer.ts";
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
import { writeOption } from "../../../typesetting/option_words.ts";
import { toRecord } from "../../words/record.ts";
import { inputName } from "../../words/sources.ts";
import { takesLong } from "../../words/long_work.ts";
import { stoppable } from "../../words/stopped.ts";
import type { Io } from "../../world/io.ts";
import { dataWords, optimizerWords } from "./data_words.ts";
import { endEarly, succeeds } from "./early_end.ts";
import { type SavedResult, saveResult } from "./saved_result.ts";
import { readTrainChoice } from "./train_choice.ts";
import { trainOptions } from "./train_options.ts";
import { loadTraining, type PlannedTraining } from "./train_plan.ts";
import { loadSubject } from "./train_subject.ts";
import { openLog, type TrainingLog } from "./training_log.ts";
import { showTraining } from "./training_view.ts";

export const trainCommand: Command = {
  name: "train",
  usage: '"TEXT" | FILE.nn | -',
  options: trainOptions,
  exitStatus: "0 trained, 1 diverged, 2 could not train or go on",
  needs: (args) => args.text("engine") === "torch" ? ["run"] : [],
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
  const { out, log } = choice.files;
  return holding({ out, log }, io, async () => {
    const subject = await loadSubject(choice, io);
    if (subject === undefined) return 2;
    const plan = await loadTraining(subject, io);
    if (choice.torch !== undefined) {
      const { trainWithTorch } = await import("./torch_engine.ts");
      return await trainWithTorch(plan, choice.torch, io);
    }
    const { history = [] } = plan.options.resume ?? {};
    const file = await openLog(log, history, io);
    try {
      return await carryOut(plan, file, io);
    } finally {
      file.close();
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
  const { resume, parameters } = options;
  const { out, plot, saveEvery } = choice.files;
  const { seed, precision } = choice.settings;
  const title = format(network);
  const written = { description, network, parameters };
  const view = showTraining({
    lines: [
      title,
      say("{parameters}, {precision}, seed {seed}", {
        parameters: plural(network.parameterCount, "parameter"),
        precision,
        seed,
      }),
      ...dataWords(inputName(choice.source), data),
      ...optimizerWords(plan),
    ],
    epochs: options.epochs,
    total: training.length,
    resume: resume && { ...resume, steps: resume.optimizer.steps },
    isQuiet: choice.text.isJson,
  }, io);
  const checkpoints = out === undefined ? undefined : writeCheckpoints({
    path: checkpointPath(out),
    saved: written,
    saveEvery,
    isThere: resume !== undefined,
  }, io);
  const history: EpochRecord[] = [...resume?.history ?? []];
  let last: TrainProgress | undefined;

  async function trainOn(goOn: () => void): Promise<TrainResult> {
    const steps = trainSteps(network, training, { ...options, between: goOn });
    for (let resumed = resume && checkpoints?.path;; resumed = undefined) {
      const { done, value } = await nextStep(steps, resumed);
      if (done) return value;
      last = value;
      await tell(value);
      await checkpoints?.at(value);
      await view.breathe(value);
      goOn();
    }
  }

  async function tell(progress: TrainProgress): Promise<void> {
    const { epoch, step, record, warnings, stepSizes } = progress;
    for (const { kind, path, message, help } of warnings) {
      const advice = help && `\n${formatAdvice(help, writeOption)}`;
      const words = say("epoch {epoch}: {message}", { epoch, message });
      view.warn(`${words}${advice ?? ""}`);
      await log.add("warning", { epoch, step, kind, path, message });
    }
    if (record === undefined) return;
    history.push(record);
    const examplesPerSecond = view.epoch(record);
    const body = { ...record, step, examplesPerSecond, steps: stepSizes };
    await log.add("epoch", body);
  }

  async function draw(saved?: number): Promise<void> {
    if (plot === undefined || history.length === 0) return;
    const { curveToSvg } = await import("../../../plots/curve_svg.ts");
    await io.writeFile(plot, curveToSvg(history, { title, saved }));
  }

  let result: TrainResult;
  let saved: SavedResult;
  try {
    [result, saved] = await stoppable(io, async (goOn) => {
      const result = await trainOn(goOn);
      return [result, await saveResult(result, out, written, io)] as const;
    }, { hasLongPieces: takesLong(network, training.length) });
    await checkpoints?.remove();
  } catch (error) {
    view.clear();
    const status = await endEarly(error, last, checkpoints, io);
    await succeeds(draw(), io);
    return status;
  }
  view.clear();
  const { reason, divergence, epoch } = result;
  const end = { epoch: history.length, kept: epoch, reason, divergence };
  // The network is there by now.
  const isWhole = await succeeds(
    draw(saved.path === undefined ? undefined : epoch).then(() =>
      log.add("end", end)
    ),
    io,
  );
  const status = reason === "diverged" ? 1 : isWhole ? 0 : 2;
  if (choice.text.isJson) {
    io.data(toRecord("train", status, {
      network: title,
      parameters: network.parameterCount,
      reason,
      epoch,
      divergence,
      history,
      out: saved.path,
    }));
  } else view.finished(result, saved);
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
      ? new UsageError(
        say("{place}: {problem}", {
          place: checkpoint,
          problem: error.message,
        }),
        restartHelp(),
      )
      : error;
  }
}
