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

const mapSize = 190;
const mostCells = 4096;

/** A cell for each number, in the rows of the array; blocks of a large array show their worst number. */
export function errorMap(
  { shape }: GradientCheck,
  { error }: ComparedNumbers,
): string {
  const columns = elementCount(shape.slice(shape.length > 1 ? 1 : 0));
  const rows = Math.max(1, Math.round(error.length / Math.max(columns, 1)));
  const shrink = Math.max(1, Math.ceil(Math.sqrt(error.length / mostCells)));
  const wide = Math.ceil(columns / shrink);
  const high = Math.ceil(rows / shrink);
  const worst = new Map<number, number | null>();
  for (const [i, each] of error.entries()) {
    const row = Math.floor(Math.floor(i / columns) / shrink);
    const cell = row * wide + Math.floor(i % columns / shrink);
    const before = worst.get(cell) ?? null;
    worst.set(cell, each === null ? before : Math.max(each, before ?? 0));
  }
  const size = Math.max(1, Math.min(24, mapSize / Math.max(wide, high)));
  const gap = size > 6 ? 1 : 0;
  const cells = [...worst].map(([cell, error]) =>
    `<rect x="${round(cell % wide * size)}" y="${
      round(Math.floor(cell / wide) * size)
    }" width="${round(size - gap)}" height="${round(size - gap)}" fill="${
      errorColor(error)
    }"/>`
  );
  return `<figure><svg width="${round(wide * size)}" height="${
    round(high * size)
  }" role="img" aria-label="map of errors">${
    cells.join("")
  }</svg><figcaption>errors, ${rows}×${columns}</figcaption></figure>`;
}

const mostPoints = 2000;

export function scatter({ analytic, numeric, error }: ComparedNumbers): string {
  const all = analytic.flatMap((a, i) => {
    const n = numeric[i];
    const e = error[i];
    return a === null || n === null || e === null || !Number.isFinite(a + n)
      ? []
      : [{ a, n, error: e }];
  });
  const stride = Math.ceil(all.length / mostPoints);
  const points = all.filter(({ error }, i) => i % stride === 0 || error > 1)
    .slice(0, 2 * mostPoints);
  const [least, most] = points.reduce(
    ([low, high], { a, n }) => [Math.min(low, a, n), Math.max(high, a, n)],
    [Infinity, -Infinity],
  );
  const span = most > least ? most - least : 1;
  const side = mapSize - 20;
  const at = (value: number) => 10 + (value - least) / span * side;
  const dots = points.map(({ a, n, error }) =>
    `<circle cx="${round(at(a))}" cy="${
      round(mapSize - at(n))
    }" r="2.5" fill="${error > 1 ? "#b3261e" : "#2e7d46"}" fill-opacity=".7"/>`
  );
  return `<figure><svg width="${mapSize}" height="${mapSize}" role="img" aria-label="analytic against numeric"><rect width="${mapSize}" height="${mapSize}" fill="#fcfcfc" stroke="#ddd"/><line x1="10" y1="${
    mapSize - 10
  }" x2="${mapSize - 10}" y2="10" stroke="#ccc"/>${
    dots.join("")
  }</svg><figcaption>analytic against numeric</figcaption></figure>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
