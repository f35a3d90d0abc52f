// The logarithm of softmax in the rows of a matrix, and what is made of exponentials
// of rows.
import { turned } from "../vectors/across";
import { exp, expOfLess } from "../vectors/exponentials";
import { log1p } from "../vectors/logarithms";
import {
  firstLane,
  firstLanes,
  lanes,
  least,
  loadPart,
  loadSome,
  nmadd,
  splat,
  storePart,
  storeSome,
  sumLanes,
} from "../vectors/simd";
import { largestOf } from "./largest";

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
  const bytes = (columns & -lanes<T>()) * size;
  for (let r = from; r < to; r++) {
    const at = x + r * pitch, slopes = dy + r * pitch, into = dx + r * pitch;
    const shift = v128.splat<T>(load<T>(largest + r * size));
    const more = load<T>(others + r * size);
    // The sum where x is largest, and that of the others.
    let own = i32x4.splat(0);
    let apart = own;
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const d = v128.load(slopes + i), e = v128.load(slopes + i, 16);
      const isTop = v128.eq<T>(v128.load(at + i), shift);
      const isNext = v128.eq<T>(v128.load(at + i, 16), shift);
      own = v128.add<T>(own, v128.and(d, isTop));
      apart = v128.add<T>(apart, v128.andnot(d, isTop));
      own = v128.add<T>(own, v128.and(e, isNext));
      apart = v128.add<T>(apart, v128.andnot(e, isNext));
    }
    for (let n = columns - i / size; n > 0; i += 16, n -= lanes<T>()) {
      const d = loadSome<T>(slopes + i, n);
      const isTop = v128.eq<T>(loadSome<T>(at + i, n), shift);
      own = v128.add<T>(own, v128.and(d, isTop));
      apart = v128.add<T>(apart, v128.andnot(d, isTop));
    }
    const slope = sumLanes<T>(own), others = sumLanes<T>(apart);
    const factor = v128.splat<T>((slope + others) / (<T> 1 + more));
    // Where p is over ½, dy − p·Σ dy is what the others leave of it; then only one is largest.
    const left = v128.splat<T>((slope * more - others) / (<T> 1 + more));
    const isMost = v128.lt<T>(v128.splat<T>(more), splat<T>(1));
    for (i = 0; i + 16 < bytes; i += 32) {
      const d = partOf<T>(v128.load(at + i), v128.load(slopes + i), shift, factor, left, isMost);
      const e = partOf<T>(v128.load(at + i, 16), v128.load(slopes + i, 16), shift, factor, left, isMost);
      v128.store(into + i, d);
      v128.store(into + i, e, 16);
    }
    for (let n = columns - i / size; n > 0; i += 16, n -= lanes<T>()) {
      const part = partOf<T>(loadSome<T>(at + i, n), loadSome<T>(slopes + i, n), shift, factor, left, isMost);
      storeSome<T>(into + i, part, n);
    }
  }
}

/** `dy − factor·exp(x − shift)`, or what is `left` where x is largest and p over ½. */
// @ts-ignore: decorator
@inline
function partOf<T>(
  v: v128,
  d: v128,
  shift: v128,
  factor: v128,
  left: v128,
  isMost: v128,
): v128 {
  const e = expOfLess<T>(v128.sub<T>(v, shift));
  const isLeft = v128.and(v128.eq<T>(v, shift), isMost);
  return v128.bitselect(left, nmadd<T>(e, factor, d), isLeft);
}
