// Backward of softmax down the columns of matrices.
import { lanes, least, loadSome, madd, storeSome } from "../vectors/simd";

/** `dx = y·(dy − Σ dy·y)` in bands `from … to - 1` of four vectors of columns, counted through all matrices: how a column is computed follows from its band. */
export function softmaxColumnsBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  y: usize,
  dy: usize,
  rows: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const width = 4 * lanes<T>();
  const bands = (columns + width - 1) / width;
  for (let i = from; i < to; i++) {
    const matrix = i / bands;
    const column = i % bands * width;
    let at = matrix * rows * pitch + column * size;
    let n = least(columns - column, width);
    if (
      n == width &&
      backwardOfFour<T>(dx + at, y + at, dy + at, rows, pitch)
    ) continue;
    for (; n > 0; n -= lanes<T>(), at += 16) {
      backwardOfOne<T>(dx + at, y + at, dy + at, rows, pitch, n);
    }
  }
}

/** Up to a vector of columns. As in rows, dy is measured from that of the largest share. */
function backwardOfOne<T>(
  dx: usize,
  y: usize,
  dy: usize,
  rows: i32,
  pitch: i32,
  n: i32,
): void {
  const length = rows * pitch;
  let most = loadSome<T>(y, n), base = loadSome<T>(dy, n);
  for (let at = pitch; at < length; at += pitch) {
    const v = loadSome<T>(y + at, n);
    const isMore = v128.gt<T>(v, most);
    base = v128.bitselect(loadSome<T>(dy + at, n), base, isMore);
    most = v128.pmax<T>(most, v);
  }
  let mean = i32x4.splat(0);
  for (let at = 0; at < length; at += pitch) {
    const change = v128.sub<T>(loadSome<T>(dy + at, n), base);
    mean = madd<T>(loadSome<T>(y + at, n), change, mean);
  }
  for (let at = 0; at < length; at += pitch) {
    const change = v128.sub<T>(loadSome<T>(dy + at, n), base);
    const own = v128.mul<T>(loadSome<T>(y + at, n), v128.sub<T>(change, mean));
    storeSome<T>(dx + at, own, n);
  }
}

/** What dy is measured from in columns without a share over ½: the first one's where that counts, so that what all share falls out, and else 0. */
// @ts-ignore: decorator
@inline
function firstOr0<T>(y: v128, dy: v128, rows: i32): v128 {
  return v128.and(dy, v128.gt<T>(y, v128.splat<T>(<T> 0.125 / <T> rows)));
}

/** Whether a number is none, or infinite. */
// @ts-ignore: decorator
@inline
function isOdd<T>(v: v128): v128 {
  return v128.ne<T>(v128.sub<T>(v, v), i32x4.splat(0));
}

/** Four vectors of columns in two sweeps; false, and nothing is written, where a share is over ½, whose dx is the difference of almost equal numbers, or a sum is not finite. */
function backwardOfFour<T>(
  dx: usize,
  y: usize,
  dy: usize,
  rows: i32,
  pitch: i32,
): bool {
  const length = rows * pitch;
  const half = v128.splat<T>(<T> 0.5);
  const b0 = firstOr0<T>(v128.load(y), v128.load(dy), rows);
  const b1 = firstOr0<T>(v128.load(y, 16), v128.load(dy, 16), rows);
  const b2 = firstOr0<T>(v128.load(y, 32), v128.load(dy, 32), rows);
  const b3 = firstOr0<T>(v128.load(y, 48), v128.load(dy, 48), rows);
  let s0 = i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, odd = s0;
  for (let at = 0; at < length; at += pitch) {
    const v0 = v128.load(y + at), v1 = v128.load(y + at, 16);
    const v2 = v128.load(y + at, 32), v3 = v128.load(y + at, 48);
    s0 = madd<T>(v0, v128.sub<T>(v128.load(dy + at), b0), s0);
    s1 = madd<T>(v1, v128.sub<T>(v128.load(dy + at, 16), b1), s1);
    s2 = madd<T>(v2, v128.sub<T>(v128.load(dy + at, 32), b2), s2);
    s3 = madd<T>(v3, v128.sub<T>(v128.load(dy + at, 48), b3), s3);
    const more = v128.pmax<T>(v128.pmax<T>(v0, v1), v128.pmax<T>(v2, v3));
    odd = v128.or(odd, v128.gt<T>(more, half));
  }
  odd = v128.or(odd, v128.or(isOdd<T>(s0), isOdd<T>(s1)));
  odd = v128.or(odd, v128.or(isOdd<T>(s2), isOdd<T>(s3)));
  if (v128.any_true(odd)) return false;
  for (let at = 0; at < length; at += pitch) {
    const d0 = v128.sub<T>(v128.sub<T>(v128.load(dy + at), b0), s0);
    const d1 = v128.sub<T>(v128.sub<T>(v128.load(dy + at, 16), b1), s1);
    const d2 = v128.sub<T>(v128.sub<T>(v128.load(dy + at, 32), b2), s2);
    const d3 = v128.sub<T>(v128.sub<T>(v128.load(dy + at, 48), b3), s3);
    const v0 = v128.mul<T>(v128.load(y + at), d0);
    const v1 = v128.mul<T>(v128.load(y + at, 16), d1);
    const v2 = v128.mul<T>(v128.load(y + at, 32), d2);
    const v3 = v128.mul<T>(v128.load(y + at, 48), d3);
    v128.store(dx + at, v0);
    v128.store(dx + at, v1, 16);
    v128.store(dx + at, v2, 32);
    v128.store(dx + at, v3, 48);
  }
  return true;
}
