import { NablaError } from "../../../lib/base/nabla_error.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { valuesOf } from "../../../lib/metrics/head_metrics.ts";
import { metricsOf } from "../../../lib/training/evaluation/evaluate.ts";
import type { EpochRecord } from "../../../lib/training/evaluation/history.ts";
import type { TrainProgress } from "../../../lib/training/progress.ts";
import { trainSteps } from "../../../lib/training/trainer.ts";
import { writeOption } from "../../../dsl/typesetting/option_words.ts";
import { leftOutWords } from "../../../dsl/typesetting/left_out.ts";
import { keepsFromLearning, warningsOn } from "../../../dsl/linter/linter.ts";
import type { Facts, Picture, TrainRequest } from "../messages.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { createProbe } from "./probe.ts";
import { fileOf, numbersOf } from "./taken.ts";
import { createViewer } from "./viewer.ts";

/** So many epochs of a picture are drawn; there are more where an epoch is short. */
const mostEpochs = 16;

/** What is predicted takes at most this share of the time. */
const viewShare = 1 / 2;

/** A training that goes on when it is told to. */
export interface Trainer {
  readonly facts: Facts;
  /** Takes a step; after the last one of an epoch it closes the epoch. True at the end of an epoch. */
  step(): Promise<boolean>;
  /** How it stands. */
  picture(watched: readonly string[]): Picture;
  /** What was learned. */
  file(): Blob;
  numbers(): ReturnType<typeof numbersOf>;
}

/** Thrown where the numbers of a training are no longer finite. */
export class Diverged extends Error {}

/**
 * Prepares a training.
 *
 * @param now the time in milliseconds.
 * @throws {NablaError} if something does not fit.
 */
export async function createTrainer(
  request: TrainRequest,
  { now, onColumns }: {
    readonly now: () => number;
    readonly onColumns: (columns: readonly string[]) => void;
  },
): Promise<Trainer> {
  const prepared = await prepare(request, onColumns);
  const { compiled: { network }, plan: { training, options } } = prepared;
  const probe = createProbe(network, options.parameters, training);
  const viewer = createViewer(prepared);
  const metrics = Object.keys(
    valuesOf(metricsOf(network, training, undefined)),
  );
  const steps = trainSteps(network, training, options);
  let last: Pick<TrainProgress, "step" | "epoch" | "loss"> = {
    step: 0,
    epoch: 0,
    loss: NaN,
  };
  let records: EpochRecord[] = [];
  let [nextView, viewCost] = [-Infinity, 0];

  async function next(): Promise<TrainProgress> {
    const { done, value } = await steps.next();
    if (done) throw new Diverged(value.divergence?.message ?? value.reason);
    const { step, epoch, loss, record } = value;
    last = { step, epoch, loss };
    if (record !== undefined) records.push(record);
    return value;
  }

  return {
    facts: {
      ...factsOf(prepared),
      paths: probe.paths,
      steps: probe.steps,
      layers: probe.layers,
      metrics,
      plane: viewer?.plane,
    },
    async step() {
      const { done, total } = await next();
      if (done < total) return false;
      while ((await next()).phase !== "epoch");
      return true;
    },
    picture(watched) {
      probe.run();
      const begin = now();
      const isTime = viewer !== undefined && begin >= nextView;
      const view = isTime ? viewer.view() : undefined;
      if (isTime) {
        viewCost = now() - begin;
        nextView = now() + viewCost * (1 / viewShare - 1);
      }
      const epochs = rowsOf(records, metrics);
      records = [];
      return {
        ...last,
        epochs,
        sizes: probe.sizes(),
        histograms: probe.histograms(),
        watched: probe.watch(watched),
        view,
      };
    },
    file: () => fileOf(prepared),
    numbers: () => numbersOf(prepared),
  };
}

function factsOf({ compiled, data }: Prepared) {
  const { network } = compiled;
  const { notes = [], skipped = 0, schema } = data;
  const [column] = schema?.targets ?? [];
  return {
    examples: data.examples.length,
    validation: data.validation?.length ?? 0,
    notes: [
      ...notes.map((note) => formatAdvice(note, writeOption)),
      ...skipped > 0 ? [leftOutWords(skipped)] : [],
    ],
    doubts: warningsOn(compiled).filter(keepsFromLearning)
      .map(({ message }) => message),
    inputs: schema?.inputs.map(({ name }) => name) ?? [],
    target: schema?.targets.map(({ name }) => name) ?? [],
    classes: column?.categories ?? [],
    parameters: network.parameterCount,
  };
}

/** The epochs as rows of numbers, some left out where there are many, but never the last. */
function rowsOf(
  records: readonly EpochRecord[],
  metrics: readonly string[],
): Float64Array {
  const stride = Math.ceil(records.length / mostEpochs);
  const shown = records.filter((_, i) =>
    (records.length - 1 - i) % stride === 0
  );
  return Float64Array.from(
    shown.flatMap(({ epoch, loss, metrics: own, validation }) => [
      epoch,
      loss,
      validation?.loss ?? NaN,
      ...metrics.flatMap((name) => [
        own[name] ?? NaN,
        validation?.metrics[name] ?? NaN,
      ]),
    ]),
  );
}

/** Why a training cannot be; rethrows what is no refusal. */
export function refusalOf(error: unknown) {
  if (error instanceof NablaError) {
    return { message: error.message, help: error.help };
  }
  if (error instanceof RangeError) {
    // Engines refuse memory that they do not have.
    return { message: error.message };
  }
  throw error;
}
