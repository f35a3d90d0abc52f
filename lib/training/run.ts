/**
 * A training while it runs: its pieces, and what changes from step to step.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { Values } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";
import { allMetrics, type HeadMetrics } from "../metrics/head_metrics.ts";
import type { BoundNetwork } from "../network/bound.ts";
import type { Network } from "../network/network.ts";
import { type Parameters, twinOf } from "../network/parameters.ts";
import { type Accumulation, accumulation } from "../optimizers/accumulation.ts";
import { adam } from "../optimizers/adam.ts";
import {
  type MovingAverage,
  movingAverage,
} from "../optimizers/moving_average.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import {
  arraysOf,
  copyParameters,
  restoreParameters,
  type TrainingState,
} from "./checkpoints/state.ts";
import { requireTrainingState } from "./checkpoints/state_mistakes.ts";
import { type HeldExamples, holdExamples } from "./epochs/held_examples.ts";
import {
  type Batches,
  bindBatches,
  inferenceBatches,
} from "./evaluation/batches.ts";
import { metricsOf, partSums } from "./evaluation/evaluate.ts";
import { targetsToBind } from "./evaluation/feed.ts";
import type { EpochRecord } from "./evaluation/history.ts";
import {
  type Health,
  type StepSize,
  type TrainWarning,
  watchHealth,
} from "./health.ts";
import {
  type MeasureBatch,
  measureIn,
  networkInUnits,
} from "./evaluation/own_units.ts";
import {
  readTrainOptions,
  requireSameGradient,
  type RunOptions,
  type TrainSettings,
} from "./options.ts";

export interface Run {
  readonly network: Network;
  readonly examples: Examples;
  /** Measures a batch in the units of the targets. */
  readonly measure: MeasureBatch;
  readonly settings: TrainSettings;
  readonly random: Random;
  readonly parameters: Parameters;
  readonly optimizer: Optimizer;
  readonly metrics: HeadMetrics;
  readonly trialMetrics: HeadMetrics;
  readonly batches: Batches;
  /** The examples in the memory of the kernels, if they fit. */
  readonly held: HeldExamples | undefined;
  readonly accumulated: Accumulation | undefined;
  readonly average: MovingAverage | undefined;
  /** What is validated and returned: the parameters, or their average. */
  readonly result: Parameters;
  readonly trial: Batches | undefined;
  readonly health: Health;
  /** Called between layers. */
  readonly between: (() => void) | undefined;
  readonly history: EpochRecord[];
  /** Finished epochs. */
  finished: number;
  /** Examples of the next epoch that were seen. */
  seen: number;
  /** The sum of their losses. */
  lossSum: number;
  /** The same for the part of each of several losses, and for all as they are trained. */
  readonly partSums: Float64Array | undefined;
  /** The parameters of the best epoch, or without a validation of the last good one. */
  readonly kept: Map<string, Values>;
  keptEpoch: number;
  net: BoundNetwork | undefined;
  /** Whether the optimizer evaluates the network while it takes a step; undefined before the first. */
  evaluates: boolean | undefined;
  /** How far the last step is: what fails while the parameters move cannot always be undone. */
  stage: "gathering" | "moving" | "whole";
  /** The step after which the sizes of steps were measured last. */
  looked: number;
  stepSizes: readonly StepSize[];
  warnings: readonly TrainWarning[];
}

/** Steps between two measurements of their sizes. */
export const looks = { most: 100, least: 20 } as const;

