import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { allocate, type Precision, type Values } from "../../base/values.ts";
import { DataError } from "../../bytes/data_error.ts";
import {
  createRowEncoder,
  type RowEncoder,
  type RowEncoderOptions,
} from "../schemas/row_encoder.ts";
import { inputShapeOf, type Schema, targetShapeOf } from "../schemas/schema.ts";
import type { Row, Table } from "../tables/table.ts";
import type { Block } from "./examples.ts";

/** How rows become examples. */
export interface TableExamplesOptions extends RowEncoderOptions {
  /** `float64` unless told otherwise. */
  readonly precision?: Precision;
  /** The shape of one input, of as many numbers as the schema's inputs have features; these in a row, unless told otherwise. */
  readonly inputShape?: Shape;
  /** The shape of one target, of as many numbers as the schema's targets have. */
  readonly targetShape?: Shape;
}

/** Examples with the rows that they came from. */
export interface RowBlock extends Block {
  /** As many rows as there are examples. */
  readonly rows: readonly Row[];
}

/** So many numbers a block has, unless one example has more. */
const blockNumbers = 2 ** 17;

/**
 * The rows of a table, some at a time, each with its cells as they were and as
 * numbers for a network.
 *
 * @throws {DataError} where a row cannot be used, or a column of the schema is not
 * there.
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
  const capacity = Math.max(
    1,
    Math.floor(blockNumbers / (inputWidth + targetWidth)),
  );
  let block = emptyBlock(precision, encoder, capacity);
  for await (const rows of table.rows()) {
    for (const row of rows) {
      const isUsed = encoder.encode(
        row,
        block.x,
        block.target,
        block.rows.length,
      );
      if (!isUsed || block.rows.push(row) < capacity) continue;
      yield filled(block, encoder);
      block = emptyBlock(precision, encoder, capacity);
    }
  }
  if (block.rows.length > 0) yield filled(block, encoder);
}

interface OpenBlock {
  readonly rows: Row[];
  readonly x: Values;
  readonly target: Values;
}

function emptyBlock(
  precision: Precision,
  { inputWidth, targetWidth }: RowEncoder,
  capacity: number,
): OpenBlock {
  return {
    rows: [],
    x: allocate(precision, capacity * inputWidth),
    target: allocate(precision, capacity * targetWidth),
  };
}

function filled(
  { rows, x, target }: OpenBlock,
  { inputWidth, targetWidth }: RowEncoder,
): RowBlock {
  const { length } = rows;
  return {
    length,
    rows,
    x: x.subarray(0, length * inputWidth),
    target: target.subarray(0, length * targetWidth),
  };
}

/** The shapes of the examples of a table. @throws {DataError} if a shape that is wanted does not fit. */
export function exampleShapes(
  { name: file }: Table,
  schema: Schema,
  { inputShape, targetShape, hasTargets = true }: TableExamplesOptions,
): { readonly inputShape: Shape; readonly targetShape?: Shape } {
  const found = hasTargets ? targetShapeOf(schema) : undefined;
  return {
    inputShape: fitting(file, "inputs", inputShapeOf(schema), inputShape),
    ...(found === undefined
      ? {}
      : { targetShape: fitting(file, "targets", found, targetShape) }),
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
    `${what} of ${formatShape(wanted)} must have ${
      elementCount(wanted)
    } numbers: found ${elementCount(found)} in the columns`,
  );
}
