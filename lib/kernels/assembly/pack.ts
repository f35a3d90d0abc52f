// Blocks of a matrix, laid out as panels in the order in which tiles read them.
import { lanes, least } from "./vectors/simd";
import { rowsInFives } from "./tile";

/**
 * Panels of `width` columns of a matrix of pitch `n`, row after row; zeros
 * beyond the edge.
 */
export function packColumns<T>(
  to: usize,
  from: usize,
  n: i32,
  row: i32,
  rows: i32,
  column: i32,
  columns: i32,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const bytes = width * size;
  const pitch = n * size;
  for (let j = 0; j < columns; j += width) {
    let at = from + (row * n + column + j) * size;
    const own = least(width, columns - j);
    if (own == width) {
      // One vector or two, and a fifth number.
      for (let p = 0; p < rows; p++) {
        v128.store(to, v128.load(at));
        if (bytes >= 32) v128.store(to, v128.load(at, 16), 16);
        if (bytes == 20) store<u32>(to, load<u32>(at, 16), 16);
        if (bytes == 40) store<u64>(to, load<u64>(at, 32), 32);
        to += bytes;
        at += pitch;
      }
    } else {
      for (let p = 0; p < rows; p++) {
        for (let c = 0; c < width; c++) {
          store<T>(to + c * size, c < own ? load<T>(at + c * size) : <T> 0);
        }
        to += bytes;
        at += pitch;
      }
    }
  }
}

/**
 * Panels of 5 or 4 rows of a matrix of pitch `k`, column after column; zeros
 * beyond the edge.
 */
export function packRows<T>(
  to: usize,
  from: usize,
  k: i32,
  column: i32,
  columns: i32,
  row: i32,
  rows: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = k * size;
  const fives = rowsInFives(rows);
  for (let i = 0; i < rows;) {
    const at = from + ((row + i) * k + column) * size;
    const height = i < fives ? 5 : 4;
    const own = least(height, rows - i);
    const step = height * size;
    let p = 0;
    if (own == height) {
      for (; p + lanes<T>() <= columns; p += lanes<T>()) {
        const x = at + p * size;
        packSquare<T>(to + p * step, x, pitch, height == 5);
      }
    }
    for (; p < columns; p++) {
      const x = at + p * size;
      const z = to + p * step;
      for (let c = 0; c < height; c++) {
        const value = c < own ? load<T>(x + c * pitch) : <T> 0;
        store<T>(z + c * size, value);
      }
    }
    to += columns * step;
    i += height;
  }
}

/** Transposes 5 or 4 vectors, a row each, into columns one after the other. */
// @ts-ignore: decorator
@inline
function packSquare<T>(to: usize, from: usize, pitch: i32, isFive: bool): void {
  const v0 = v128.load(from);
  const v1 = v128.load(from + pitch);
  const v2 = v128.load(from + 2 * pitch);
  const v3 = v128.load(from + 3 * pitch);
  if (sizeof<T>() == 8) {
    const t0 = i64x2.shuffle(v0, v1, 0, 2);
    const t1 = i64x2.shuffle(v2, v3, 0, 2);
    if (isFive) {
      const v4 = v128.load(from + 4 * pitch);
      v128.store(to, t0);
      v128.store(to, t1, 16);
      v128.store(to, i64x2.shuffle(v4, v0, 0, 3), 32);
      v128.store(to, i64x2.shuffle(v1, v2, 1, 3), 48);
      v128.store(to, i64x2.shuffle(v3, v4, 1, 3), 64);
    } else {
      v128.store(to, t0);
      v128.store(to, t1, 16);
      v128.store(to, i64x2.shuffle(v0, v1, 1, 3), 32);
      v128.store(to, i64x2.shuffle(v2, v3, 1, 3), 48);
    }
  } else {
    const t0 = i32x4.shuffle(v0, v1, 0, 4, 1, 5);
    const t1 = i32x4.shuffle(v2, v3, 0, 4, 1, 5);
    const t2 = i32x4.shuffle(v0, v1, 2, 6, 3, 7);
    const t3 = i32x4.shuffle(v2, v3, 2, 6, 3, 7);
    const c0 = i64x2.shuffle(t0, t1, 0, 2);
    const c1 = i64x2.shuffle(t0, t1, 1, 3);
    if (isFive) {
      const v4 = v128.load(from + 4 * pitch);
      const u1 = i32x4.shuffle(t1, v4, 3, 5, 3, 5);
      const u2 = i32x4.shuffle(v4, t2, 2, 6, 2, 6);
      const u3 = i32x4.shuffle(t3, v4, 2, 3, 7, 7);
      v128.store(to, c0);
      v128.store(to, i32x4.shuffle(v4, c1, 0, 4, 5, 6), 16);
      v128.store(to, i64x2.shuffle(u1, t2, 0, 2), 32);
      v128.store(to, i64x2.shuffle(t3, u2, 0, 2), 48);
      v128.store(to, i32x4.shuffle(t2, u3, 3, 4, 5, 6), 64);
    } else {
      v128.store(to, c0);
      v128.store(to, c1, 16);
      v128.store(to, i64x2.shuffle(t2, t3, 0, 2), 32);
      v128.store(to, i64x2.shuffle(t2, t3, 1, 3), 48);
    }
  }
}

