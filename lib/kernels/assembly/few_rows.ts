// Products of few rows, which read the other matrix once and pack nothing.
import { firstLane, lanes, madd, sumLanes } from "./simd";

/** Fewer rows than that are multiplied without packing. */
export const fewRows: i32 = 4;

/** `Σ a·b` over `length` numbers. */
function dot<T>(a: usize, b: usize, length: i32): T {
  const size = <i32> sizeof<T>();
  const step = 4 * lanes<T>();
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let p = 0;
  for (; p + step <= length; p += step) {
    const x = a + p * size;
    const w = b + p * size;
    s0 = madd<T>(v128.load(x), v128.load(w), s0);
    s1 = madd<T>(v128.load(x, 16), v128.load(w, 16), s1);
    s2 = madd<T>(v128.load(x, 32), v128.load(w, 32), s2);
    s3 = madd<T>(v128.load(x, 48), v128.load(w, 48), s3);
  }
  s0 = v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3));
  for (; p + lanes<T>() <= length; p += lanes<T>()) {
    s0 = madd<T>(v128.load(a + p * size), v128.load(b + p * size), s0);
  }
  let sum = sumLanes<T>(s0);
  for (; p < length; p++) {
    sum += load<T>(a + p * size) * load<T>(b + p * size);
  }
  return sum;
}

/** Few rows times a transposed matrix: a sum of products for each number. */
export function dots<T>(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  n: i32,
  k: i32,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let i = m0; i < m1; i++) {
    const row = a + i * k * size;
    for (let j = n0; j < n1; j++) {
      let sum = dot<T>(row, b + j * k * size, k);
      if (bias != 0) sum += load<T>(bias + j * size);
      store<T>(y + (i * n + j) * size, sum);
    }
  }
}

/** Few rows times a matrix: a combination of its rows for each. */
export function combinations<T>(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  n: i32,
  k: i32,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  const size = <i32> sizeof<T>();
  const step = 4 * lanes<T>();
  const pitch = n * size;
  for (let i = m0; i < m1; i++) {
    const row = a + i * k * size;
    let j = n0;
    for (; j + step <= n1; j += step) {
      let s0 = i32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let w = b + j * size;
      for (let p = 0; p < k; p++) {
        const x = v128.load_splat<T>(row + p * size);
        s0 = madd<T>(x, v128.load(w), s0);
        s1 = madd<T>(x, v128.load(w, 16), s1);
        s2 = madd<T>(x, v128.load(w, 32), s2);
        s3 = madd<T>(x, v128.load(w, 48), s3);
        w += pitch;
      }
      if (bias != 0) {
        const c = bias + j * size;
        s0 = v128.add<T>(s0, v128.load(c));
        s1 = v128.add<T>(s1, v128.load(c, 16));
        s2 = v128.add<T>(s2, v128.load(c, 32));
        s3 = v128.add<T>(s3, v128.load(c, 48));
      }
      const to = y + (i * n + j) * size;
      v128.store(to, s0);
      v128.store(to, s1, 16);
      v128.store(to, s2, 32);
      v128.store(to, s3, 48);
    }
    for (; j < n1; j++) {
      // In vectors as well, so that a number does not depend on where parts end.
      let s = i32x4.splat(0);
      let w = b + j * size;
      for (let p = 0; p < k; p++) {
        s = madd<T>(
          v128.load_splat<T>(row + p * size),
          v128.load_splat<T>(w),
          s,
        );
        w += pitch;
      }
      let sum = firstLane<T>(s);
      if (bias != 0) sum += load<T>(bias + j * size);
      store<T>(y + (i * n + j) * size, sum);
    }
  }
}

/**
 * Numbers `start`, `start + stride` … of `y = a·bᵀ + bias`, `count` of them, each
 * the same to the bit as the whole product has it.
 */
export function entries<T>(
  start: i32,
  count: i32,
  stride: i32,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let e = 0, i = start; e < count; e++, i += stride) {
    const row = i / n;
    const column = i - row * n;
    const x = a + row * k * size;
    const w = b + column * k * size;
    let sum: T;
    if (m < fewRows) sum = dot<T>(x, w, k);
    else {
      let s = i32x4.splat(0);
      for (let p = 0; p < k; p++) {
        s = madd<T>(
          v128.load_splat<T>(x + p * size),
          v128.load_splat<T>(w + p * size),
          s,
        );
      }
      sum = firstLane<T>(s);
    }
    if (bias != 0) sum += load<T>(bias + column * size);
    store<T>(y + i * size, sum);
  }
}
