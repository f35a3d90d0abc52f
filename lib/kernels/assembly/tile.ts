// Tiles of a product, kept in registers: no array of sums stays in them, so each
// has a name, and each height a function.
import { lanes, madd } from "./simd";

/**
 * 6 rows of two vectors are twelve sums: enough to hide the latency of a
 * multiply-add, and with what is multiplied they just fit the 15 registers that
 * the engine leaves.
 */
export const tileRows: i32 = 6;

/**
 * A tile of 6 or 4 rows by two vectors: `out = a·panel`, or that added to it.
 * `a` has a column of the tile after the other, `panel` a row after the other.
 */
export function tile<T>(
  rows: i32,
  out: usize,
  pitch: i32,
  a: usize,
  panel: usize,
  depth: i32,
  isFirst: bool,
): void {
  const row = pitch * <i32> sizeof<T>();
  if (rows == tileRows) tileOfSix<T>(out, row, a, panel, depth, isFirst);
  else tileOfFour<T>(out, row, a, panel, depth, isFirst);
}

function tileOfSix<T>(
  out: usize,
  row: i32,
  a: usize,
  panel: usize,
  depth: i32,
  isFirst: bool,
): void {
  let c00: v128, c01: v128;
  let c10: v128, c11: v128;
  let c20: v128, c21: v128;
  let c30: v128, c31: v128;
  let c40: v128, c41: v128;
  let c50: v128, c51: v128;
  if (isFirst) {
    c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = i32x4.splat(0);
  } else {
    c00 = v128.load(out);
    c01 = v128.load(out, 16);
    c10 = v128.load(out + row);
    c11 = v128.load(out + row, 16);
    c20 = v128.load(out + 2 * row);
    c21 = v128.load(out + 2 * row, 16);
    c30 = v128.load(out + 3 * row);
    c31 = v128.load(out + 3 * row, 16);
    c40 = v128.load(out + 4 * row);
    c41 = v128.load(out + 4 * row, 16);
    c50 = v128.load(out + 5 * row);
    c51 = v128.load(out + 5 * row, 16);
  }
  const end = panel + depth * 32;
  for (; panel < end; panel += 32) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a, sizeof<T>());
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
    x = v128.load_splat<T>(a, 4 * sizeof<T>());
    c40 = madd<T>(x, b0, c40);
    c41 = madd<T>(x, b1, c41);
    x = v128.load_splat<T>(a, 5 * sizeof<T>());
    c50 = madd<T>(x, b0, c50);
    c51 = madd<T>(x, b1, c51);
    a += 6 * sizeof<T>();
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + row, c10);
  v128.store(out + row, c11, 16);
  v128.store(out + 2 * row, c20);
  v128.store(out + 2 * row, c21, 16);
  v128.store(out + 3 * row, c30);
  v128.store(out + 3 * row, c31, 16);
  v128.store(out + 4 * row, c40);
  v128.store(out + 4 * row, c41, 16);
  v128.store(out + 5 * row, c50);
  v128.store(out + 5 * row, c51, 16);
}

function tileOfFour<T>(
  out: usize,
  row: i32,
  a: usize,
  panel: usize,
  depth: i32,
  isFirst: bool,
): void {
  let c00: v128, c01: v128;
  let c10: v128, c11: v128;
  let c20: v128, c21: v128;
  let c30: v128, c31: v128;
  if (isFirst) {
    c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = i32x4.splat(0);
  } else {
    c00 = v128.load(out);
    c01 = v128.load(out, 16);
    c10 = v128.load(out + row);
    c11 = v128.load(out + row, 16);
    c20 = v128.load(out + 2 * row);
    c21 = v128.load(out + 2 * row, 16);
    c30 = v128.load(out + 3 * row);
    c31 = v128.load(out + 3 * row, 16);
  }
  const end = panel + depth * 32;
  for (; panel < end; panel += 32) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load_splat<T>(a);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a, sizeof<T>());
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
    a += 6 * sizeof<T>();
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + row, c10);
  v128.store(out + row, c11, 16);
  v128.store(out + 2 * row, c20);
  v128.store(out + 2 * row, c21, 16);
  v128.store(out + 3 * row, c30);
  v128.store(out + 3 * row, c31, 16);
}

export function copyTile<T>(
  to: usize,
  toPitch: i32,
  from: usize,
  fromPitch: i32,
  height: i32,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const value = load<T>(from + (i * fromPitch + j) * size);
      store<T>(to + (i * toPitch + j) * size, value);
    }
  }
}

export function addBias<T>(
  to: usize,
  pitch: i32,
  bias: usize,
  height: i32,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let i = 0; i < height; i++) {
    const row = to + i * pitch * size;
    if (width == 2 * lanes<T>()) {
      v128.store(row, v128.add<T>(v128.load(row), v128.load(bias)));
      v128.store(row, v128.add<T>(v128.load(row, 16), v128.load(bias, 16)), 16);
    } else {
      for (let j = 0; j < width; j++) {
        const at = row + j * size;
        store<T>(at, load<T>(at) + load<T>(bias + j * size));
      }
    }
  }
}
