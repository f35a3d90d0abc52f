// Which taps of the windows of pools lie in the image. Windows of pools have no gaps.
import { least, most } from "../vectors/simd";
import { Geometry } from "../windows";

/** The taps of a window that lie in the image: from `low` on, and where they end. */
// @ts-ignore: decorator
@inline
export function firstTap(start: i32): i32 {
  return most(-start, 0);
}

// @ts-ignore: decorator
@inline
export function endOfTaps(start: i32, kernel: i32, length: i32): i32 {
  return least(length - start, kernel);
}

/** Where window `i` of `m` along an axis of `n` positions begins. */
// @ts-ignore: decorator
@inline
export function startOf(
  g: Geometry,
  i: i32,
  n: i32,
  m: i32,
  stride: i32,
  pad: i32,
): i32 {
  return g.isShared ? <i32> (<i64> i * n / m) : i * stride - pad;
}

/** Where the taps of such a window end that lie in the image. */
// @ts-ignore: decorator
@inline
export function endOf(
  g: Geometry,
  i: i32,
  n: i32,
  m: i32,
  start: i32,
  kernel: i32,
): i32 {
  if (!g.isShared) return endOfTaps(start, kernel, n);
  return <i32> ((<i64> (i + 1) * n + m - 1) / m) - start;
}

/** The first of the windows that see position `at`, and the last. */
// @ts-ignore: decorator
@inline
export function firstThatSees(
  g: Geometry,
  at: i32,
  n: i32,
  m: i32,
  stride: i32,
  pad: i32,
  kernel: i32,
): i32 {
  if (g.isShared) return <i32> (<i64> at * m / n);
  return (most(at + pad - kernel + 1, 0) + stride - 1) / stride;
}

// @ts-ignore: decorator
@inline
export function lastThatSees(
  g: Geometry,
  at: i32,
  n: i32,
  m: i32,
  stride: i32,
  pad: i32,
): i32 {
  if (g.isShared) return <i32> ((<i64> (at + 1) * m + n - 1) / n) - 1;
  return least((at + pad) / stride, m - 1);
}
