import { hasDigitsOf } from "../base/digits.ts";
import { elementCount, equalShapes, type Shape } from "../base/shape.ts";
import { targetShapeOf } from "../data/schemas/schema.ts";
import { targetShapesOf } from "../network/outputs.ts";
import { type Graph, headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import type { FitArraysOptions } from "./array_data.ts";
import { type DataMeaning, meaningFor } from "./data_meaning.ts";

/** The shape of the targets that a network was trained on; undefined where nothing tells. */
export function trainedTargetShape(
  network: Graph,
  { schema, targetShape }: DataMeaning,
): Shape | undefined {
  const found = schema === undefined ? targetShape : targetShapeOf(schema);
  if (found === undefined) return undefined;
  const accepted = targetShapesOf(network);
  return accepted.find((shape) => equalShapes(shape, found)) ??
    accepted.find((shape) => elementCount(shape) === elementCount(found));
}

/**
 * The numbers that stand for the classes of a network in arrays, once it was trained:
 * the labels that it learned, or the classes of its column if they are numbers; none
 * where classes are 0, 1 and so on.
 */
export function knownLabels(
  { schema, labels }: DataMeaning,
): readonly number[] {
  if (labels !== undefined) return labels;
  const [{ categories = [] } = {}, ...others] = schema?.targets ?? [];
  const numbers = categories.map(Number);
  const areNumbers = others.length === 0 &&
    numbers.every((number, i) => hasDigitsOf(categories[i], number)) &&
    new Set(numbers).size === numbers.length;
  return areNumbers ? numbers : [];
}

/** The same for each loss of a network, as arrays are read with them. */
export function labelsFor(
  network: Network,
  meaning: DataMeaning,
): Pick<FitArraysOptions, "labels" | "losses"> {
  const heads = headsOf(network);
  return heads.length < 2 ? { labels: knownLabels(meaning) } : {
    losses: Object.fromEntries(
      heads.map((head) => [
        head.name,
        { labels: knownLabels(meaningFor(meaning, head)) },
      ]),
    ),
  };
}

/** Names for all outputs of a network that can say more classes than it learned: the number of such a one could be the name of another. */
export function namesOfOutputs(
  names: readonly string[] | undefined,
  outputs: number,
): readonly string[] | undefined {
  return names &&
    Array.from({ length: outputs }, (_, i) => names[i] ?? `unnamed ${i}`);
}

/**
 * What the classes of a network are called: as in its target's column, as the columns
 * of their shares, or by their labels; undefined where they have only numbers.
 *
 * @param output which of several outputs of yes and no; default: the names that all have.
 */
export function classNames(
  { schema, labels }: DataMeaning,
  isShared: boolean,
  output?: number,
): readonly string[] | undefined {
  if (schema === undefined) return labels?.map(String);
  const { targets } = schema;
  if (isShared && targets.length > 1) return targets.map(({ name }) => name);
  if (output !== undefined && targets.length > 1) {
    return targets[output]?.categories;
  }
  const [first, ...others] = targets.map(({ categories }) => categories);
  return others.every((each) => String(each) === String(first))
    ? first
    : undefined;
}
