/**
 * A training put together from its settings: parameters, normalized data, an
 * optimizer with its schedule, and what decides on the outcome.
 *
 * @module
 */

import type { ArgumentValues } from "../definition/arguments.ts";
import { chosenMetrics } from "../metrics/chosen_metrics.ts";
import type { MetricsOptions } from "../metrics/metrics_for.ts";
import type { Network } from "../network/network.ts";
import { initialize, type Parameters } from "../network/parameters.ts";
import type { OptimizerDefinition } from "../optimizers/define_optimizer.ts";
import { constantSchedule } from "../schedules/constant_rate.ts";
import type { ScheduleDefinition } from "../schedules/define_schedule.ts";
import { warmUp as rising } from "../schedules/warm_up.ts";
import { metricsOf } from "../training/evaluation/evaluate.ts";
import {
  type RunOptions,
  type TrainOptions,
  usualEpochs,
} from "../training/options.ts";
import {
  type DividedData,
  prepareData,
  type PrepareDataOptions,
  type PreparedData,
} from "./prepared_data.ts";
import type { RunIdentity } from "./run_identity.ts";
import { usualOptimizer } from "./usual_optimizer.ts";

/** A definition with the values of its arguments. */
interface Configured<Definition> {
  readonly definition: Definition;
  readonly name: string;
  /** The values that were given, as they are written. */
  readonly settings: ReadonlyMap<string, number | string>;
  /** All values. */
  readonly values: ArgumentValues;
}

/** What a training is told, without the data, the parameters and the state. */
export interface TrainingSettings extends
  Omit<
    TrainOptions,
    "optimizer" | "validation" | "parameters" | "resume" | "metrics"
  >,
  Pick<PrepareDataOptions, "normalize"> {
  /** Default: that of {@linkcode usualOptimizer}. */
  readonly optimizer?: Configured<OptimizerDefinition> | undefined;
  readonly schedule: Configured<ScheduleDefinition>;
  /** Default: that of the optimizer. */
  readonly learningRate?: number | undefined;
  /** Steps in which the learning rate rises to its full size. */
  readonly warmUp: number;
  /** Default: those that go with the loss. */
  readonly metrics?: readonly WrittenMetric[] | undefined;
}

/** A metric, and how it is written. */
export interface WrittenMetric {
  readonly written: string;
  readonly choice: NonNullable<MetricsOptions["names"]>[number];
}

/** A training before its first step. */
export interface TrainingPlan
  extends Pick<PreparedData, "training" | "meaning"> {
  readonly options: RunOptions & {
    readonly parameters: Parameters;
    readonly epochs: number;
  };
  /** The optimizer, which the settings need not name. */
  readonly optimizer: OptimizerDefinition;
  /** The values of its arguments. */
  readonly optimizerValues: ArgumentValues;
  /** The learning rate, before the schedule and the warm-up. */
  readonly learningRate: number;
  /** What decides on the outcome, except for the network, its weights and where the data comes from. */
  readonly identity: RunIdentity;
}

/**
 * Puts a training together. The parameters are new ones.
 *
 * @throws {NablaError} if settings do not go together or do not fit the network.
 */
export async function planTraining(
  network: Network,
  data: DividedData,
  settings: TrainingSettings,
): Promise<TrainingPlan> {
  const { normalize, schedule, warmUp, learningRate: _, ...rest } = settings;
  const { optimizer, ...more } = rest;
  const chosen = optimizer ??
    usualOptimizer(network, data.examples, isInBatches(settings));
  const { definition, values } = chosen;
  const { learningRate = definition.learningRate, accumulate = 1 } = settings;
  const { precision = "float32", seed } = settings;
  const metrics = settings.metrics?.map(({ choice }) => choice);
  const { length } = data.examples;
  metricsOf(network, data.examples, metrics, chosenMetrics);
  const { batch: wanted = definition.takesAll ? Infinity : 32 } = settings;
  const batch = Math.min(wanted, length);
  const { epochs = usualEpochs(length, batch * accumulate) } = settings;
  const parameters = initialize(network, { ...more, precision, batch });
  const { store } = parameters;
  const prepared = await prepareData(network, data, {
    normalize,
    precision,
    allocate: store.allocate,
  });
  const { training, validation, meaning } = prepared;
  const stepsAnEpoch = Math.ceil(length / batch / accumulate);
  const extent = { stepsAnEpoch, epochs };
  const { create } = schedule.definition;
  const after = create(schedule.values, learningRate, extent);
  const rates = warmUp === 0 ? after : rising(after, warmUp);
  const { shuffle, clipNorm, clipValue, average } = settings;
  const { patience, keep } = settings;
  return {
    training,
    meaning,
    optimizer: definition,
    optimizerValues: values,
    learningRate,
    options: {
      ...more,
      metrics,
      batch,
      epochs,
      parameters,
      validation,
      optimizer: (parameters, evaluate) =>
        definition.create(values, { parameters, schedule: rates, evaluate }),
    },
    identity: {
      normalize: normalize ?? "as is usual",
      data: prepared.fingerprint,
      "validation data": prepared.validationFingerprint,
      // Those that were chosen: the bits depend on them.
      kernels: store.kernels.kind,
      seed,
      shuffle,
      clipNorm,
      clipValue,
      accumulate: settings.accumulate,
      average,
      patience,
      keep,
      metrics: settings.metrics?.map(({ written }) => written),
      batch,
      optimizer: written(chosen),
      schedule: written(schedule),
      learningRate,
      warmUp,
      // More epochs continue where fewer ended, unless the schedule depends on the end.
      epochs: schedule.definition.needsTotal ? epochs : undefined,
    },
  };
}

/** Whether a setting is about steps of some examples, or about raw numbers. */
function isInBatches(settings: TrainingSettings): boolean {
  const { learningRate, batch, accumulate, clipNorm, clipValue } = settings;
  const { average, normalize, schedule, warmUp } = settings;
  const own = [learningRate, batch, accumulate, clipNorm, clipValue, average];
  return own.some((setting) => setting !== undefined) || warmUp > 0 ||
    normalize === "none" || schedule.definition !== constantSchedule;
}

function written({ name, settings }: Configured<unknown>): string {
  return `${name}(${[...settings].map((pair) => pair.join("=")).join()})`;
}
