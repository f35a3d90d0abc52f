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
import { requireInputColumns, requireTargetColumns } from "./table_mistakes.ts";
import { requireTargetNumbers } from "./target_numbers.ts";

/** What {@linkcode fitTable} takes. Default: the target is the column `target`, the inputs are all others. */
export interface FitTableOptions
  extends Omit<LearnSchemaOptions, "targetKind"> {
  /** What the columns mean, if it was learned from other data: they are found by their names; `target` can give another name. */
  readonly known?: KnownColumns | undefined;
  /** Whether the table is read again for each epoch instead of held in memory. Default: if `size` is over 1 GB. */
  readonly streams?: boolean | undefined;
  /** The size of its file in bytes. */
  readonly size?: number;
}

const largestInMemory = 2 ** 30;

/**
 * Fits a table to a network: learns what its columns mean, and checks that the network
 * takes as many features, and its loss such targets.
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
  if (learned !== undefined) requireTargetColumns(table.name, learned, network);
  requireInputColumns(table.name, schema, network);
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
    throw new DataError(
      { file: table.name },
      "there must be examples: found none",
    );
  }
  if (schema.targets[0]?.categories === undefined) {
    await requireTargetNumbers(table.name, examples, network);
  }
  return { examples, schema, means, skipped: learned?.skipped };
}

/** What the columns mean; a streamed table is always read for its length. */
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

/** With a class for each of several positions, targets are their numbers. */
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

function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  const help: Advice = [
    "Name its column with ",
    { option: "target" },
    `; the columns are ${shown}${columns.length > 20 ? " and more" : ""}.`,
  ];
  throw new DataError(
    { file: name },
    "there must be a target: found none",
    help,
  );
}
