// Products of few rows or columns, which read both matrices as they lie and pack
// nothing.
import { firstLane, lanes, least, loadPart, madd, sumLanes } from "./vectors/simd";
import {
  dots1of32,
  dots1of64,
  dots2of32,
  dots2of64,
  dots3of32,
  dots3of64,
} from "./tiles";

/** Fewer rows than that are combinations of those of the other matrix. */
export const fewRows: i32 = 4;

/**
 * Whether rows times rows take dot products: those pack nothing, which costs as
 * much as a dozen sums along the depth, but add up lanes at the end of each. The
 * same stands in wasm/products.ts.
 */
export function takesDots(m: i32, n: i32, k: i32): bool {
  if (m < fewRows) return true;
  return (m <= 6 || n <= 12) && <i64> k * (m + n) > 12 * <i64> m * n;
}

/** `Σ a·b` over `length` numbers, to the bit as {@link dots} has it. */
function dot<T>(a: usize, b: usize, length: i32): T {
  const size = <i32> sizeof<T>();
  let s = i32x4.splat(0);
  let p = 0;
  for (; p + lanes<T>() <= length; p += lanes<T>()) {
    s = madd<T>(v128.load(a + p * size), v128.load(b + p * size), s);
  }
  if (p < length) {
    const x = loadPart<T>(a + p * size, length - p);
    s = madd<T>(x, loadPart<T>(b + p * size, length - p), s);
  }
  return sumLanes<T>(s);
}

/** Rows times rows: dot products, in tiles of up to 3 × 3 or 2 × 4. */
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
  const pitch = n * size;
  const row = k * size;
  // Some rows of b stay in the first cache while all rows of a pass.
  const rows = m1 - m0;
  const width = rows == 4 || rows < 3 ? 4 : 3;
  for (let j = n0; j < n1; j += width) {
    const own = least(width, n1 - j);
    const added = bias == 0 ? 0 : bias + j * size;
    const w = b + j * row;
    for (let i = m0; i < m1;) {
      const to = y + i * pitch + j * size;
      const x = a + i * row;
      // Twos rather than one alone.
      const rest = m1 - i;
      const height = rest == 4 ? 2 : least(3, rest);
      if (sizeof<T>() == 4) {
        if (height == 3) dots3of32(to, pitch, x, w, added, k, own);
        else if (height == 2) dots2of32(to, pitch, x, w, added, k, own);
        else dots1of32(to, pitch, x, w, added, k, own);
      } else {
        if (height == 3) dots3of64(to, pitch, x, w, added, k, own);
        else if (height == 2) dots2of64(to, pitch, x, w, added, k, own);
        else dots1of64(to, pitch, x, w, added, k, own);
      }
      i += height;
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
    const added = bias == 0 ? <T> 0 : load<T>(bias + column * size);
    let sum: T;
    if (takesDots(m, n, k)) sum = dot<T>(x, w, k) + added;
    else {
      let s = v128.splat<T>(added);
      for (let p = 0; p < k; p++) {
        s = madd<T>(
          v128.load_splat<T>(x + p * size),
          v128.load_splat<T>(w + p * size),
          s,
        );
      }
      sum = firstLane<T>(s);
    }
    store<T>(y + i * size, sum);
  }
}
