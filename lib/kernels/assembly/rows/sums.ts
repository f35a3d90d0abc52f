// Sums along an axis of an array, and what is spread along one. Long sums of floats
// go in parts, as they drop what is small beside them.
import {
  lanes,
  least,
  loadSome,
  storeSome,
  sumLanes,
} from "../vectors/simd";

/** So many rows are added up before their sum is added. */
const rowsAtOnce: i32 = 128;

/** `y[c] = factor·Σ_r x[r, c]` of `n` columns in rows that are `pitch` bytes apart. */
// @ts-ignore: decorator
@inline
function sumDown<T>(
  y: usize,
  x: usize,
  factor: v128,
  rows: i32,
  n: i32,
  pitch: i32,
): void {
  let c = 0;
  // Four vectors at a time: a turn of the loop costs as much as two.
  for (; c + 4 * lanes<T>() <= n; c += 4 * lanes<T>()) {
    let at = x + c * <i32> sizeof<T>();
    let s0 = i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let r = 0; r < rows;) {
      const end = least(r + rowsAtOnce, rows);
      let r0 = i32x4.splat(0), r1 = r0, r2 = r0, r3 = r0;
      for (; r < end; r++, at += pitch) {
        r0 = v128.add<T>(r0, v128.load(at));
        r1 = v128.add<T>(r1, v128.load(at, 16));
        r2 = v128.add<T>(r2, v128.load(at, 32));
        r3 = v128.add<T>(r3, v128.load(at, 48));
      }
      s0 = v128.add<T>(s0, r0);
      s1 = v128.add<T>(s1, r1);
      s2 = v128.add<T>(s2, r2);
      s3 = v128.add<T>(s3, r3);
    }
    const to = y + c * <i32> sizeof<T>();
    v128.store(to, v128.mul<T>(s0, factor));
    v128.store(to, v128.mul<T>(s1, factor), 16);
    v128.store(to, v128.mul<T>(s2, factor), 32);
    v128.store(to, v128.mul<T>(s3, factor), 48);
  }
  for (; c < n; c += lanes<T>()) {
    let at = x + c * <i32> sizeof<T>();
    let all = i32x4.splat(0);
    for (let r = 0; r < rows;) {
      const end = least(r + rowsAtOnce, rows);
      let sum = i32x4.splat(0);
      for (; r < end; r++, at += pitch) {
        sum = v128.add<T>(sum, loadSome<T>(at, n - c));
      }
      all = v128.add<T>(all, sum);
    }
    storeSome<T>(y + c * <i32> sizeof<T>(), v128.mul<T>(all, factor), n - c);
  }
}

/** So many bytes of a row are added up before their sum is added. */
const blockBytes: i32 = 1024;

/** The sum of `n` numbers, in four chains. */
function sumOfRow<T>(x: usize, n: i32): f64 {
  const size = <i32> sizeof<T>();
  const end = x + n * size;
  let total: f64 = 0;
  const whole = x + (n * size & -64);
  while (x < whole) {
    const stop = x + least(blockBytes, <i32> (whole - x));
    let a = i32x4.splat(0), b = a, c = a, d = a;
    for (; x < stop; x += 64) {
      a = v128.add<T>(a, v128.load(x));
      b = v128.add<T>(b, v128.load(x, 16));
      c = v128.add<T>(c, v128.load(x, 32));
      d = v128.add<T>(d, v128.load(x, 48));
    }
    const both = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
    total += <f64> sumLanes<T>(both);
  }
  for (; x < end; x += size) total += <f64> load<T>(x);
  return total;
}

/** `y[m, column] = c·Σ_row x[m, row, column]` for numbers `from … to - 1` of `y`. */
export function sumAlong<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
  rows: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const factor = v128.splat<T>(<T> c);
  for (let i = from; i < to;) {
    if (columns == 1) {
      const sum = sumOfRow<T>(x + i * rows * size, rows);
      store<T>(y + i * size, <T> (c * sum));
      i++;
      continue;
    }
    const matrix = i / columns;
    const end = least(to, (matrix + 1) * columns);
    const start = x + (matrix * (rows - 1) * columns + i) * size;
    sumDown<T>(y + i * size, start, factor, rows, end - i, columns * size);
    i = end;
  }
}

/** `y[m, row, column] = c·x[m, column]` for rows `from … to - 1`, counted through all matrices. */
export function spreadAlong<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: T,
  rows: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const factor = v128.splat<T>(c);
  for (let row = from; row < to;) {
    const matrix = row / rows;
    const end = least(to, (matrix + 1) * rows);
    const own = x + matrix * pitch;
    const start = y + row * pitch;
    if (columns == 1) {
      const all = v128.mul<T>(v128.splat<T>(load<T>(own)), factor);
      for (let n = end - row, at = start; n > 0; n -= lanes<T>(), at += 16) {
        storeSome<T>(at, all, n);
      }
      row = end;
      continue;
    }
    let i = 0;
    for (; i + 64 <= pitch; i += 64) {
      const v0 = v128.mul<T>(v128.load(own + i), factor);
      const v1 = v128.mul<T>(v128.load(own + i, 16), factor);
      const v2 = v128.mul<T>(v128.load(own + i, 32), factor);
      const v3 = v128.mul<T>(v128.load(own + i, 48), factor);
      let at = start + i;
      for (let r = row; r < end; r++, at += pitch) {
        v128.store(at, v0);
        v128.store(at, v1, 16);
        v128.store(at, v2, 32);
        v128.store(at, v3, 48);
      }
    }
    for (; i < pitch; i += 16) {
      const n = (pitch - i) / size;
      const v = v128.mul<T>(loadSome<T>(own + i, n), factor);
      let at = start + i;
      for (let r = row; r < end; r++, at += pitch) storeSome<T>(at, v, n);
    }
    row = end;
  }
}
