import { elementCount, type Shape } from "../../lib/base/shape.ts";
import { formatNumber } from "./numbers.ts";

/** The most rows and columns of which the numbers are shown. */
const most = 4;

/**
 * The lines that show an array: its numbers up to 4×4, or up to `mostInRow` of a
 * single row; a summary of a larger one. A dot stands for an array that was not
 * computed: undefined, or NaN throughout.
 */
export function showArray(
  values: ArrayLike<number> | undefined,
  shape: Shape,
  digits = 5,
  mostInRow = 8,
): readonly string[] {
  if (values === undefined || isUnknown(values)) return ["·"];
  const rows = shape.length > 1 ? shape.slice(0, -1) : [];
  const height = elementCount(rows);
  const width = shape.at(-1) ?? 1;
  const format = (value: number) => formatNumber(value, digits);
  if (height === 1 && width <= mostInRow && shape.length <= 2) {
    return [formatArray(values, shape, format)];
  }
  if (shape.length === 2 && height <= most && width <= most) {
    return matrixLines(values, height, width, format);
  }
  if (elementCount(shape) <= most && shape.length > 0) {
    return [formatArray(values, shape, format)];
  }
  return [summary(values, digits)];
}

function matrixLines(
  values: ArrayLike<number>,
  height: number,
  width: number,
  format: (value: number) => string,
): string[] {
  const rows = Array.from(
    { length: height },
    (_, r) =>
      Array.from({ length: width }, (_, c) => format(values[r * width + c])),
  );
  const widths = rows[0].map((_, c) =>
    Math.max(...rows.map((row) => row[c].length))
  );
  return rows.map((row, r) => {
    const cells = row.map((cell, c) => cell.padStart(widths[c])).join(", ");
    return `${r === 0 ? "[[" : " ["}${cells}${r < height - 1 ? "]," : "]]"}`;
  });
}

function summary(values: ArrayLike<number>, digits: number): string {
  let least = Infinity;
  let largest = -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]);
    largest = Math.max(largest, values[i]);
    sum += values[i];
  }
  const short = Math.min(3, digits);
  return `${formatNumber(least, short)} … ${
    formatNumber(largest, short)
  }, mean ${formatNumber(sum / values.length, short)}`;
}

function isUnknown(values: ArrayLike<number>): boolean {
  return Array.prototype.every.call(values, Number.isNaN);
}

/** `2×3`; `1` for a single number. */
export function formatSizes(shape: Shape): string {
  return shape.join("×") || "1";
}

/** An array with a pair of brackets for each row of each axis. */
export function formatArray(
  data: ArrayLike<number>,
  shape: readonly number[],
  formatNumber: (value: number) => string = String,
): string {
  let next = 0;
  const write = (axis: number): string =>
    axis === shape.length
      ? formatNumber(data[next++])
      : `[${
        Array.from({ length: shape[axis] }, () => write(axis + 1)).join(", ")
      }]`;
  return write(0);
}
