import { say } from "../../../words/say.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Precision } from "../../base/values.ts";
import { DataError } from "../../bytes/data_error.ts";
import {
  createRowEncoder,
  type RowEncoderOptions,
} from "../schemas/row_encoder.ts";
import { inputShapeOf, type Schema, targetShapeOf } from "../schemas/schema.ts";
import type { Row, Table } from "../tables/table.ts";
import { blockBuffer } from "./example_rows.ts";
import type { Block, Examples } from "./examples.ts";

/** How rows become examples. */
export interface TableExamplesOptions extends RowEncoderOptions {
  /** Default: `float64`. */
  readonly precision?: Precision;
  /** The shape of one input, with as many numbers as the schema has features. Default: that of the schema. */
  readonly inputShape?: Shape;
  /** The shape of one target, likewise. */
  readonly targetShape?: Shape | undefined;
  /** Called for each row that is left out. */
  readonly leftOut?: ((row: Row) => void) | undefined;
}

/** Examples with the rows that they came from. */
export interface RowBlock extends Block {
  /** As many rows as there are examples. */
  readonly rows: readonly Row[];
}

/**
 * The rows of a table, some at a time, each with its cells and as numbers for a
 * network.
 *
 * @throws {DataError} if a row cannot be used, or a column of the schema is missing.
 */
export async function* tableRows(
  table: Table,
  schema: Schema,
  options: TableExamplesOptions = {},
): AsyncGenerator<RowBlock> {
  const { precision = "float64" } = options;
  exampleShapes(table, schema, options);
  const encoder = createRowEncoder(table, schema, options);
  const { inputWidth, targetWidth } = encoder;
  const begin = () => blockBuffer(precision, inputWidth, targetWidth);
  let block = begin();
  let used: Row[] = [];
  for await (const rows of table.rows()) {
    for (const row of rows) {
      const isUsed = encoder.encode(row, block.x, block.target, used.length);
      if (!isUsed) options.leftOut?.(row);
      if (!isUsed || used.push(row) < block.capacity) continue;
      yield { ...block.first(used.length), rows: used };
      block = begin();
      used = [];
    }
  }
  if (used.length > 0) yield { ...block.first(used.length), rows: used };
}

/** @throws {DataError} if a given shape does not fit. */
export function exampleShapes(
  { name: file }: Table,
  schema: Schema,
  { inputShape, targetShape, hasTargets = true }: TableExamplesOptions,
): Pick<Examples, "inputShape" | "targetShape"> {
  const found = hasTargets ? targetShapeOf(schema) : undefined;
  return {
    inputShape: fitting(file, "inputs", inputShapeOf(schema), inputShape),
    targetShape: found && fitting(file, "targets", found, targetShape),
  };
}

function fitting(
  file: string,
  what: "inputs" | "targets",
  found: Shape,
  wanted: Shape = found,
): Shape {
  if (elementCount(wanted) === elementCount(found)) return wanted;
  throw new DataError(
    { file },
    say(
      "{what} of {shape} must have {count} numbers: found {found} in the columns",
      {
        what: say(what),
        shape: formatShape(wanted),
        count: elementCount(wanted),
        found: elementCount(found),
      },
    ),
  );
}
