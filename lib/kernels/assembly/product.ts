// Products of matrices: blocks of both are packed into panels, and tiles of 5 or
// 4 rows by two vectors are kept in registers (Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication", 2008). Every number is one chain of
// additions along `k`, in an order that depends on the sizes of the whole
// alone, so that parts may be computed anywhere.
import { combinations, dots, fewRows, takesDots } from "./few_rows";
import { packColumns, packRows, packTransposed } from "./pack";
import { lanes, least, most } from "./vectors/simd";
import { copyTile, rowsInFives, tile } from "./tile";

// A block of A and one of B lie in the second cache together, a panel of each
// in the first.
const blockRows: i32 = 100;
const blockColumns: i32 = 256;
const blockDepth: i32 = 384;

/** How many bytes of scratch one thread needs. */
export function productScratch(): i32 {
  return (blockRows + blockColumns) * blockDepth * 8 + 4096;
}

/** Where the scratch of this thread begins. */
export let scratch: usize = 0;

// @ts-ignore: decorator
@inline
export function threadScratch(): usize {
  return scratch;
}

/** Gives this thread its scratch. */
export function setScratch(at: usize): void {
  scratch = at;
}

/**
 * Columns `from … to - 1`, or rows where not `isByColumns`, of the `m × n`
 * product `y = op(a)·op(b)`, plus `bias` for each column where it is not 0. `a`
 * is m × k, or k × m where `isAT`; `b` is k × n, or n × k where `isBT`.
 */
// @ts-ignore: decorator
@inline
export function product<T>(
  from: i32,
  to: i32,
  isByColumns: bool,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
): void {
  const m0 = isByColumns ? 0 : from;
  const m1 = isByColumns ? m : to;
  const n0 = isByColumns ? from : 0;
  const n1 = isByColumns ? to : n;
  if (k == 0) {
    clear<T>(y, bias, n, m0, m1, n0, n1);
  } else if (isBT && !isAT && takesDots(m, n, k)) {
    dots<T>(y, a, b, bias, n, k, m0, m1, n0, n1);
  } else if (m < fewRows && !isBT && !isAT) {
    combinations<T>(y, a, b, bias, n, k, m0, m1, n0, n1);
  } else {
    blocks<T>(y, a, b, bias, n, isAT ? m : k, isBT ? k : n, k, isAT, isBT, m0, m1, n0, n1, Triangle.None);
  }
}

/** Products `from … to - 1` of many, whose matrices stand one after the other. */
export function products<T>(
  from: i32,
  to: i32,
  y: usize,
  a: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
): void {
  const size = <i32> sizeof<T>();
  for (let i = from; i < to; i++) {
    const own = y + i * m * n * size;
    const left = a + i * m * k * size;
    const right = b + i * k * n * size;
    product<T>(0, n, true, own, left, right, 0, m, n, k, isAT, isBT);
  }
}

function clear<T>(
  y: usize,
  bias: usize,
  n: i32,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let i = m0; i < m1; i++) {
    for (let j = n0; j < n1; j++) {
      const value = bias == 0 ? <T> 0 : load<T>(bias + j * size);
      store<T>(y + (i * n + j) * size, value);
    }
  }
}

/** Which half of a product around its diagonal counts. */
export const enum Triangle {
  None,
  /** Numbers of `y` right of the diagonal are not wanted: what stands there is anything. */
  OfY,
  /** Numbers of `op(a)` right of the diagonal are 0. */
  OfA,
  /** Those below it are. */
  OfTransposedA,
}

/**
 * Rows `m0 … m1 - 1` and columns `n0 … n1 - 1` of a product. The pitches are
 * numbers from a row to the next, as the matrices lie in memory; where that of
 * `b` is 0, it lies in panels already, each `k` deep.
 */
export function blocks<T>(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  pitchY: i32,
  pitchA: i32,
  pitchB: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
  triangle: Triangle,
): void {
  const size = <i32> sizeof<T>();
  const tileColumns = 2 * lanes<T>();
  const packedA = scratch;
  const packedB = packedA + blockRows * blockDepth * size;
  let panels = packedB;
  const corner = packedB + blockColumns * blockDepth * size;
  // Parts of equal depth: a short last one would cost more than it saves.
  const parts = (k + blockDepth - 1) / blockDepth;
  const deep = (k + parts - 1) / parts;
  for (let jc = n0; jc < n1; jc += blockColumns) {
    const columns = least(blockColumns, n1 - jc);
    for (let pc = 0; pc < k; pc += deep) {
      const depth = least(deep, k - pc);
      const isLaidOut = pitchB == 0;
      if (isLaidOut) {
        panels = b + (jc * k + pc * tileColumns) * size;
      } else if (isBT) {
        packTransposed<T>(packedB, b, pitchB, pc, depth, jc, columns, 32);
      } else {
        packColumns<T>(packedB, b, pitchB, pc, depth, jc, columns, tileColumns);
      }
      const isFirst = pc == 0;
      for (let ic = m0; ic < m1; ic += blockRows) {
        const rows = least(blockRows, m1 - ic);
        const fives = rowsInFives(rows);
        if (isAT) {
          const rest = packedA + fives * depth * size;
          packColumns<T>(packedA, a, pitchA, pc, depth, ic, fives, 5);
          packColumns<T>(rest, a, pitchA, pc, depth, ic + fives, rows - fives, 4);
        } else packRows<T>(packedA, a, pitchA, pc, depth, ic, rows);
        // Of small depth, a row of tiles after the other, so that `y` is written
        // in order; otherwise a column after the other, so that its panel of b
        // stays in the first cache.
        const isByRows = depth <= 128;
        const outer = isByRows ? rows : columns;
        const inner = isByRows ? columns : rows;
        for (let o = 0, step = 0; o < outer; o += step) {
          for (let i = 0; i < inner;) {
            const ir = isByRows ? o : i;
            const jr = isByRows ? i : o;
            const tall = ir < fives ? 5 : 4;
            step = isByRows ? tall : tileColumns;
            i += isByRows ? tileColumns : tall;
            const width = least(tileColumns, columns - jr);
            const height = least(tall, rows - ir);
            const row = ic + ir;
            if (triangle == Triangle.OfY && jc + jr >= row + height) continue;
            // The part of the depth in which numbers of a are not 0.
            let start = 0;
            let end = depth;
            if (triangle == Triangle.OfA) end = least(depth, row + height - pc);
            if (triangle == Triangle.OfTransposedA) start = most(0, row - pc);
            if (start >= end) {
              if (!isFirst) continue;
              start = end = 0;
            }
            const tallPanel = isLaidOut ? k : depth;
            const panel = panels + (jr * tallPanel + start * tileColumns) * size;
            const from = packedA + (ir * depth + start * tall) * size;
            const to = y + (row * pitchY + jc + jr) * size;
            let ownBias = bias != 0 && isFirst ? bias + (jc + jr) * size : 0;
            const isWhole = width == tileColumns && height == tall;
            // A tile over the edge is computed aside.
            const out = isWhole ? to : corner;
            const pitch = isWhole ? pitchY : tileColumns;
            if (!isWhole) {
              if (!isFirst) {
                copyTile<T>(corner, tileColumns, to, pitchY, height, width);
              } else if (ownBias != 0) {
                const aside = corner + 5 * 32;
                copyTile<T>(aside, width, ownBias, width, 1, width);
                ownBias = aside;
              }
            }
            tile<T>(tall, out, pitch, from, panel, ownBias, end - start, isFirst);
            if (!isWhole) {
              copyTile<T>(to, pitchY, corner, tileColumns, height, width);
            }
          }
        }
      }
    }
  }
}
