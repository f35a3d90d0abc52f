/**
 * What data is that was made to fit a network, and what it is to fit.
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
import type { Prediction } from "../layer/layer.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";
import type { DataChoice } from "../../dsl/cli/words/data_options.ts";

/** Examples that fit a network. */
export interface FittedData {
  /**
   * The examples, not normalized: in double precision where their file has it, as
   * a single one would take from numbers far from 0, such as times, what
   * normalization makes the whole of them.
   */
  readonly examples: Examples;
  /** What its columns mean, where it has columns. */
  readonly schema?: Schema;
  /** The means of the features, where it has columns: missing values may take them. */
  readonly means?: readonly number[];
  /** Whether the inputs are bytes, as those of images. */
  readonly isBytes: boolean;
  /** What was left out, in words. */
  readonly notes: readonly string[];
}

/** What data is to fit. */
export interface FitOptions {
  /** The network. */
  readonly network: Network;
  /** How the data is read. */
  readonly choice: DataChoice;
  /** Where chance begins, for generators. */
  readonly seed: number;
  /** Whether the file that `choice.target` names holds the targets of other examples. */
  readonly isBeside?: boolean;
  /** Whether a table is read again for each epoch instead of being held; where absent, its size decides. */
  readonly streams?: boolean | undefined;
  /** What the columns mean, where that was learned before. */
  readonly known?: {
    readonly schema: Schema;
    readonly means?: readonly number[] | undefined;
  };
}

/** What the numbers of the network's output are read as. */
export function predictionOf(network: Network): Prediction | undefined {
  return outputsOf(network)?.predicts;
}

/**
 * The shape that the loss takes of a target with these numbers.
 *
 * @throws {DataError} if it takes none.
 */
export function targetShapeFor(
  file: string,
  found: Shape | undefined,
  network: Network,
): Shape | undefined {
  const { loss, outputShape } = network;
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

/**
 * Sees to it that there are means where missing values are to take them.
 *
 * @throws {UsageError} if there are none.
 */
export function requireMeans(
  missing: string | undefined,
  means: readonly number[] | undefined,
): void {
  if (missing !== "mean" || means !== undefined) return;
  throw new UsageError(
    "the network knows no means that missing values could take",
    "It was trained on a generator or an array; leave lines out with --missing skip.",
  );
}
