import { say } from "../../words/say.ts";
import { DataError } from "../bytes/data_error.ts";
import type { ExamplesInMemory } from "../data/examples/examples.ts";
import { elementCount } from "../base/shape.ts";
import {
  arrayExamples,
  type ExampleArray,
  type ExampleArrays,
} from "../data/examples/array_examples.ts";
import { formatCount, series } from "../base/words.ts";
import { type FilledPart, joinedExamples } from "../data/examples/parts.ts";
import { headsOf, inputsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { type ArrayReading, requireOrder } from "./array_reading.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import { ownOf } from "../base/record.ts";
import { arrayFor } from "./parts.ts";
import {
  numberedTargets,
  requireTargetNumbers,
  targetLabels,
} from "./numbers/target_numbers.ts";

/** Arrays of several inputs, or with targets for several losses, by their names. */
export interface NamedArrays {
  /** An array for each input. */
  readonly inputs: Readonly<Record<string, ExampleArray>>;
  /** An array for each loss. */
  readonly targets: Readonly<Record<string, ExampleArray>>;
}

/** Arrays of inputs and their targets, one for each index of the first axis. */
export type FitArrays = Required<ExampleArrays> | NamedArrays;

/** What {@linkcode fitArrays} takes. */
export interface FitArraysOptions {
  /** Whether the inputs are bytes, as in images. Default: false. */
  readonly isBytes?: boolean;
  /** What stands for classes 0, 1 and so on, if that was learned before; none for these numbers themselves. Default: what the targets tell. */
  readonly labels?: readonly number[] | undefined;
  /** The same for each of several losses, by its name. */
  readonly losses?: FittedData["losses"];
  /** How arrays were read before, or are to be named. */
  readonly arrays?: ArrayReading | undefined;
}

/**
 * Fits arrays to a network.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitArrays } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { examples } = await fitArrays(nn`fc(2,1) -> mse`, {
 *   x: { shape: [2, 2], values: Float32Array.of(0, 1, 2, 3) },
 *   target: { shape: [2], values: Float32Array.of(4, 5) },
 * });
 * assertEquals([examples.length, examples.targetShape], [2, [1]]);
 * ```
 *
 * @throws {DataError} if they do not fit.
 */
export async function fitArrays(
  network: Network,
  arrays: FitArrays,
  options: FitArraysOptions = {},
): Promise<FittedData> {
  return "x" in arrays
    ? await fitPair(network, arrays, options)
    : await fitNamed(network, arrays, options);
}

async function fitPair(
  network: Network,
  { x, target }: Required<ExampleArrays>,
  options: FitArraysOptions,
): Promise<FittedData> {
  const file = x.name ?? "x";
  const { isBytes, arrays = {} } = options;
  const shape = x.shape.slice(1);
  requireOrder(file, shape, arrays, network);
  const examples = arrayExamples({ x, target }, {
    inputShape: network.inputShape,
    targetShape: targetShapeFor(file, target.shape.slice(1), network),
  });
  const found = options.labels ??
    targetLabels(network, { ...examples.memory, ...examples });
  const labels = found?.length === 0 ? undefined : found;
  if (labels !== undefined) {
    requireLabels(target.name ?? "target", examples, network, labels);
  }
  const numbered = labels === undefined
    ? examples
    : numberedTargets(network, examples, labels);
  await requireTargetNumbers(file, numbered, network);
  return { examples: numbered, isBytes, labels, arrays: { shape, ...arrays } };
}

/** Fits the target of each loss beside the first input, then puts all side by side. */
async function fitNamed(
  network: Network,
  { inputs, targets }: NamedArrays,
  options: FitArraysOptions,
): Promise<FittedData> {
  const { arrays = {} } = options;
  const takes = inputsOf(network);
  const heads = headsOf(network);
  const parts = new Map<string, ArrayReading>(
    Object.entries(arrays.parts ?? {}),
  );
  const filled = takes.map(({ name, shape }) => {
    const x = arrayFor(network, inputs, "inputs", name);
    const known = { ...parts.get(name) };
    requireOrder(x.name ?? name, x.shape.slice(1), known, {
      inputShape: shape,
    });
    parts.set(name, { shape: x.shape.slice(1), ...known });
    const { memory } = arrayExamples({ x }, { inputShape: shape });
    return { name, shape, values: memory.x, x };
  });
  const [{ x, name: first }] = filled;
  for (const { name, x: other } of filled) {
    if (other.shape[0] === x.shape[0]) continue;
    throw new DataError(
      { file: other.name ?? name },
      say(
        "there must be as many examples of each input: found {count} of {name} and {otherCount} of {other}",
        {
          count: formatCount(other.shape[0]),
          name,
          otherCount: formatCount(x.shape[0]),
          other: first,
        },
      ),
    );
  }
  const losses = new Map<string, { readonly labels?: readonly number[] }>();
  const answers: FilledPart[] = [];
  for (const { name, network: head } of heads) {
    const target = arrayFor(network, targets, "target", name);
    const { labels: own, ...others } = options;
    const labels = heads.length === 1
      ? own
      : ownOf(options.losses, name)?.labels;
    const beside = { ...x, name: target.name ?? name };
    const fitted = await fitPair(head, { x: beside, target }, {
      ...others,
      labels,
      arrays: {},
    });
    const { targetShape: shape = [], memory } = fitted.examples;
    answers.push({ name, shape, values: memory?.target ?? x.values });
    losses.set(
      name,
      fitted.labels === undefined ? {} : { labels: fitted.labels },
    );
  }
  return {
    examples: joinedExamples(filled, answers),
    isBytes: options.isBytes,
    labels: heads.length === 1 ? losses.get(heads[0].name)?.labels : undefined,
    losses: heads.length === 1 ? undefined : Object.fromEntries(losses),
    arrays: { ...arrays, parts: Object.fromEntries(parts) },
  };
}

/** @throws {DataError} if a target is none of the labels. */
function requireLabels(
  file: string,
  { memory: { target }, targetShape = [] }: ExamplesInMemory,
  { loss }: Network,
  labels: readonly number[],
): void {
  const known = new Set(labels).add(loss?.layer.loss?.ignore ?? NaN);
  const wrong = target.findIndex((t) => !known.has(t));
  if (wrong < 0) return;
  const example = Math.floor(wrong / elementCount(targetShape)) + 1;
  throw new DataError(
    { file, example },
    say("the target must be one of {labels}, as in training: found {found}", {
      labels: `${series(labels.slice(0, 20).map(String))}${
        labels.length > 20 ? " …" : ""
      }`,
      found: target[wrong],
    }),
  );
}
