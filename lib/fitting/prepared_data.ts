import type { Precision } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";
import { splitExamples } from "../data/examples/split.ts";
import type { Network } from "../network/network.ts";
import {
  type DataMeaning,
  learnMeaning,
  normalizedAs,
} from "./data_meaning.ts";
import { fingerprinted } from "./fingerprint.ts";
import type { FittedData } from "./fitted_data.ts";
import type {
  NormalizationKind,
  NormalizedOptions,
} from "./numbers/normalization.ts";
import { requireClassNumbers } from "./table_mistakes.ts";

/** Data divided in examples for training and for validation. */
export interface DividedData extends FittedData {
  /** The examples for validation, not normalized either. */
  readonly validation?: Examples | undefined;
}

/** Data ready to train on. */
export interface PreparedData {
  /** The normalized examples for training. They know how their targets were normalized: `train` tells losses and metrics in the targets' own units. */
  readonly training: Examples;
  /** Those for validation, if there are any. */
  readonly validation?: Examples | undefined;
  /** How they were read and normalized. */
  readonly meaning: DataMeaning;
  /** A text that tells the training data from other data, by all its numbers before they were normalized. */
  readonly fingerprint: string;
  /** The same for the validation data, if there is any. */
  readonly validationFingerprint?: string;
}

/**
 * Divides data at random, as {@linkcode splitExamples} does.
 *
 * @throws {NablaError} if the share is not between 0 and 1, or there are fewer
 * than two examples.
 */
export function divideData(
  data: FittedData,
  share: number,
  options: { readonly seed?: number } = {},
): DividedData {
  const [examples, validation] = splitExamples(data.examples, share, options);
  return { ...data, examples, validation };
}

/**
 * Data with other data for validation, which was fitted by the columns of the first.
 *
 * @param file what messages call the other data.
 * @throws {DataError} if the classes of the other data have other numbers.
 */
export function withValidation(
  data: FittedData,
  other: FittedData,
  file: string,
): DividedData {
  if (data.schema === undefined) requireClassNumbers(file, other.schema);
  return { ...data, validation: other.examples };
}

/** What {@linkcode prepareData} takes. */
export interface PrepareDataOptions {
  /** The share of the data for validation: 0.2. Default: the data is not divided. */
  readonly validation?: number | undefined;
  /** The seed of the division. Default: 0. */
  readonly seed?: number;
  /**
   * How inputs are normalized. Default: `none` for class numbers, as `embedding` takes
   * them, `range` for bytes, `standard` for other numbers. Targets are brought to mean
   * 0 and deviation 1 where the loss is one of differences, as `mse`, and the last step
   * has a weight and a bias for each of them, as `fc`; with `none` they stay too.
   */
  readonly normalize?: NormalizationKind | "none" | undefined;
  /** The precision of the normalized inputs. Default: `float32`. */
  readonly precision?: Precision;
  /** Makes the array of the inputs for training. `store.allocate` of a network's parameters saves copying it later. */
  readonly allocate?: NormalizedOptions["allocate"];
}

/**
 * Prepares data for training: divides it, measures the part for training, and
 * normalizes both parts by that.
 *
 * ```ts
 * import { nn, train } from "@nabla/nabla";
 * import { fitExamples, moons, prepareData } from "@nabla/nabla/data";
 * import { assert } from "@std/assert";
 *
 * const network = nn`fc(2,16) -> tanh -> fc(2) -> cross_entropy`;
 * const fitted = await fitExamples(network, moons({ examples: 300 }));
 * const { training, validation } = await prepareData(network, fitted, {
 *   validation: 0.2,
 * });
 * const { history } = await train(network, training, { validation });
 * assert((history.at(-1)?.validation?.metrics.accuracy ?? 0) > 0.9);
 * ```
 *
 * @throws {NablaError} if the share is not between 0 and 1, or there are fewer than
 * two examples to divide.
 */
export async function prepareData(
  network: Network,
  data: DividedData,
  options: PrepareDataOptions = {},
): Promise<PreparedData> {
  const { validation: share, seed = 0, precision = "float32" } = options;
  const divided = share === undefined
    ? data
    : divideData(data, share, { seed });
  const { examples, validation } = divided;
  const training = fingerprinted(examples);
  const meaning = await learnMeaning(network, {
    ...divided,
    examples: training.examples,
  }, options);
  const scaledValidation = validation &&
    normalizedAs(meaning, validation, precision);
  return {
    training: normalizedAs(meaning, examples, precision, options.allocate),
    validation: scaledValidation,
    meaning,
    fingerprint: await training.fingerprint(),
    ...validation && {
      validationFingerprint: await fingerprinted(validation).fingerprint(),
    },
  };
}
