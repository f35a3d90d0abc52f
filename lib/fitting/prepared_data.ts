/**
 * Data ready to train on: divided, and normalized by what the part to learn from
 * is like.
 *
 * @module
 */

import type { Precision, Values } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";
import { splitExamples } from "../data/examples/split.ts";
import type { Schema } from "../data/schemas/schema.ts";
import { inputSpec } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { fingerprint } from "./fingerprint.ts";
import type { FittedData } from "./fitted_data.ts";
import {
  learnNormalization,
  type Normalization,
  type NormalizationKind,
  normalizeExamples,
} from "./normalization.ts";
import { requireClassNumbers } from "./table_mistakes.ts";

/** What the numbers of data mean to a network: all that is needed to read more of them. */
export interface DataMeaning {
  /** How inputs are normalized. */
  readonly normalization?: Normalization | undefined;
  /** What the columns mean, where there are columns. */
  readonly schema?: Schema | undefined;
  /** The means of the features, where there are columns: missing values may take them. */
  readonly means?: readonly number[] | undefined;
}

/** Data divided in what is learned from and what the network is tried on. */
export interface DividedData extends FittedData {
  /** What the network is tried on, not normalized either. */
  readonly validation?: Examples | undefined;
}

/** Data ready to train on. */
export interface PreparedData {
  /** What is learned from, normalized. */
  readonly training: Examples;
  /** What the network is tried on, likewise, where there is any. */
  readonly validation?: Examples | undefined;
  /** What its numbers mean. */
  readonly meaning: DataMeaning;
  /** A text that other data hardly has. */
  readonly fingerprint: string;
}

/**
 * Divides data by chance, as {@linkcode splitExamples} does.
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
 * Data with other data to try the network on, which was fitted by the columns of
 * the first.
 *
 * @param file what messages call the other data.
 * @throws {DataError} if the classes of the other data are numbered otherwise.
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
  /** The share of the data that the network is tried on: 0.2; default: none, or what the data was divided in before. */
  readonly validation?: number;
  /** Where chance begins; default: 0. */
  readonly seed?: number;
  /** How inputs are normalized; default: `range` for bytes, `standard` for other numbers, and `none` where an input says which of several it is. */
  readonly normalize?: NormalizationKind | "none" | undefined;
  /** The precision of the normalized inputs; default: `float32`. */
  readonly precision?: Precision;
  /** Makes the array of the inputs that are learned from, such as `store.allocate` of the network's parameters, which then need not copy it. */
  readonly allocate?: (precision: Precision, length: number) => Values;
}

/**
 * Prepares data for training: divides it, measures the part to learn from, and
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
 * @throws {NablaError} if the share is not between 0 and 1, or there are fewer
 * than two examples to be divided.
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
  const { examples, validation, schema, means } = divided;
  const { normalize = usualNormalization(data, network) } = options;
  const normalization = normalize === "none"
    ? undefined
    : await learnNormalization(examples, normalize);
  const scale = (part: Examples, allocate?: PrepareDataOptions["allocate"]) =>
    normalization === undefined
      ? part
      : normalizeExamples(part, normalization, { precision, allocate });
  const tried = validation && scale(validation);
  return {
    training: scale(examples, options.allocate),
    validation: tried,
    meaning: { normalization, schema, means },
    fingerprint: fingerprint(
      tried === undefined ? [examples] : [examples, tried],
      [normalization?.offset ?? [], normalization?.scale ?? [], means ?? []],
    ),
  };
}

/** Bytes go from 0 to 1, numbers that say which of several stay, all else is standardized. */
function usualNormalization(
  { isBytes }: FittedData,
  network: Network,
): NormalizationKind | "none" {
  if (!inputSpec(network).differentiable) return "none";
  return isBytes ? "range" : "standard";
}
