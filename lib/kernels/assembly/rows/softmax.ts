// Softmax in the rows of a matrix. Rows of up to two vectors stay in registers.
import {
  behind,
  largestInAll,
  ofLargestInAll,
  sumInAll,
} from "../vectors/across";
import { expOfLess } from "../vectors/exponentials";
import {
  firstLanes,
  lanes,
  loadPart,
  loadSome,
  madd,
  splat,
  storePart,
  storeSome,
} from "../vectors/simd";
import { largestOf, placeOf } from "./largest";

/** `y = exp(x − largest)`, and their sum. */
function sharesOf<T>(y: usize, x: usize, largest: T, n: i32): v128 {
  const size = <i32> sizeof<T>();
  const s = v128.splat<T>(largest);
  let sum = i32x4.splat(0), other = sum;
  let i = 0;
  for (const bytes = (n & -2 * lanes<T>()) * size; i < bytes; i += 32) {
    const e = expOfLess<T>(v128.sub<T>(v128.load(x + i), s));
    const f = expOfLess<T>(v128.sub<T>(v128.load(x + i, 16), s));
    sum = v128.add<T>(sum, e);
    other = v128.add<T>(other, f);
    v128.store(y + i, e);
    v128.store(y + i, f, 16);
  }
  sum = v128.add<T>(sum, other);
  for (; i < n * size; i += 16) {
    const rest = n - i / size;
    const e = expOfLess<T>(v128.sub<T>(loadSome<T>(x + i, rest), s));
    const own = rest >= lanes<T>() ? e : firstLanes<T>(e, rest);
    sum = v128.add<T>(sum, own);
    storeSome<T>(y + i, e, rest);
  }
  return sumInAll<T>(sum);
}

// @ts-ignore: decorator
@inline
function scaleRow<T>(y: usize, factor: v128, n: i32): void {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) {
    v128.store(y + i, v128.mul<T>(v128.load(y + i), factor));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const part = v128.mul<T>(loadPart<T>(y + bytes, rest), factor);
    storePart<T>(y + bytes, part, rest);
  }
}

/** `y = exp(x) / Σ exp(x)` in rows `from … to - 1`. */
export function softmax<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  const pitch = columns * <i32> sizeof<T>();
  x += from * pitch;
  y += from * pitch;
  if (columns <= 2 * lanes<T>()) {
    softmaxOfFew<T>(to - from, y, x, columns);
    return;
  }
  for (let r = from; r < to; r++, x += pitch, y += pitch) {
    const total = sharesOf<T>(y, x, largestOf<T>(x, columns), columns);
    scaleRow<T>(y, v128.div<T>(splat<T>(1), total), columns);
  }
}

/** The same of rows of one or two vectors. */
function softmaxOfFew<T>(rows: i32, y: usize, x: usize, columns: i32): void {
  const pitch = columns * <i32> sizeof<T>();
  const second = columns - lanes<T>();
  const none = v128.splat<T>(<T> -Infinity);
  const end = behind<T>(columns), endOfSecond = behind<T>(second);
  for (; rows > 0; rows--, x += pitch, y += pitch) {
    const v = v128.or(loadSome<T>(x, columns), end);
    let w = none;
    if (second > 0) w = v128.or(loadSome<T>(x + 16, second), endOfSecond);
    // What is no number is not the largest.
    const s = largestInAll<T>(v128.pmax<T>(v128.pmax<T>(none, v), w));
    const e = expOfLess<T>(v128.sub<T>(v, s));
    let f = i32x4.splat(0);
    if (second > 0) f = expOfLess<T>(v128.sub<T>(w, s));
    const total = sumInAll<T>(v128.add<T>(e, f));
    const factor = v128.div<T>(splat<T>(1), total);
    storeSome<T>(y, v128.mul<T>(e, factor), columns);
    if (second > 0) storeSome<T>(y + 16, v128.mul<T>(f, factor), second);
  }
}

/** In a shorter row it is sooner to go with the largest than to look for it. */
const fewColumns: i32 = 32;

/** The number of `x` where `y` is largest, in all lanes. What is no number is not the largest. */
// @ts-ignore: decorator
@inline
function ofLargest<T>(x: usize, y: usize, n: i32): v128 {
  let most = v128.splat<T>(<T> -Infinity);
  let chosen = v128.splat<T>(load<T>(x));
  for (; n > 0; n -= lanes<T>(), x += 16, y += 16) {
    const v = n >= lanes<T>()
      ? v128.load(y)
      : v128.or(loadPart<T>(y, n), behind<T>(n));
    const isMore = v128.gt<T>(v, most);
    chosen = v128.bitselect(loadSome<T>(x, n), chosen, isMore);
    most = v128.pmax<T>(most, v);
  }
  return ofLargestInAll<T>(chosen, most);
}

