/**
 * Data that was made to fit a network.
 *
 * @module
 */

import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Schema } from "../data/schemas/schema.ts";
import type { Network } from "../network/network.ts";
import { requireClasses } from "./table_mistakes.ts";
import { requireTargetNumbers } from "./target_numbers.ts";

/** Examples that fit a network. */
export interface FittedData {
  /**
   * The examples, not normalized: in double precision where their source has it,
   * since large numbers, such as times, lose in a single one the digits that
   * normalization looks at.
   */
  readonly examples: Examples;
  /** What its columns mean, where it has columns. */
  readonly schema?: Schema | undefined;
  /** The means of the features, where it has columns: missing values may take them. */
  readonly means?: readonly number[] | undefined;
  /** Whether the inputs are bytes, as those of images; default: false. */
  readonly isBytes?: boolean;
  /** How many lines were left out because a value was missing; default: 0. */
  readonly skipped?: number;
}

/** What {@linkcode fitExamples} takes. */
export interface FitExamplesOptions {
  /** What messages call the examples; default: `data`. */
  readonly name?: string;
  /** What their columns mean, where they have columns. */
  readonly schema?: Schema | undefined;
}

/**
 * Fits examples that are there already, such as those of a generator, to a
 * network.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitExamples, moons } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`input(1,2) -> flatten -> fc(2) -> cross_entropy`;
 * const { examples } = await fitExamples(network, moons());
 * assertEquals(examples.inputShape, [1, 2]);
 * ```
 *
 * @throws {DataError} if an input, a target or the number of classes does not fit.
 */
export async function fitExamples(
  network: Network,
  examples: Examples,
  options: FitExamplesOptions = {},
): Promise<FittedData> {
  const { name = "data", schema } = options;
  const [target] = schema?.targets ?? [];
  if (target?.categories !== undefined) {
    requireClasses(name, target.name, target.categories, network);
  } else await requireTargetNumbers(name, examples, network);
  return { examples: shaped(name, examples, network), schema };
}

/** Examples in the shape of the network's input. */
function shaped(name: string, all: Examples, { inputShape }: Network) {
  if (equalShapes(all.inputShape, inputShape)) return all;
  if (elementCount(all.inputShape) === elementCount(inputShape)) {
    return { ...all, inputShape };
  }
  throw new DataError(
    { file: name },
    `the network takes an input of ${formatShape(inputShape)}: an example has ${
      formatShape(all.inputShape)
    }`,
    `Begin it with input(${all.inputShape.join(",")}).`,
  );
}

/**
 * The shape that the loss takes of a target with these numbers.
 *
 * @throws {DataError} if it takes none.
 */
export function targetShapeFor(
  file: string,
  found: Shape | undefined,
  { loss, outputShape }: Network,
): Shape | undefined {
  if (loss === undefined || found === undefined) return found;
  const accepted = loss.layer.loss?.targetShapes(outputShape) ?? [];
  const fitting = accepted.find((shape) => equalShapes(shape, found)) ??
    accepted.find((shape) => elementCount(shape) === elementCount(found));
  if (fitting !== undefined) return fitting;
  throw new DataError(
    { file },
    `the target of an example must be ${
      accepted.map(formatShape).join(" or ")
    } for ${loss.layer.name}: it is ${formatShape(found)}`,
  );
}
