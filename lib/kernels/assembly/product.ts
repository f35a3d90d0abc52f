// Products of matrices: blocks of B are packed into panels of two vectors, and
// tiles of 4 rows by two vectors are kept in registers (Goto and van de Geijn,
// "Anatomy of high-performance matrix multiplication", 2008). Every number is
// one chain of additions along `k`, in an order that depends on the sizes of
// the whole alone, so that parts may be computed anywhere.
import { lanes, madd, sumLanes } from "./simd";

const tileRows: i32 = 4;
const blockRows: i32 = 64;
const blockColumns: i32 = 256;
const blockDepth: i32 = 512;

/** How many bytes of scratch one thread needs. */
export function productScratch(): i32 {
  return (blockRows * blockDepth + blockColumns * blockDepth) * 8 + 4096;
}

// @ts-ignore: decorator
@inline
function least(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

/**
 * `y = op(a)·op(b)` over rows `m0 … m1 - 1` and columns `n0 … n1 - 1` of the
 * `m × n` result, plus `bias` for each column where it is not 0. `a` is m × k,
 * or k × m where `isAT`; `b` is k × n, or n × k where `isBT`.
 */
// @ts-ignore: decorator
@inline
export function product<T>(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
  scratch: usize,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  if (k == 0) {
    clear<T>(y, bias, n, m0, m1, n0, n1);
  } else if (m < tileRows && isBT && !isAT) {
    dots<T>(y, a, b, bias, n, k, m0, m1, n0, n1);
  } else if (m < tileRows && !isBT && !isAT) {
    combinations<T>(y, a, b, bias, n, k, m0, m1, n0, n1);
  } else {
    blocks<T>(y, a, b, bias, m, n, k, isAT, isBT, scratch, m0, m1, n0, n1);
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

/** `Σ a·b` over `length` numbers. */
export function dot<T>(a: usize, b: usize, length: i32): T {
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
function dots<T>(
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
function combinations<T>(
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
      let sum = sizeof<T>() == 8
        ? <T> f64x2.extract_lane(s, 0)
        : <T> f32x4.extract_lane(s, 0);
      if (bias != 0) sum += load<T>(bias + j * size);
      store<T>(y + (i * n + j) * size, sum);
    }
  }
}

function blocks<T>(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
  scratch: usize,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  const size = <i32> sizeof<T>();
  const tileColumns = 2 * lanes<T>();
  const packedB = scratch;
  const packedA = packedB + blockColumns * blockDepth * size;
  const corner = packedA + blockRows * blockDepth * size;
  for (let jc = n0; jc < n1; jc += blockColumns) {
    const columns = least(blockColumns, n1 - jc);
    for (let pc = 0; pc < k; pc += blockDepth) {
      const depth = least(blockDepth, k - pc);
      if (isBT) packTransposed<T>(packedB, b, k, pc, depth, jc, columns);
      else pack<T>(packedB, b, n, pc, depth, jc, columns, tileColumns);
      const isFirst = pc == 0;
      const isLast = pc + depth == k;
      for (let ic = m0; ic < m1; ic += blockRows) {
        const rows = least(blockRows, m1 - ic);
        if (isAT) pack<T>(packedA, a, m, pc, depth, ic, rows, tileRows);
        for (let jr = 0; jr < columns; jr += tileColumns) {
          const panel = packedB + jr * depth * size;
          const width = least(tileColumns, columns - jr);
          const c = bias != 0 && isLast ? bias + (jc + jr) * size : 0;
          for (let ir = 0; ir < rows; ir += tileRows) {
            const height = least(tileRows, rows - ir);
            const to = y + ((ic + ir) * n + jc + jr) * size;
            const isWhole = height == tileRows && width == tileColumns;
            // A tile over the edge is computed aside.
            const out = isWhole ? to : corner;
            const pitch = isWhole ? n : tileColumns;
            if (!isWhole && !isFirst) {
              copyTile<T>(corner, tileColumns, to, n, height, width);
            }
            if (isAT) {
              const from = packedA + ir * depth * size;
              tile<T>(
                out,
                pitch,
                from,
                from + size,
                from + 2 * size,
                from + 3 * size,
                tileRows * size,
                panel,
                depth,
                isFirst,
              );
            } else {
              // Rows beyond the last are the last once more; nobody reads them.
              const last = height - 1;
              const from = a + ((ic + ir) * k + pc) * size;
              tile<T>(
                out,
                pitch,
                from,
                from + least(1, last) * k * size,
                from + least(2, last) * k * size,
                from + least(3, last) * k * size,
                size,
                panel,
                depth,
                isFirst,
              );
            }
            if (!isWhole) {
              copyTile<T>(to, n, corner, tileColumns, height, width);
            }
            if (c != 0) addBias<T>(to, n, c, height, width);
          }
        }
      }
    }
  }
}

/** A tile of 4 rows by two vectors: `out = a·panel`, or that added to it. */
// @ts-ignore: decorator
@inline
function tile<T>(
  out: usize,
  pitch: i32,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  aStep: i32,
  panel: usize,
  depth: i32,
  isFirst: bool,
): void {
  const size = <i32> sizeof<T>();
  const row = pitch * size;
  let c00: v128, c01: v128, c10: v128, c11: v128;
  let c20: v128, c21: v128, c30: v128, c31: v128;
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
  const unrolled = panel + (depth & ~1) * 32;
  let w = panel;
  const twice = 2 * aStep;
  while (w < unrolled) {
    let b0 = v128.load(w);
    let b1 = v128.load(w, 16);
    let x = v128.load_splat<T>(a0);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a1);
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a2);
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a3);
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
    b0 = v128.load(w, 32);
    b1 = v128.load(w, 48);
    x = v128.load_splat<T>(a0 + aStep);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a1 + aStep);
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a2 + aStep);
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a3 + aStep);
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
    w += 64;
    a0 += twice;
    a1 += twice;
    a2 += twice;
    a3 += twice;
  }
  if (w < end) {
    const b0 = v128.load(w);
    const b1 = v128.load(w, 16);
    let x = v128.load_splat<T>(a0);
    c00 = madd<T>(x, b0, c00);
    c01 = madd<T>(x, b1, c01);
    x = v128.load_splat<T>(a1);
    c10 = madd<T>(x, b0, c10);
    c11 = madd<T>(x, b1, c11);
    x = v128.load_splat<T>(a2);
    c20 = madd<T>(x, b0, c20);
    c21 = madd<T>(x, b1, c21);
    x = v128.load_splat<T>(a3);
    c30 = madd<T>(x, b0, c30);
    c31 = madd<T>(x, b1, c31);
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

function copyTile<T>(
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

function addBias<T>(
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

/** Panels of `width` columns of a matrix of pitch `n`, row after row; zeros beyond the edge. */
function pack<T>(
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
      for (let p = 0; p < rows; p++) {
        for (let c = 0; c < bytes; c += 16) {
          v128.store(to + c, v128.load(at + c));
        }
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

/** Panels of two vectors of the transpose of a matrix of pitch `k`. */
function packTransposed<T>(
  to: usize,
  from: usize,
  k: i32,
  row: i32,
  rows: i32,
  column: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const width = 2 * lanes<T>();
  const pitch = k * size;
  for (let j = 0; j < columns; j += width) {
    const own = least(width, columns - j);
    const at = from + ((column + j) * k + row) * size;
    let p = 0;
    if (own == width) {
      for (; p + lanes<T>() <= rows; p += lanes<T>()) {
        const x = at + p * size;
        const z = to + p * 32;
        if (sizeof<T>() == 8) {
          for (let c = 0; c < 4; c += 2) {
            const v0 = v128.load(x + c * pitch);
            const v1 = v128.load(x + (c + 1) * pitch);
            v128.store(z + c * 8, i64x2.shuffle(v0, v1, 0, 2));
            v128.store(z + c * 8, i64x2.shuffle(v0, v1, 1, 3), 32);
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
            v128.store(s, i64x2.shuffle(t0, t1, 1, 3), 32);
            v128.store(s, i64x2.shuffle(t2, t3, 0, 2), 64);
            v128.store(s, i64x2.shuffle(t2, t3, 1, 3), 96);
          }
        }
      }
    }
    for (; p < rows; p++) {
      const x = at + p * size;
      const z = to + p * 32;
      for (let c = 0; c < width; c++) {
        const value = c < own ? load<T>(x + c * pitch) : <T> 0;
        store<T>(z + c * size, value);
      }
    }
    to += rows * 32;
  }
}
