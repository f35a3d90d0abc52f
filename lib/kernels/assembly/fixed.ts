// Products with a matrix that stays the same for many of them: it is laid out
// once.
import { packColumns, packTransposed } from "./pack";
import { blocks, Triangle } from "./product";
import { lanes, least } from "./vectors/simd";

/**
 * Columns `from … to - 1` of `op(b)` as the panels of tiles; `b` is k × n, or
 * n × k where `isBT`.
 */
export function layOut<T>(
  from: i32,
  to: i32,
  panels: usize,
  b: usize,
  n: i32,
  k: i32,
  isBT: bool,
): void {
  const at = panels + from * k * <i32> sizeof<T>();
  if (isBT) packTransposed<T>(at, b, k, 0, k, from, to - from, 32);
  else packColumns<T>(at, b, n, 0, k, from, to - from, 2 * lanes<T>());
}

/** Columns `from … to - 1` of the `m × n` product of `a` and such panels. */
export function fixedProduct<T>(
  from: i32,
  to: i32,
  y: usize,
  a: usize,
  panels: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  blocks<T>(y, a, panels, bias, n, k, 0, k, false, false, 0, m, from, to, Triangle.None);
}

/** `y[m, b, a] = x[m, a, b]` of columns `from … to - 1`, counted through all matrices. */
export function transposeColumns<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  const pitch = rows * <i32> sizeof<T>();
  for (let i = from; i < to;) {
    const matrix = i / columns;
    const column = i - matrix * columns;
    const n = least(columns - column, to - i);
    const own = x + matrix * columns * pitch;
    packTransposed<T>(y + i * pitch, own, columns, column, n, 0, rows, pitch);
    i += n;
  }
}
