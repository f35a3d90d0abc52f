// Softmax and its logarithm in the rows of a matrix.
import { exp, expOfLess } from "../vectors/exponentials";
import { log1p } from "../vectors/logarithms";
import { largestOf, placeOf } from "./largest";
import { firstLane, firstLanes, lanes, least, loadPart, madd, nmadd, splat, storePart, sumLanes } from "../vectors/simd";

/** `y = exp(x − largest)`, and their sum. */
function sharesOf<T>(y: usize, x: usize, largest: T, n: i32): T {
  const size = <i32> sizeof<T>();
  const s = v128.splat<T>(largest);
  let sum = i32x4.splat(0), other = sum;
  let i = 0;
  for (const bytes = (n & -2 * lanes<T>()) * size; i < bytes; i += 32) {
    const e = expOfLess<T>(v128.sub<T>(v128.load(x + i), s));
    sum = v128.add<T>(sum, e);
    v128.store(y + i, e);
    const f = expOfLess<T>(v128.sub<T>(v128.load(x + i, 16), s));
    other = v128.add<T>(other, f);
    v128.store(y + i, f, 16);
  }
  sum = v128.add<T>(sum, other);
  for (; i < n * size; i += 16) {
    const rest = n - i / size;
    const v = rest >= lanes<T>() ? v128.load(x + i) : loadPart<T>(x + i, rest);
    const e = expOfLess<T>(v128.sub<T>(v, s));
    if (rest >= lanes<T>()) {
      sum = v128.add<T>(sum, e);
      v128.store(y + i, e);
    } else {
      sum = v128.add<T>(sum, firstLanes<T>(e, rest));
      storePart<T>(y + i, e, rest);
    }
  }
  return sumLanes<T>(sum);
}

// @ts-ignore: decorator
@inline
function scaleRow<T>(y: usize, c: T, n: i32): void {
  const size = <i32> sizeof<T>();
  const factor = v128.splat<T>(c);
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
  for (let r = from; r < to; r++, x += pitch, y += pitch) {
    const total = sharesOf<T>(y, x, largestOf<T>(x, columns), columns);
    scaleRow<T>(y, <T> 1 / total, columns);
  }
}

/** The other lanes: of doubles the other one; of floats those two away, or one away. */
// @ts-ignore: decorator
@inline
function turned<T>(v: v128, isNear: bool): v128 {
  if (sizeof<T>() == 8 || !isNear) return i32x4.shuffle(v, v, 2, 3, 0, 1);
  return i32x4.shuffle(v, v, 1, 0, 3, 2);
}

/** The sum of a vector's numbers, in all lanes. */
// @ts-ignore: decorator
@inline
function sumInAll<T>(v: v128): v128 {
  const sum = v128.add<T>(v, turned<T>(v, false));
  return sizeof<T>() == 8 ? sum : v128.add<T>(sum, turned<T>(sum, true));
}

/** In a shorter row it is sooner to go with the largest than to look for it. */
const fewColumns: i32 = 32;

/** The number of `x` where `y` is largest, in all lanes. What is no number is not the largest. */
// @ts-ignore: decorator
@inline
function ofLargest<T>(x: usize, y: usize, n: i32): v128 {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  let most = v128.splat<T>(<T> -Infinity);
  let chosen = v128.splat<T>(load<T>(x));
  for (let i = 0; i < bytes; i += 16) {
    const v = v128.load(y + i);
    chosen = v128.bitselect(v128.load(x + i), chosen, v128.gt<T>(v, most));
    most = v128.pmax<T>(most, v);
  }
  const far = turned<T>(most, false);
  let isMore = v128.gt<T>(far, most);
  chosen = v128.bitselect(turned<T>(chosen, false), chosen, isMore);
  most = v128.pmax<T>(most, far);
  if (sizeof<T>() == 4) {
    const near = turned<T>(most, true);
    isMore = v128.gt<T>(near, most);
    chosen = v128.bitselect(turned<T>(chosen, true), chosen, isMore);
    most = v128.pmax<T>(most, near);
  }
  let value = firstLane<T>(most);
  let result = firstLane<T>(chosen);
  for (let i = bytes; i < n * size; i += size) {
    const next = load<T>(y + i);
    result = next > value ? load<T>(x + i) : result;
    value = next > value ? next : value;
  }
  return v128.splat<T>(result);
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

/** `Σ exp(x − largest) − 1`, without the 1 of the largest ever being added. */
function othersOf<T>(x: usize, shift: T, n: i32): T {
  const size = <i32> sizeof<T>();
  const s = v128.splat<T>(shift);
  const bytes = (n & -lanes<T>()) * size;
  let sum = i32x4.splat(0);
  let ties = i32x4.splat(0); // Integers: what is true is −1.
  for (let i = 0; i < bytes; i += 16) {
    const v = v128.load(x + i);
    const isTie = v128.eq<T>(v, s);
    sum = v128.add<T>(sum, v128.andnot(expOfLess<T>(v128.sub<T>(v, s)), isTie));
    ties = i32x4.sub(ties, isTie);
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const v = loadPart<T>(x + bytes, rest);
    const isTie = v128.eq<T>(v, s);
    const e = v128.andnot(expOfLess<T>(v128.sub<T>(v, s)), isTie);
    sum = v128.add<T>(sum, firstLanes<T>(e, rest));
    ties = i32x4.sub(ties, firstLanes<T>(isTie, rest));
  }
  // A double counts in both its halves.
  const all = i32x4.add(ties, i32x4.shuffle(ties, ties, 2, 3, 0, 1));
  const half = sizeof<T>() == 8 ? 0 : i32x4.extract_lane(all, 1);
  return <T> (i32x4.extract_lane(all, 0) + half - 1) + sumLanes<T>(sum);
}

/** `largest[r] = max x[r, ·]` and `others[r] = Σ exp(x[r, ·] − largest[r]) − 1` for rows `from … to - 1`. */
export function expSums<T>(
  from: i32,
  to: i32,
  largest: usize,
  others: usize,
  x: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  x += from * columns * size;
  for (let r = from; r < to; r++, x += columns * size) {
    const most = largestOf<T>(x, columns);
    store<T>(largest + r * size, most);
    store<T>(others + r * size, othersOf<T>(x, most, columns));
  }
}

/** `y[r, c] = factors[r]·exp(x[r, c] − shifts[r])` for rows `from … to - 1`. */
export function expScaled<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  shifts: usize,
  factors: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const bytes = (columns & -lanes<T>()) * size;
  const rest = columns & (lanes<T>() - 1);
  x += from * pitch;
  y += from * pitch;
  for (let r = from; r < to; r++, x += pitch, y += pitch) {
    const shift = v128.splat<T>(load<T>(shifts + r * size));
    const factor = v128.splat<T>(load<T>(factors + r * size));
    for (let i = 0; i < bytes; i += 16) {
      const e = exp<T>(v128.sub<T>(v128.load(x + i), shift));
      v128.store(y + i, v128.mul<T>(e, factor));
    }
    if (rest > 0) {
      const e = exp<T>(v128.sub<T>(loadPart<T>(x + bytes, rest), shift));
      storePart<T>(y + bytes, v128.mul<T>(e, factor), rest);
    }
  }
}

