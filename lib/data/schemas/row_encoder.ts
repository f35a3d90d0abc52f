import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Values } from "../../base/values.ts";
import { noColumn } from "../tables/header.ts";
import type { Row, Table } from "../tables/table.ts";
import type { ReadColumn } from "./cell_reader.ts";
import { knownColumnsError } from "./cell_mistakes.ts";
import { closedLabels } from "./labels.ts";
import { type MissingOptions, missingRule } from "./missing.ts";
import { createRowReader } from "./row_reader.ts";
import { type Column, featureCount, type Schema } from "./schema.ts";

/** Writes the rows of a table as the inputs and targets of a network. */
export interface RowEncoder {
  /** How many features an input has. */
  readonly inputWidth: number;
  /** How many numbers a target has. */
  readonly targetWidth: number;
  /**
   * Writes a row as example `index`, into numbers that are 0 or from a row that was
   * left out; returns whether it is used.
   *
   * @throws {DataError} if a cell has a mistake.
   */
  encode(row: Row, x: Values, target: Values, index: number): boolean;
}

/** How rows are encoded. */
export interface RowEncoderOptions extends MissingOptions {
  /** The mean of each feature; needed if `missing` is `mean`. */
  readonly means?: readonly number[] | undefined;
  /** Whether targets are read. Default: true. */
  readonly hasTargets?: boolean;
  /**
   * What becomes of an input category that the schema does not know: it is a mistake;
   * none of the features of its column is 1; or the line is left out. Default: `error`.
   */
  readonly unknown?: "error" | "zero" | "skip" | undefined;
}

/**
 * Makes an encoder. Columns are found by their names, in any order.
 *
 * @throws {DataError} if a column of the schema is missing.
 * @throws {NablaError} if means are needed, and there is not one for each feature.
 */
export function createRowEncoder(
  table: Table,
  schema: Schema,
  options: RowEncoderOptions,
): RowEncoder {
  const { means = [], hasTargets = true } = options;
  const missing = missingRule(options);
  const targets = hasTargets ? schema.targets : [];
  const positions = new Map(table.columns.map((name, i) => [name, i]));
  const find = (role: "input" | "target") => (column: Column): ReadColumn => {
    const { name, shape = [], categories } = column;
    const position = positions.get(name);
    if (position === undefined) throw noColumn(table, name);
    const labels = categories && closedLabels(categories);
    return { name, position, role, shape, labels };
  };
  const columns = [
    ...schema.inputs.map(find("input")),
    ...targets.map(find("target")),
  ];
  let isFirst = true;
  const { numbers, offsets, read } = createRowReader(table, columns, {
    missing,
    unknown: options.unknown,
    report(mistake) {
      throw knownColumnsError(table, mistake, options, isFirst);
    },
  });
  const inputCount = schema.inputs.length;
  const firstTarget = offsets[inputCount] ?? numbers.length;
  const widths = schema.inputs.map(featureCount);
  const inputWidth = widths.reduce((sum, width) => sum + width, 0);
  const isOneHot = schema.inputs.map(({ categories }) =>
    categories !== undefined
  );
  const isPlain = !isOneHot.includes(true);
  if (missing.action === "mean") requireMeans(means, inputWidth);

  /** Writes the features of a column; of categories one is 1, or none where it is not known. */
  function writeColumn(x: Values, at: number, column: number): void {
    const offset = offsets[column];
    const width = widths[column];
    if (!isOneHot[column]) {
      for (let i = 0; i < width; i++) x[at + i] = numbers[offset + i];
    } else if (Number.isNaN(numbers[offset])) x.fill(NaN, at, at + width);
    else if (numbers[offset] >= 0) x[at + numbers[offset]] = 1;
  }

  return {
    inputWidth,
    targetWidth: numbers.length - firstTarget,
    encode(row, x, target, index) {
      const state = read(row);
      isFirst = false;
      if (state === "left out") return false;
      const start = index * inputWidth;
      if (isPlain) {
        for (let i = 0; i < inputWidth; i++) x[start + i] = numbers[i];
      } else {
        for (let column = 0, at = start; column < inputCount; column++) {
          writeColumn(x, at, column);
          at += widths[column];
        }
      }
      if (state === "gaps") {
        for (let i = 0; i < inputWidth; i++) {
          if (Number.isNaN(x[start + i])) x[start + i] = means[i];
        }
      }
      const width = numbers.length - firstTarget;
      for (let i = 0; i < width; i++) {
        target[index * width + i] = numbers[firstTarget + i];
      }
      return true;
    },
  };
}

function requireMeans(means: readonly number[], width: number): void {
  if (means.length === width && means.every(Number.isFinite)) return;
  throw new NablaError("value", {
    action: say("take means of missing values"),
    name: "means",
    rule: say("{count} finite numbers, one for each feature", {
      count: width,
    }),
    found: `[${means}]`,
  });
}
