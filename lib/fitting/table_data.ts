import { elementCount } from "../base/shape.ts";
import { plural } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  streamedExamples,
  tableExamples,
} from "../data/examples/table_examples.ts";
import { tableRows } from "../data/examples/table_rows.ts";
import {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "../data/schemas/learn_schema.ts";
import { TableError } from "../data/schemas/collected_mistakes.ts";
import type { RowEncoderOptions } from "../data/schemas/row_encoder.ts";
import { inputShapeOf, targetShapeOf } from "../data/schemas/schema.ts";
import type { Table } from "../data/tables/table.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import {
  type KnownColumns,
  knownIn,
  readingOf,
  requireMeans,
} from "./known_columns.ts";
import { requireInputColumns, requireTargetColumns } from "./table_mistakes.ts";
import { guessTarget } from "./target_column.ts";
import { requireTargetNumbers } from "./target_numbers.ts";

/** What {@linkcode fitTable} takes. Default: the target is the column `target`, the inputs are all others. */
export interface FitTableOptions
  extends Omit<LearnSchemaOptions, "targetKind"> {
  /** What the columns mean, if it was learned from other data: they are found by their names; `target` can give another name. */
  readonly known?: KnownColumns | undefined;
  /** Whether the table is read again for each epoch instead of held in memory. Default: if `size` is over 1 GB. */
  readonly streams?: boolean | undefined;
  /** What becomes of a row with an input category that is not known. Default: `error`. */
  readonly unknown?: RowEncoderOptions["unknown"];
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
  const { size = 0, streams = size > largestInMemory, unknown } = options;
  const { name: file, notes } = table;
  const known = knownIn(table, options.known, options.target);
  const reading = readingOf(options, known?.reading);
  const found = known ?? await learnOrTell(network, table, options);
  const { schema } = found;
  const learned = "length" in found ? found : undefined;
  const means = learned === undefined ? known?.means : learned.inputs.mean;
  if (learned !== undefined) requireTargetColumns(file, learned, network);
  requireInputColumns(file, schema, network);
  requireMeans(file, reading?.missing, means);
  let skipped = 0;
  const encoding = {
    ...reading,
    unknown,
    means: reading?.missing === "mean" ? means : undefined,
    precision: "float64" as const,
    inputShape: network.inputShape,
    targetShape: targetShapeFor(file, targetShapeOf(schema), network),
  };
  const counting = { ...encoding, leftOut: () => skipped++ };
  const { length } = learned ??
    { length: streams ? await countRows(table, schema, counting) : undefined };
  const examples = streams && length !== undefined
    ? streamedExamples(table, schema, { ...encoding, length })
    : await tableExamples(table, schema, { ...counting, length });
  if (examples.length === 0) {
    throw new DataError({ file }, "there must be examples: found none");
  }
  if (schema.targets[0]?.categories === undefined) {
    await requireTargetNumbers(file, examples, network);
  }
  return {
    examples,
    schema,
    means,
    reading,
    skipped: learned?.skipped ?? skipped,
    notes,
  };
}

async function countRows(
  ...[table, schema, options]: Parameters<typeof tableRows>
): Promise<number> {
  let count = 0;
  for await (const { length } of tableRows(table, schema, options)) {
    count += length;
  }
  return count;
}

/** Learns the columns; where cells cannot be used, tells how many inputs the network has once they can. */
async function learnOrTell(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  try {
    return await learn(network, table, options);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const { help = "", mending } = error;
    const then = await learn(network, table, { ...options, ...mending })
      .catch((again: unknown) => {
        if (!(again instanceof DataError)) throw again;
      });
    const found = then && elementCount(inputShapeOf(then.schema));
    if (found === undefined || found === elementCount(network.inputShape)) {
      throw error;
    }
    throw new DataError(error.place, error.facts.problem, [
      ...[help].flat(),
      mending.classes === undefined
        ? ` An input is then ${plural(found, "number")}.`
        : ` With these categories, an input is ${plural(found, "number")}.`,
    ]);
  }
}

function learn(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  return learnSchema(table, {
    ...options,
    target: options.target ?? guessTarget(table),
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
