import { say } from "../../../words/say.ts";
import type { Values } from "../../base/values.ts";
import type { Parameters } from "../../network/parameters.ts";
import type { OptimizerState } from "../../optimizers/optimizer.ts";
import { requireArrays } from "../../optimizers/state.ts";
import type { EpochRecord } from "../evaluation/history.ts";

/** Arrays by the paths of parameters. */
export type Arrays = ReadonlyMap<string, Values>;

/** A training between two steps. Its arrays are no copies: the next step changes them. */
export interface TrainingState extends TrainingPosition {
  /** The parameters. */
  readonly parameters: Parameters;
  /** What the optimizer remembers. */
  readonly optimizer: OptimizerState;
  /** The moving average of the parameters, if one is taken. */
  readonly average?: Arrays | undefined;
  /** What the metrics remember of this epoch, in their order. */
  readonly metrics: readonly (readonly number[])[];
  /** The parameters of the best epoch so far, or without a validation of the last good one. */
  readonly kept: Arrays;
}

/** The part without arrays; plain data. */
export interface TrainingPosition {
  /** How many epochs were finished. */
  readonly epochs: number;
  /** How many examples of the next one were seen. */
  readonly seen: number;
  /** The sum of the losses of those examples. */
  readonly lossSum: number;
  /** The same for the part of each of several losses, and for all as they are trained. */
  readonly partSums?: readonly number[] | undefined;
  /** The streams of chance that were drawn from. */
  readonly chance: Readonly<Record<string, readonly number[]>>;
  /** What the finished epochs gave. */
  readonly history: readonly EpochRecord[];
  /** The number of the epoch whose parameters are kept; 0 before the first. */
  readonly keptEpoch: number;
  /** What was seen and said of it, so that nothing is said twice. */
  readonly health: {
    /** Kinds and places of warnings: `vanishing fc1.weight`. */
    readonly warned: readonly string[];
    /** Weights whose gradient was not 0. */
    readonly moved: readonly string[];
  };
}

/** The values of parameters by their paths. */
export function arraysOf(parameters: Parameters): Arrays {
  return new Map([...parameters].map(({ path, value }) => [path, value]));
}

/** Copies of the parameters, running statistics included. */
export function copyParameters(parameters: Parameters): Map<string, Values> {
  return new Map([...parameters].map(({ path, value }) => [
    path,
    value.slice(),
  ]));
}

/**
 * Writes arrays into the parameters of the same paths.
 *
 * @throws {NablaError} if they are not those of the parameters.
 */
export function restoreParameters(parameters: Parameters, from: Arrays): void {
  requireArrays(say("the parameters"), from, arraysOf(parameters));
  for (const { path, value } of parameters) value.set(from.get(path) ?? []);
}
