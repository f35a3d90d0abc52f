// Tiles of a product, kept in registers. `tiles` is written by
// .ci/tile_source.ts when the kernels are built.
import { lanes, most } from "./vectors/simd";
import { tile4of32, tile4of64, tile5of32, tile5of64 } from "./tiles";

/**
 * How many of some rows are in tiles of five; the others are in tiles of four,
 * which makes any number over 11. Of fewer, the last tile may lack rows.
 */
export function rowsInFives(rows: i32): i32 {
  return 5 * most(0, rows - 4 * ((rows + 4) / 5));
}

/**
 * A tile of 5 or 4 rows by two vectors: `out = a·panel`, from `bias` on where it
 * is not 0, or that added to `out`. `a` has a column of the tile after the other,
 * `panel` a row after the other.
 */
export function tile<T>(
  height: i32,
  out: usize,
  pitch: i32,
  a: usize,
  panel: usize,
  bias: usize,
  depth: i32,
  isFirst: bool,
): void {
  const row = pitch * <i32> sizeof<T>();
  if (sizeof<T>() == 4) {
    if (height == 5) tile5of32(out, row, a, panel, bias, depth, isFirst);
    else tile4of32(out, row, a, panel, bias, depth, isFirst);
  } else {
    if (height == 5) tile5of64(out, row, a, panel, bias, depth, isFirst);
    else tile4of64(out, row, a, panel, bias, depth, isFirst);
  }
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
