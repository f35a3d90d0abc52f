import { say } from "../../../../words/say.ts";
import { createDigest } from "../../../../lib/bytes/digest.ts";
import type { Examples } from "../../../../lib/data/examples/examples.ts";
import { torchProgram } from "../../../../lib/bridges/pytorch/program.ts";
import {
  shardCount,
  shardsOf,
} from "../../../../lib/bridges/pytorch/shards.ts";
import { safetensorsParts } from "../../../../lib/tensor_files/safetensors_writer.ts";
import {
  requireFit,
  requireSameUnits,
} from "../../../../lib/training/evaluation/example_mistakes.ts";
import { identityOf } from "../../../network_file/network_description.ts";
import { writeStart } from "../../../network_file/saved_network.ts";
import { format } from "../../../syntax/printing/printer.ts";
import type { Io } from "../../world/io.ts";
import { programStem, shardPath, startPath } from "./torch_paths.ts";
import type { PlannedTraining } from "./train_plan.ts";

/** A training as a program for PyTorch with its files. */
export interface TorchFiles {
  /** All files, the program first. */
  readonly paths: readonly string[];
  /** What tells them from those of another training. */
  readonly run: string;
}

/**
 * Writes a training as a program for PyTorch, with the weights that it starts with and
 * its examples beside it. The program comes last, and all of them know what they belong
 * to: those of two trainings are never mixed up.
 *
 * @throws {NablaError} if the network has a layer that has no form in PyTorch; then
 * nothing is written.
 */
export async function writeTorchFiles(
  plan: PlannedTraining,
  path: string,
  io: Io,
  { keeps = false }: {
    /** Whether files that are of the same training stay as they are. */
    readonly keeps?: boolean;
  } = {},
): Promise<TorchFiles> {
  const { text, training, options, description, choice } = plan;
  const { network } = text.compiled;
  const { validation, parameters } = options;
  const { precision } = choice.settings;
  requireFit(say("train"), network, training, "data");
  if (validation !== undefined) {
    requireFit(say("train"), network, validation, "validation");
    requireSameUnits(training, validation);
  }
  const run = runOf(plan);
  const program = torchProgram({
    title: format(network),
    name: programStem(path).replace(/^.*[\\/]/, ""),
    run,
    network,
    training,
    files: shardCount(training),
    validationFiles: validation === undefined ? 0 : shardCount(validation),
    settings: settingsOf(plan),
  });
  const paths = [path];
  // The program is written last: where it is, all files are.
  const isThere = keeps && await holds(path, program, io);
  const write = async (kind: "data" | "validation", all: Examples) => {
    let number = 0;
    for await (const tensors of shardsOf(all, precision)) {
      const place = shardPath(path, kind, ++number);
      if (!isThere) {
        await io.writeFile(place, safetensorsParts(tensors, { run }));
      }
      paths.push(place);
    }
  };
  await write("data", training);
  if (validation !== undefined) await write("validation", validation);
  const start = startPath(path);
  paths.push(start);
  if (!isThere) {
    await io.writeFile(
      start,
      writeStart({ description, network, parameters }, { run }),
    );
    await io.rewriteFile(path, program);
  }
  return { paths, run };
}

/** Whether a file holds this text. */
async function holds(path: string, text: string, io: Io): Promise<boolean> {
  const bytes = await io.readFile(path);
  return bytes !== undefined && new TextDecoder().decode(bytes) === text;
}

function settingsOf(plan: PlannedTraining) {
  const { choice: { settings }, options, training } = plan;
  const { optimizer, optimizerValues, learningRate } = plan;
  const { schedule, warmUp, seed, precision, shuffle = true } = settings;
  const { accumulate = 1, clipNorm, clipValue, average, patience } = settings;
  return {
    optimizer: { name: optimizer.name, values: optimizerValues },
    schedule: { name: schedule.definition.name, values: schedule.values },
    learningRate,
    warmUp,
    epochs: options.epochs,
    batch: options.batch ?? training.length,
    accumulate,
    seed,
    precision,
    shuffle,
    clipNorm,
    clipValue,
    average,
    patience,
    keep: settings.keep ??
      (options.validation === undefined ? "last" as const : "best" as const),
  };
}

/** What decides on the outcome, in short. */
function runOf({ description }: PlannedTraining): string {
  // PyTorch has kernels of its own.
  const { kernels: _, ...identity } = identityOf(description);
  const digest = createDigest();
  digest.add(new TextEncoder().encode(JSON.stringify(identity)));
  return digest.text();
}
