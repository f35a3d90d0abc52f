/**
 * The examples of a table, made to fit a network.
 *
 * @module
 */

import type { Advice } from "../base/advice.ts";
import { elementCount } from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  streamedExamples,
  tableExamples,
} from "../data/examples/table_examples.ts";
import {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "../data/schemas/learn_schema.ts";
import { targetShapeOf } from "../data/schemas/schema.ts";
import type { Table } from "../data/tables/table.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import {
  columnsOf,
  type KnownColumns,
  knownIn,
  requireMeans,
} from "./known_columns.ts";
import { requireInputs, requireTargets } from "./table_mistakes.ts";
import { requireTargetNumbers } from "./target_numbers.ts";

/**
 * What {@linkcode fitTable} takes: which columns are the inputs and the target
 * (default: the column `target`, from all others), and what is done about missing
 * values.
 */
export interface FitTableOptions
  extends Omit<LearnSchemaOptions, "targetKind"> {
  /** What the columns mean, where that was learned from other data: they are found by their names, and a target may have another. */
  readonly known?: KnownColumns | undefined;
  /** Whether the table is read again for each epoch instead of being held in memory; default: where `size` is over 1 GB. */
  readonly streams?: boolean | undefined;
  /** How many bytes its file has. */
  readonly size?: number;
}

/** A larger table is read again for each epoch: in memory it takes as much or more. */
const largestInMemory = 2 ** 30;

/**
 * Fits a table to a network: learns what its columns mean, and sees to it that the
 * network takes as many features, and its loss such targets.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitTable } from "@nabla/nabla/data";
 * import { csvTable, fromBytes } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("x,y,kind\n1,2,ash\n3,4,oak\n");
 * const table = await csvTable(fromBytes("trees.csv", text));
 * const { schema } = await fitTable(nn`fc(2,2) -> cross_entropy`, table, {
 *   target: "kind",
 * });
 * assertEquals(schema?.targets, [{ name: "kind", categories: ["ash", "oak"] }]);
 * ```
 *
 * @throws {DataError} if it does not fit, or a row cannot be used.
 */
export async function fitTable(
  network: Network,
  table: Table,
  options: FitTableOptions = {},
): Promise<FittedData> {
  const { missing, size = 0, streams = size > largestInMemory } = options;
  const { schema, means, learned } = await columnsFor(
    network,
    table,
    options,
    streams,
  );
  if (learned !== undefined) requireTargets(table.name, learned, network);
  requireInputs(table.name, schema, network);
  requireMeans(table.name, missing, means);
  const encoding = {
    missing,
    missingNames: options.missingNames,
    means: missing === "mean" ? means : undefined,
    precision: "float64" as const,
    inputShape: network.inputShape,
    targetShape: targetShapeFor(table.name, targetShapeOf(schema), network),
  };
  const length = learned?.length;
  const examples = streams && length !== undefined
    ? streamedExamples(table, schema, { ...encoding, length })
    : await tableExamples(table, schema, { ...encoding, length });
  if (examples.length === 0) {
    throw new DataError({ file: table.name }, "there are no examples in it");
  }
  if (schema.targets[0]?.categories === undefined) {
    await requireTargetNumbers(table.name, examples, network);
  }
  return { examples, schema, means, skipped: learned?.skipped };
}

/** What the columns mean; a table that is streamed is learned even so, as its length is wanted. */
async function columnsFor(
  network: Network,
  table: Table,
  options: FitTableOptions,
  streams: boolean,
): Promise<KnownColumns & { readonly learned?: LearnedSchema }> {
  const known = knownIn(table, options.known, options.target);
  if (known !== undefined && !streams) return known;
  const learned = await learn(network, table, { ...options, known });
  const { schema, inputs: { mean } } = learned;
  const means = known?.means ?? mean;
  return { schema: known?.schema ?? schema, means, learned };
}

function learn(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  const { known, missing, missingNames } = options;
  const columns = known === undefined ? options : columnsOf(known.schema);
  return learnSchema(table, {
    inputs: columns.inputs,
    without: known === undefined ? options.without : undefined,
    classes: columns.classes,
    missing,
    missingNames,
    target: known?.schema.targets.map(({ name }) => name) ?? options.target ??
      guessTarget(table),
    targetKind: targetKindOf(network),
  });
}

/** Where there is a class for each of several positions, targets are their numbers. */
function targetKindOf(network: Network): LearnSchemaOptions["targetKind"] {
  const { outputShape } = network;
  switch (outputsOf(network)?.predicts) {
    case "classes":
      return elementCount(outputShape) === outputShape.at(-1)
        ? "class"
        : "number";
    case "numbers":
      return "number";
    default:
      return "auto";
  }
}

/** A column of this name needs no saying. */
function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  const help: Advice = [
    "Name its column with ",
    { option: "target" },
    `; the columns are ${shown}${columns.length > 20 ? " and more" : ""}.`,
  ];
  throw new DataError({ file: name }, "the target is not said", help);
}