/** Assembles a training, and resumes from a saved state if there is one. */
export function beginRun(
  given: Network,
  examples: Examples,
  parameters: Parameters,
  options: RunOptions,
): Run {
  const settings = readTrainOptions(options, examples.length);
  const network = networkInUnits(given, examples);
  const { seed, validation } = settings;
  const { metrics: names } = options;
  const random = createRandom(seed);
  const average = settings.average === undefined
    ? undefined
    : movingAverage(parameters, { decay: settings.average });
  const result = average === undefined ? parameters : twinOf(parameters);

  function evaluateAgain(): number {
    if (run.net === undefined) return NaN;
    run.evaluates = true;
    requireSameGradient(settings, run.optimizer);
    run.net.forward(0, options.between);
    run.net.backward(options.between);
    return run.net.loss;
  }

  const run: Run = {
    network,
    examples,
    measure: measureIn(given, examples),
    settings,
    random,
    parameters,
    optimizer: options.optimizer?.(parameters, evaluateAgain) ??
      adam(parameters),
    metrics: metricsOf(network, examples, names),
    trialMetrics: metricsOf(network, validation ?? examples, names),
    batches: bindBatches(network, {
      parameters,
      mode: "train",
      random: random.fork("steps"),
      targetShape: targetsToBind(examples),
    }),
    held: holdExamples(examples, parameters.store, parameters.precision),
    accumulated: settings.accumulate === 1
      ? undefined
      : accumulation(parameters),
    average,
    result,
    trial: validation &&
      inferenceBatches(network, result, {
        targetShape: targetsToBind(validation),
      }),
    health: watchHealth(parameters),
    between: options.between,
    history: [],
    finished: 0,
    seen: 0,
    lossSum: 0,
    partSums: partSums(network),
    kept: copyParameters(parameters),
    keptEpoch: 0,
    net: undefined,
    evaluates: undefined,
    stage: "whole",
    looked: -looks.most,
    stepSizes: [],
    warnings: [],
  };
  if (options.resume !== undefined) resumeRun(run, options.resume);
  return run;
}

function resumeRun(run: Run, state: TrainingState): void {
  const { settings, examples, parameters, metrics, average } = run;
  requireTrainingState(state, {
    ...settings,
    parameters,
    metrics: allMetrics(metrics),
    losses: run.network.losses.length,
    isAveraged: average !== undefined,
    length: examples.length,
  });
  restoreParameters(run.parameters, arraysOf(state.parameters));
  run.optimizer.load(state.optimizer);
  if (state.average !== undefined) run.average?.load(state.average);
  run.batches.load(state.chance);
  for (const [i, metric] of allMetrics(metrics).entries()) {
    metric.load(state.metrics[i]);
  }
  for (const record of state.history) run.history.push(record);
  run.finished = state.epochs;
  run.seen = state.seen;
  run.lossSum = state.lossSum;
  run.partSums?.set(state.partSums ?? []);
  for (const [path, values] of state.kept) run.kept.get(path)?.set(values);
  run.keptEpoch = state.keptEpoch;
  run.health.load(state.health);
  settleResult(run);
}

/**
 * The state of a run between two steps.
 *
 * @throws {NablaError} if the last step failed while it changed the parameters.
 */
export function saveRun(run: Run): TrainingState {
  if (run.stage !== "whole") {
    throw new NablaError("state", {
      subject: say("the training"),
      rule: say("its last step must be whole: it failed in its midst"),
    });
  }
  const { parameters, optimizer, metrics, batches, average } = run;
  return {
    epochs: run.finished,
    seen: run.seen,
    lossSum: run.lossSum,
    ...run.partSums && { partSums: [...run.partSums] },
    metrics: allMetrics(metrics).map((metric) => metric.save()),
    chance: batches.save(),
    history: [...run.history],
    keptEpoch: run.keptEpoch,
    health: run.health.save(),
    parameters,
    optimizer: optimizer.save(),
    average: average?.save(),
    kept: run.kept,
  };
}

/** Whether all epochs are done, or the validation loss has not fallen for too many of them. */
export function isOver({ settings, finished, keptEpoch }: Run): boolean {
  const { epochs, patience = Infinity } = settings;
  return finished >= epochs || finished - keptEpoch >= patience;
}

/** Copies the average, if one is taken, to the result. */
export function settleResult(run: Run): void {
  if (run.average !== undefined) {
    restoreParameters(run.result, run.average.save());
  }
}
