import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import {
  allocate,
  type Precision,
  precisionOf,
  type Values,
} from "../../base/values.ts";
import {
  type Examples,
  type ExamplesInMemory,
  type Normalization,
  withValues,
} from "../../data/examples/examples.ts";
import { createStatistics } from "../../data/schemas/statistics.ts";

export type { Normalization };

/**
 * How inputs are normalized: `standard` gives each feature mean 0 and standard
 * deviation 1; `range` gives 0 to 1, with one scale for all features, for pixels.
 */
export type NormalizationKind = "standard" | "range";

/**
 * The normalization for examples. The features of an input of one axis are its
 * numbers; with more axes, as in images, they are the channels of the last. A
 * constant feature is only shifted. Passes over the examples once, in double
 * precision (Welford, 1962).
 *
 * ```ts
 * import { examplesOf, learnNormalization } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = examplesOf([0, 10, 2, 30], { inputShape: [2] });
 * assertEquals(await learnNormalization(data, "standard"), { offset: [1, 20], scale: [1, 10] });
 * ```
 */
export async function learnNormalization(
  all: Examples,
  kind: NormalizationKind,
): Promise<Normalization> {
  const features = featuresOf(all.inputShape);
  const statistics = createStatistics(features);
  for await (const { x } of all.blocks()) statistics.add(x);
  const { mean, deviation, least, largest } = statistics.between(0, features);
  if (kind === "standard") {
    return { offset: mean, scale: deviation.map((d) => d || 1) };
  }
  const from = least.reduce((a, b) => Math.min(a, b));
  const to = largest.reduce((a, b) => Math.max(a, b));
  return { offset: [from], scale: [to - from || 1] };
}

/** How many features an input has: its numbers, or the channels of its positions. */
function featuresOf(inputShape: Shape): number {
  return inputShape.at(-1) ?? 1;
}

/** Where normalized inputs are written. */
export interface NormalizedOptions {
  /** Their precision. Default: that of the inputs. */
  readonly precision?: Precision | undefined;
  /** Makes the array of inputs in memory. `store.allocate` of a network's parameters saves copying it later. */
  readonly allocate?:
    | ((precision: Precision, length: number) => Values)
    | undefined;
}

/** Examples with normalized inputs; those in memory are copied, a stream is normalized as it is read. */
export function normalizeExamples<All extends Examples>(
  all: All,
  normalization: Normalization,
  options?: NormalizedOptions,
): All extends ExamplesInMemory ? ExamplesInMemory : Examples;
export function normalizeExamples(
  all: Examples,
  normalization: Normalization,
  options: NormalizedOptions = {},
): Examples {
  const { memory } = all;
  if (memory !== undefined) {
    const x = normalizeValues(memory.x, normalization, options);
    return withValues(all, x, memory.target);
  }
  const { precision } = options;
  return {
    ...all,
    async *blocks() {
      for await (const block of all.blocks()) {
        yield {
          ...block,
          x: normalizeValues(block.x, normalization, { precision }),
        };
      }
    },
  };
}

/** A normalized copy of the numbers of whole examples. */
export function normalizeValues(
  x: Values,
  { offset, scale }: Normalization,
  { precision = precisionOf(x), allocate: make = allocate }: NormalizedOptions =
    {},
): Values {
  const to = make(precision, x.length);
  for (let i = 0, feature = 0; i < x.length; i++) {
    to[i] = (x[i] - offset[feature]) / scale[feature];
    if (++feature === offset.length) feature = 0;
  }
  return to;
}

/**
 * Reads a saved normalization.
 *
 * @param what what messages call the numbers. Default: `inputs`.
 * @throws {NablaError} if it is not one for numbers of this shape.
 */
export function readNormalization(
  saved: unknown,
  inputShape: Shape,
  what: "inputs" | "targets" = "inputs",
): Normalization {
  const { offset, scale } = Object(saved);
  const isList = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every(Number.isFinite);
  const counts = [1, featuresOf(inputShape), elementCount(inputShape)];
  if (
    isList(offset) && isList(scale) && offset.length === scale.length &&
    counts.includes(offset.length) && scale.every((number) => number !== 0)
  ) return { offset, scale };
  throw new NablaError("call", {
    action: say("normalize {what}", { what: say(what) }),
    rule: say(
      "offset and scale must be lists of {counts} finite numbers, and no scale 0",
      { counts: [...new Set(counts)].join(say(" or ")) },
    ),
  });
}
