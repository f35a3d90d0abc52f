import { indexOf, type Shape } from "../../base/shape.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";

/** In the order in which they are tried. */
export const placeMistakes: readonly FindMistake[] = [
  isOneSlice,
  isOneNumber,
  isTransposed,
  isReversed,
  missesMask,
];

function isOneNumber(own: Case): Mistake {
  const { wrong, analytic, numeric, coordinates } = own;
  if (wrong.length !== 1 || analytic.length < 4) return;
  const [i] = wrong;
  const ratio = analytic[i] / numeric[i];
  const at = `[${indexOf(i, coordinates.shape)}]`;
  return Number.isFinite(ratio)
    ? `${at} alone is wrong: it is ${
      Number(ratio.toPrecision(7))
    } times what it should be`
    : `${at} alone is wrong`;
}

/** All of one row, column or example is zero, and nothing else is wrong. */
function isOneSlice(own: Case): Mistake {
  const { wrong, analytic, coordinates } = own;
  const { shape } = coordinates;
  const indices = wrong.map((i) => indexOf(i, shape));
  for (const [axis, size] of shape.entries()) {
    const places = new Set(indices.map((index) => index[axis]));
    if (size < 2 || places.size !== 1) continue;
    const [place] = places;
    const isEmpty = analytic.every((a, i) =>
      a === 0 || indexOf(i, shape)[axis] !== place
    );
    if (!isEmpty) continue;
    const isEnd = place === 0 || place === size - 1;
    return `${sliceName(coordinates, axis, place)} is left at zero${
      isEnd ? ": does a loop begin one too late or end one too early?" : ""
    }`;
  }
  return restLeftOut(own);
}

/** A name for the numbers that share one index: `row 2`. */
export function sliceName(
  { shape, role }: Case["coordinates"],
  axis: number,
  place: number,
): string {
  if (axis === 0 && role === "input") return `example ${place}`;
  if (shape.length === 1) return `number ${place}`;
  if (axis === shape.length - 1) return `column ${place}`;
  return shape.length === 2 ? `row ${place}` : `place ${place} of axis ${axis}`;
}

/** Right up to a place of some axis, and zero after it. */
function restLeftOut({ wrong, analytic, coordinates }: Case): Mistake {
  const { shape } = coordinates;
  if (!wrong.every((i) => analytic[i] === 0)) return;
  const indices = wrong.map((i) => indexOf(i, shape));
  for (const [axis, size] of shape.entries()) {
    const places = new Set(indices.map((index) => index[axis]));
    const first = Math.min(...places);
    const last = Math.max(...places);
    if (places.size === size || last - first + 1 !== places.size) continue;
    if (first !== 0 && last !== size - 1) continue;
    return `places ${first} to ${last} of axis ${axis} are left at zero: only a part is written`;
  }
}

function isTransposed({ analytic, coordinates, explains }: Case): Mistake {
  const matrix = matrixOf(coordinates.shape);
  if (matrix === undefined) return;
  const [rows, columns] = matrix;
  const block = rows * columns;
  const isSquare = rows === columns;
  const swapped = (i: number) => {
    const start = Math.floor(i / block) * block;
    const row = Math.floor((i - start) / columns);
    const column = (i - start) % columns;
    return analytic[start + column * rows + row];
  };
  if (!explains(swapped)) return;
  return isSquare
    ? "it is transposed: rows and columns are swapped"
    : `it is transposed: written as ${columns}×${rows} instead of ${rows}×${columns}`;
}

/** The last two axes, if both are longer than 1. */
function matrixOf(shape: Shape): readonly [number, number] | undefined {
  if (shape.length < 2) return;
  const [rows, columns] = shape.slice(-2);
  return rows > 1 && columns > 1 ? [rows, columns] : undefined;
}

function isReversed({ analytic, coordinates, explains }: Case): Mistake {
  const { shape } = coordinates;
  let inner = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis];
    const step = inner;
    if (size > 1) {
      const flipped = (i: number) => {
        const place = Math.floor(i / step) % size;
        return analytic[i + (size - 1 - 2 * place) * step];
      };
      if (explains(flipped)) {
        return `it is reversed along axis ${axis}: the kernel is flipped`;
      }
    }
    inner *= size;
  }
  if (
    analytic.length > 1 && explains((i) => analytic[analytic.length - 1 - i])
  ) {
    return "it is reversed along all axes: the kernel is flipped";
  }
}

function missesMask(own: Case): Mistake {
  const { analytic, numeric, wrong, isNear, coordinates } = own;
  if (wrong.length === analytic.length) return;
  const isExtra = wrong.every((i) => isNear(numeric[i], 0));
  if (isExtra) {
    return coordinates.role === "input"
      ? "some of this gradient should be zero: a mask is missing"
      : "numbers are written where no output depends on them";
  }
}
