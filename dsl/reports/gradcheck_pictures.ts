/**
 * Pictures of a gradient for the page: a map of its errors, and its numbers,
 * analytic against numeric.
 *
 * @module
 */

import { elementCount } from "../../lib/base/shape.ts";
import type {
  ComparedNumbers,
  GradientCheck,
} from "../../lib/gradcheck/comparison/comparison.ts";
import { grid } from "../drawing/frame.ts";
import { isDrawable, linearScale, type Scale } from "../drawing/scale.ts";
import { toTenths } from "../drawing/svg.ts";

/** Grey for unknown, green within the tolerance, orange to red above. */
export function errorColor(error: number | null): string {
  if (error === null) return "#d9d9d9";
  if (error <= 1) {
    return `hsl(140 35% ${Math.round(94 - 24 * Math.sqrt(error))}%)`;
  }
  const share = Math.min(Math.log10(error) / 6, 1);
  return `hsl(${Math.round(38 - 38 * share)} 85% ${
    Math.round(62 - 20 * share)
  }%)`;
}

/** The largest width and height of a map, and those of the inside of a scatter, in pixels. */
const mapSide = 168;
const side = 180;
/** The most cells of a map in a row, and in a column. */
const mostCells = 60;
const largestCell = 24;

/** A cell for each number, in the rows of the array; blocks of a large array show their worst number. */
export function errorMap(
  { shape }: GradientCheck,
  { error }: ComparedNumbers,
): string {
  const columns = elementCount(shape.slice(shape.length > 1 ? 1 : 0));
  const rows = Math.max(1, Math.round(error.length / Math.max(columns, 1)));
  const [across, down] = [columns, rows].map((count) =>
    Math.max(1, Math.ceil(count / mostCells))
  );
  const [wide, high] = [Math.ceil(columns / across), Math.ceil(rows / down)];
  const worst = new Map<number, number | null>();
  for (const [i, each] of error.entries()) {
    const row = Math.floor(Math.floor(i / columns) / down);
    const cell = row * wide + Math.floor(i % columns / across);
    const before = worst.get(cell) ?? null;
    worst.set(cell, each === null ? before : Math.max(each, before ?? 0));
  }
  // A multiple of what numbers in the picture are rounded to.
  const fitting = Math.floor(10 * mapSide / Math.max(wide, high)) / 10;
  const size = Math.min(largestCell, fitting);
  const gap = size > 6 ? 1 : 0;
  const cells = [...worst].map(([cell, error]) =>
    `<rect x="${toTenths(cell % wide * size)}" y="${
      toTenths(Math.floor(cell / wide) * size)
    }" width="${toTenths(size - gap)}" height="${toTenths(size - gap)}" fill="${
      errorColor(error)
    }"/>`
  );
  const blocks = across * down === 1
    ? ""
    : `; each cell the worst of ${down}×${across}`;
  return figure(
    wide * size,
    high * size,
    "map of errors",
    cells,
    `errors, ${rows}×${columns}${blocks}`,
  );
}

const mostPoints = 2000;

/** Each number as a point over a line where both are equal, wrong ones on top; empty if nothing was compared. */
export function scatter({ analytic, numeric, error }: ComparedNumbers): string {
  const all = analytic.flatMap((a, i) => {
    const n = numeric[i];
    const e = error[i];
    const isShown = a !== null && n !== null && e !== null && isDrawable(a) &&
      isDrawable(n);
    return isShown ? [{ a, n, error: e }] : [];
  });
  if (all.length === 0) return "";
  const [wrong, right] = [true, false].map((isWrong) =>
    thinned(all.filter(({ error }) => error > 1 === isWrong))
  );
  const scale = scaleAround([...wrong, ...right].flatMap(({ a, n }) => [a, n]));
  const [left, top] = [66, 8];
  const frame = { left, top, width: side, height: side, x: scale, y: scale };
  const bottom = top + side;
  const dots = [...right, ...wrong].map(({ a, n, error }) =>
    `<circle cx="${toTenths(left + scale.at(a) * side)}" cy="${
      toTenths(bottom - scale.at(n) * side)
    }" r="${error > 1 ? 3 : 2.5}" fill="${
      error > 1 ? "#b3261e" : "#2e7d46"
    }" fill-opacity=".7"/>`
  );
  return figure(left + side + 16, bottom + 46, "analytic against numeric", [
    ...grid(frame, { x: "analytic", y: "numeric" }),
    `<line x1="${left}" y1="${bottom}" x2="${
      left + side
    }" y2="${top}" stroke="#aaa"/>`,
    ...dots,
  ], "on the line: both are equal");
}

function thinned<T>(points: readonly T[]): readonly T[] {
  const stride = Math.ceil(points.length / mostPoints);
  return points.filter((_, i) => i % stride === 0);
}

/** An axis for numbers with room around them; what hardly differs does not fill it. */
function scaleAround(values: readonly number[]): Scale {
  const [low, high] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const share = high - low < size / 100 ? size / 10 : (high - low) / 14;
  const room = Math.max(share, leastRoom);
  return linearScale(low - room, high + room, 3);
}

/** Smaller steps between numbers are not doubles of full precision. */
const leastRoom = 1e-300;

/** A picture that shrinks with its place. */
function figure(
  width: number,
  height: number,
  name: string,
  body: readonly string[],
  caption: string,
): string {
  const [w, h] = [toTenths(width), toTenths(height)];
  return `<figure><svg width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-size="11" role="img" aria-label="${name}">${
    body.join("")
  }</svg><figcaption>${caption}</figcaption></figure>`;
}
