import { say } from "../../words/say.ts";
import { elementCount, type Shape } from "../../lib/base/shape.ts";
import { formatNumber } from "./numbers.ts";
import { textWidth } from "./width.ts";

/** Of larger arrays a summary is shown: a network is not read number by number. */
const mostNumbers = 25;

/** Numbers with fewer digits say less than a summary; those of an image, less than a pixel in each line. */
const [leastDigits, leastOfImage] = [3, 2];

/**
 * The lines that show an array: its numbers, up to 25 and as far as they fit, else a
 * summary. Numbers of which the lines do not fit have fewer digits. A dot stands for
 * an array that was not computed.
 *
 * @param room the columns that a line may take.
 */
export function showArray(
  values: ArrayLike<number> | undefined,
  shape: Shape,
  room = 80,
  digits = 5,
): readonly string[] {
  if (values === undefined) return ["·"];
  const fits = (lines: readonly string[]) =>
    lines.every((line) => line.length <= room);
  if (values.length <= mostNumbers) {
    const least = shape.length > 2 ? leastOfImage : leastDigits;
    for (let most = digits; most >= Math.min(least, digits); most--) {
      const cells = Array.from(values, (each) => formatNumber(each, most));
      const lines = arrayLines(cells, shape, 2);
      if (fits(lines)) return lines;
    }
    const cells = Array.from(values, (each) => formatNumber(each, leastDigits));
    const lines = shape.length > 2
      ? arrayLines(cells, shape, 1)
      : brokenLines(cells, shape, room);
    if (lines.length > 0 && fits(lines)) return lines;
  }
  const [short, whole] = summary(values, Math.min(3, digits));
  return [textWidth(whole) <= room ? whole : short];
}

/**
 * A line for each row of the last axis; of more than two axes, for each row of the
 * last `inLine`, so that the pixels of an image stand as they lie.
 */
function arrayLines(
  cells: readonly string[],
  shape: Shape,
  inLine: number,
): string[] {
  const outer = shape.slice(0, Math.max(0, shape.length - inLine));
  const axes = shape.length === 2 ? shape.slice(0, 1) : outer;
  const inner = shape.slice(axes.length);
  const length = elementCount(inner);
  const count = elementCount(axes);
  const widths = Array.from({ length }, (_, i) =>
    Math.max(
      ...Array.from({ length: count }, (_, row) =>
        cells[row * length + i].length),
    ));
  return Array.from({ length: count }, (_, row) => {
    const own = cells.slice(row * length, (row + 1) * length)
      .map((cell, i) => count === 1 ? cell : cell.padStart(widths[i]));
    // How many brackets open before this row, and close behind it.
    const open = outermost(row, axes);
    const close = outermost(row + 1, axes);
    return " ".repeat(axes.length - open) + "[".repeat(open) +
      nestedText(own, inner) + "]".repeat(close) +
      (row < count - 1 ? "," : "");
  });
}

/** The same, with rows that go on in further lines, number below number; empty if not even two numbers fit in one. */
function brokenLines(
  cells: readonly string[],
  shape: Shape,
  room: number,
): string[] {
  const depth = shape.length;
  const length = shape.at(-1) ?? 1;
  const width = Math.max(...cells.map((cell) => cell.length));
  // Brackets before, and a comma behind each number; closing ones may take more.
  const inLine = Math.floor((room - 2 * depth + 2) / (width + 2));
  if (inLine < 2) return [];
  const rows = arrayLines(
    cells.map((cell) => cell.padStart(width)),
    shape,
    1,
  );
  return rows.flatMap((row) => {
    const lead = row.slice(0, depth);
    const numbers = row.slice(depth).match(/ *[^,]+,?/g) ?? [];
    return Array.from({ length: Math.ceil(length / inLine) }, (_, i) => {
      const own = numbers.slice(i * inLine, (i + 1) * inLine).join("");
      return i === 0 ? lead + own : " ".repeat(depth) + own.slice(1);
    });
  });
}

/** How many of the axes begin anew with a row. */
function outermost(row: number, axes: Shape): number {
  let count = 0;
  let size = 1;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    size *= axes[axis];
    if (row % size !== 0) break;
    count++;
  }
  return count;
}

/** What there is to say of many numbers: the most important, and all of it. */
function summary(
  values: ArrayLike<number>,
  digits: number,
): readonly [short: string, whole: string] {
  let least = Infinity;
  let largest = -Infinity;
  let sum = 0;
  let missing = 0;
  const count = values.length;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(values[i])) {
      missing++;
      continue;
    }
    least = Math.min(least, values[i]);
    largest = Math.max(largest, values[i]);
    sum += values[i];
  }
  if (missing === count) {
    return [say("NaN throughout"), say("NaN throughout")];
  }
  const format = (value: number) => formatNumber(value, digits);
  const range = `${format(least)} … ${format(largest)}`;
  return missing === 0
    ? [range, say("{range}, mean {mean}", { range, mean: format(sum / count) })]
    : [
      say("{missing} of {count} NaN", { missing, count }),
      say("{missing} of {count} NaN, else {range}", { missing, count, range }),
    ];
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
  return nestedText(Array.from(data, (value) => formatNumber(value)), shape);
}

function nestedText(
  cells: readonly string[],
  shape: readonly number[],
): string {
  let next = 0;
  const write = (axis: number): string =>
    axis === shape.length
      ? cells[next++]
      : `[${
        Array.from({ length: shape[axis] }, () => write(axis + 1)).join(", ")
      }]`;
  return write(0);
}