/** `dx = y·(dy − Σ dy·y)` in rows `from … to - 1`. */
export function softmaxBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  y: usize,
  dy: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const bytes = (columns & -lanes<T>()) * size;
  const rest = columns & (lanes<T>() - 1);
  dx += from * pitch;
  y += from * pitch;
  dy += from * pitch;
  if (columns <= 2 * lanes<T>()) {
    backwardOfFew<T>(to - from, dx, y, dy, columns);
    return;
  }
  for (let r = from; r < to; r++, dx += pitch, y += pitch, dy += pitch) {
    const base = columns < fewColumns
      ? ofLargest<T>(dy, y, columns)
      : v128.splat<T>(load<T>(dy + placeOf<T>(y, columns) * size));
    let sum = i32x4.splat(0), other = sum;
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const change = v128.sub<T>(v128.load(dy + i), base);
      sum = madd<T>(v128.load(y + i), change, sum);
      const next = v128.sub<T>(v128.load(dy + i, 16), base);
      other = madd<T>(v128.load(y + i, 16), next, other);
    }
    if (i < bytes) {
      const change = v128.sub<T>(v128.load(dy + i), base);
      sum = madd<T>(v128.load(y + i), change, sum);
    }
    if (rest > 0) {
      const change = v128.sub<T>(loadPart<T>(dy + bytes, rest), base);
      const own = firstLanes<T>(change, rest);
      other = madd<T>(loadPart<T>(y + bytes, rest), own, other);
    }
    const mean = sumInAll<T>(v128.add<T>(sum, other));
    for (i = 0; i + 16 < bytes; i += 32) {
      const change = v128.sub<T>(v128.load(dy + i), base);
      const next = v128.sub<T>(v128.load(dy + i, 16), base);
      const all = v128.mul<T>(v128.load(y + i), v128.sub<T>(change, mean));
      const own = v128.mul<T>(v128.load(y + i, 16), v128.sub<T>(next, mean));
      v128.store(dx + i, all);
      v128.store(dx + i, own, 16);
    }
    if (i < bytes) {
      const change = v128.sub<T>(v128.load(dy + i), base);
      const all = v128.mul<T>(v128.load(y + i), v128.sub<T>(change, mean));
      v128.store(dx + i, all);
    }
    if (rest > 0) {
      const change = v128.sub<T>(loadPart<T>(dy + bytes, rest), base);
      const inner = v128.sub<T>(change, mean);
      const all = v128.mul<T>(loadPart<T>(y + bytes, rest), inner);
      storePart<T>(dx + bytes, all, rest);
    }
  }
}

/** The same of rows of one or two vectors; what lies behind a row has the share 0. */
function backwardOfFew<T>(
  rows: i32,
  dx: usize,
  y: usize,
  dy: usize,
  columns: i32,
): void {
  const pitch = columns * <i32> sizeof<T>();
  const second = columns - lanes<T>();
  const end = behind<T>(columns), endOfSecond = behind<T>(second);
  for (; rows > 0; rows--, dx += pitch, y += pitch, dy += pitch) {
    const v = loadSome<T>(y, columns), d = loadSome<T>(dy, columns);
    let most = v128.or(v, end), chosen = d;
    let w = i32x4.splat(0), e = w;
    if (second > 0) {
      w = loadSome<T>(y + 16, second);
      e = loadSome<T>(dy + 16, second);
      const next = v128.or(w, endOfSecond);
      chosen = v128.bitselect(e, chosen, v128.gt<T>(next, most));
      most = v128.pmax<T>(most, next);
    }
    const base = ofLargestInAll<T>(chosen, most);
    const change = v128.sub<T>(d, base), other = v128.sub<T>(e, base);
    const products = madd<T>(v, change, v128.mul<T>(w, other));
    const mean = sumInAll<T>(products);
    const own = v128.mul<T>(v, v128.sub<T>(change, mean));
    storeSome<T>(dx, own, columns);
    if (second > 0) {
      storeSome<T>(dx + 16, v128.mul<T>(w, v128.sub<T>(other, mean)), second);
    }
  }
}
