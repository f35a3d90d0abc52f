// The logarithm of softmax in the rows of a matrix.
import { expOfLess, log } from "./functions";
import { largestOf, othersOf, placeOf } from "./rows";
import {
  firstLane,
  firstLanes,
  lanes,
  loadPart,
  nmadd,
  storePart,
  sumLanes,
} from "./simd";

/** `log(1 + x)` of what is not negative, with the digits that 1 + x loses (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 1.14.1). */
function log1pOf<T>(x: T): T {
  const one: T = 1;
  const u: T = one + x;
  if (u == one) return x;
  return firstLane<T>(log<T>(v128.splat<T>(u))) * (x / (u - one));
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
  for (let r = from; r < to; r++) {
    const at = x + r * pitch, into = y + r * pitch;
    const most = largestOf<T>(at, columns);
    const more = othersOf<T>(at, most, columns);
    store<T>(largest + r * size, most);
    store<T>(others + r * size, more);
    const shift = v128.splat<T>(most);
    const rise = v128.splat<T>(log1pOf<T>(more));
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
  const rest = columns & (lanes<T>() - 1);
  for (let r = from; r < to; r++) {
    const at = x + r * pitch, slopes = dy + r * pitch, into = dx + r * pitch;
    const top = placeOf<T>(at, columns) * size;
    const own = load<T>(slopes + top);
    // What the others sum up to, without that of the largest.
    let sum = i32x4.splat(0);
    for (let i = 0; i < pitch; i += 16) {
      const n = columns - i / size;
      const v = n >= lanes<T>()
        ? v128.load(slopes + i)
        : firstLanes<T>(loadPart<T>(slopes + i, n), n);
      const isTop = sizeof<T>() == 8
        ? i64x2.eq(i64x2(0, 8), i64x2.splat(top - i))
        : i32x4.eq(i32x4(0, 4, 8, 12), i32x4.splat(top - i));
      sum = v128.add<T>(sum, v128.andnot(v, isTop));
    }
    const apart = sumLanes<T>(sum);
    const more = load<T>(others + r * size);
    const factor = v128.splat<T>((apart + own) / (<T> 1 + more));
    const shift = v128.splat<T>(load<T>(largest + r * size));
    for (let i = 0; i < bytes; i += 16) {
      const e = expOfLess<T>(v128.sub<T>(v128.load(at + i), shift));
      v128.store(into + i, nmadd<T>(e, factor, v128.load(slopes + i)));
    }
    if (rest > 0) {
      const e = expOfLess<T>(v128.sub<T>(loadPart<T>(at + bytes, rest), shift));
      const d = loadPart<T>(slopes + bytes, rest);
      storePart<T>(into + bytes, nmadd<T>(e, factor, d), rest);
    }
    // Where p is almost 1, dy − p·Σ dy is what the others leave of it.
    store<T>(into + top, (own * more - apart) / (<T> 1 + more));
  }
}