/**
 * Panels of two vectors of the transpose of a matrix of pitch `k`, zeros beyond
 * the edge; where a row of them does not take `step` = 32 bytes, they lie beside
 * one another, as the transpose.
 */
export function packTransposed<T>(
  to: usize,
  from: usize,
  k: i32,
  row: i32,
  rows: i32,
  column: i32,
  columns: i32,
  step: i32,
): void {
  const size = <i32> sizeof<T>();
  const width = 2 * lanes<T>();
  const pitch = k * size;
  const isPanel = step == 32;
  for (let j = 0; j < columns; j += width) {
    const own = least(width, columns - j);
    const end = isPanel ? width : own;
    const at = from + ((column + j) * k + row) * size;
    let p = 0;
    if (own == width) {
      for (; p + lanes<T>() <= rows; p += lanes<T>()) {
        const x = at + p * size;
        const z = to + p * step;
        if (sizeof<T>() == 8) {
          for (let c = 0; c < 4; c += 2) {
            const v0 = v128.load(x + c * pitch);
            const v1 = v128.load(x + (c + 1) * pitch);
            v128.store(z + c * 8, i64x2.shuffle(v0, v1, 0, 2));
            v128.store(z + c * 8 + step, i64x2.shuffle(v0, v1, 1, 3));
          }
        } else {
          for (let c = 0; c < 8; c += 4) {
            const v0 = v128.load(x + c * pitch);
            const v1 = v128.load(x + (c + 1) * pitch);
            const v2 = v128.load(x + (c + 2) * pitch);
            const v3 = v128.load(x + (c + 3) * pitch);
            const t0 = i32x4.shuffle(v0, v1, 0, 4, 1, 5);
            const t1 = i32x4.shuffle(v2, v3, 0, 4, 1, 5);
            const t2 = i32x4.shuffle(v0, v1, 2, 6, 3, 7);
            const t3 = i32x4.shuffle(v2, v3, 2, 6, 3, 7);
            const s = z + c * 4;
            v128.store(s, i64x2.shuffle(t0, t1, 0, 2));
            v128.store(s + step, i64x2.shuffle(t0, t1, 1, 3));
            v128.store(s + 2 * step, i64x2.shuffle(t2, t3, 0, 2));
            v128.store(s + 3 * step, i64x2.shuffle(t2, t3, 1, 3));
          }
        }
      }
    }
    for (; p < rows; p++) {
      const x = at + p * size;
      const z = to + p * step;
      for (let c = 0; c < end; c++) {
        const value = c < own ? load<T>(x + c * pitch) : <T> 0;
        store<T>(z + c * size, value);
      }
    }
    to += isPanel ? rows * 32 : 32;
  }
}