/** `y = x − log Σ exp(x)` in rows `from … to - 1`; `largest` and `others` as of `expSums`. */
export function logSoftmax<T>(
  from: i32,
  to: i32,
  y: usize,
  largest: usize,
  others: usize,
  x: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const bytes = (columns & -lanes<T>()) * size;
  const rest = columns & (lanes<T>() - 1);
  for (let r = from; r < to;) {
    // One logarithm of as many rows as a vector has lanes.
    const end = least(r + lanes<T>(), to);
    expSums<T>(r, end, largest, others, x, columns);
    const own = others + r * size, count = end - r;
    const sums = count == lanes<T>() ? v128.load(own) : loadPart<T>(own, count);
    let rises = log1p<T>(sums);
    for (; r < end; r++) {
      const at = x + r * pitch, into = y + r * pitch;
      const shift = v128.splat<T>(load<T>(largest + r * size));
      const rise = v128.splat<T>(firstLane<T>(rises));
      rises = sizeof<T>() == 8
        ? turned<T>(rises, false)
        : i32x4.shuffle(rises, rises, 1, 2, 3, 0);
      // In this order, to keep the difference of two large numbers.
      for (let i = 0; i < bytes; i += 16) {
        const d = v128.sub<T>(v128.load(at + i), shift);
        v128.store(into + i, v128.sub<T>(d, rise));
      }
      if (rest > 0) {
        const d = v128.sub<T>(loadPart<T>(at + bytes, rest), shift);
        storePart<T>(into + bytes, v128.sub<T>(d, rise), rest);
      }
    }
  }
}

/** `dx = dy − p·Σ dy` with `p = exp(x − largest) / (1 + others)`, in rows `from … to - 1`. */
export function logSoftmaxBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  x: usize,
  largest: usize,
  others: usize,
  dy: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  for (let r = from; r < to; r++) {
    const at = x + r * pitch, slopes = dy + r * pitch, into = dx + r * pitch;
    const shift = v128.splat<T>(load<T>(largest + r * size));
    const more = load<T>(others + r * size);
    // The sum where x is largest, and that of the others.
    let own = i32x4.splat(0);
    let apart = own;
    for (let i = 0, n = columns; n > 0; i += 16, n -= lanes<T>()) {
      const isWhole = n >= lanes<T>();
      const v = isWhole ? v128.load(at + i) : loadPart<T>(at + i, n);
      const d = isWhole ? v128.load(slopes + i) : loadPart<T>(slopes + i, n);
      const isTop = v128.eq<T>(v, shift);
      own = v128.add<T>(own, v128.and(d, isTop));
      apart = v128.add<T>(apart, v128.andnot(d, isTop));
    }
    const slope = sumLanes<T>(own), rest = sumLanes<T>(apart);
    const factor = v128.splat<T>((slope + rest) / (<T> 1 + more));
    // Where p is over ½, dy − p·Σ dy is what the others leave of it; then only one is largest.
    const left = v128.splat<T>((slope * more - rest) / (<T> 1 + more));
    const isMost = v128.lt<T>(v128.splat<T>(more), splat<T>(1));
    for (let i = 0, n = columns; n > 0; i += 16, n -= lanes<T>()) {
      const isWhole = n >= lanes<T>();
      const v = isWhole ? v128.load(at + i) : loadPart<T>(at + i, n);
      const d = isWhole ? v128.load(slopes + i) : loadPart<T>(slopes + i, n);
      const e = expOfLess<T>(v128.sub<T>(v, shift));
      const isLeft = v128.and(v128.eq<T>(v, shift), isMost);
      const part = v128.bitselect(left, nmadd<T>(e, factor, d), isLeft);
      if (isWhole) v128.store(into + i, part);
      else storePart<T>(into + i, part, n);
    }
  }
}
