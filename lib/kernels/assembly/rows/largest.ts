// The largest numbers and where they stand.
import { behind, largestInAll } from "../vectors/across";
import {
  firstLane,
  lanes,
  least,
  loadPart,
  loadSome,
  storeSome,
} from "../vectors/simd";

/** The largest of a row; what is no number does not count. */
export function largestOf<T>(x: usize, n: i32): T {
  const size = <i32> sizeof<T>();
  let most = v128.splat<T>(<T> -Infinity);
  let second = most, third = most, fourth = most;
  let i = 0;
  // Four at a time, as each comparison would wait for the one before.
  for (; i + 4 * lanes<T>() <= n; i += 4 * lanes<T>()) {
    const at = x + i * size;
    most = v128.pmax<T>(most, v128.load(at));
    second = v128.pmax<T>(second, v128.load(at, 16));
    third = v128.pmax<T>(third, v128.load(at, 32));
    fourth = v128.pmax<T>(fourth, v128.load(at, 48));
  }
  most = v128.pmax<T>(most, second);
  most = v128.pmax<T>(most, v128.pmax<T>(third, fourth));
  for (; i + lanes<T>() <= n; i += lanes<T>()) {
    most = v128.pmax<T>(most, v128.load(x + i * size));
  }
  if (i < n) {
    const part = v128.or(loadPart<T>(x + i * size, n - i), behind<T>(n - i));
    most = v128.pmax<T>(most, part);
  }
  return firstLane<T>(largestInAll<T>(most));
}

/** Where a row's largest number first stands; 0 if it has none. */
export function placeOf<T>(x: usize, n: i32): i32 {
  const size = <i32> sizeof<T>();
  const most = largestOf<T>(x, n);
  const wanted = v128.splat<T>(most);
  let i = 0;
  while (
    i + lanes<T>() <= n &&
    !v128.any_true(v128.eq<T>(v128.load(x + i * size), wanted))
  ) i += lanes<T>();
  while (i < n && load<T>(x + i * size) != most) i++;
  return i < n ? i : 0;
}

/** In which row the largest number of up to a vector of columns first stands, or the first that is none. */
function placesDown<T>(
  places: usize,
  at: usize,
  factor: v128,
  rows: i32,
  n: i32,
  pitch: i32,
): void {
  const one = v128.splat<T>(<T> 1);
  let most = v128.mul<T>(loadSome<T>(at, n), factor);
  let place = i32x4.splat(0), row = one;
  for (let r = 1; r < rows; r++, row = v128.add<T>(row, one)) {
    at += pitch;
    const v = v128.mul<T>(loadSome<T>(at, n), factor);
    // What is no number differs from itself, and is not less than another.
    const isOdd = v128.andnot(v128.ne<T>(v, v), v128.ne<T>(most, most));
    const wins = v128.or(v128.gt<T>(v, most), isOdd);
    most = v128.bitselect(v, most, wins);
    place = v128.bitselect(row, place, wins);
  }
  storeSome<T>(places, place, n);
}

/** The same of two vectors of numbers; false, and nothing is written, if there is what is none. */
function placesOfTwo<T>(
  places: usize,
  at: usize,
  factor: v128,
  rows: i32,
  pitch: i32,
): bool {
  const one = v128.splat<T>(<T> 1);
  let most = v128.mul<T>(v128.load(at), factor);
  let second = v128.mul<T>(v128.load(at, 16), factor);
  let odd = v128.or(v128.ne<T>(most, most), v128.ne<T>(second, second));
  let place = i32x4.splat(0), other = place, row = one;
  for (let r = 1; r < rows; r++, row = v128.add<T>(row, one)) {
    at += pitch;
    const v = v128.mul<T>(v128.load(at), factor);
    const w = v128.mul<T>(v128.load(at, 16), factor);
    place = v128.bitselect(row, place, v128.gt<T>(v, most));
    other = v128.bitselect(row, other, v128.gt<T>(w, second));
    most = v128.pmax<T>(most, v);
    second = v128.pmax<T>(second, w);
    odd = v128.or(odd, v128.or(v128.ne<T>(v, v), v128.ne<T>(w, w)));
  }
  if (v128.any_true(odd)) return false;
  v128.store(places, place);
  v128.store(places, other, 16);
  return true;
}

/**
 * For numbers `from … to - 1` of `places`, one for each column of some matrices: the
 * row in which the largest number of the column first stands, or the first that is
 * none; of the smallest with the sign −1.
 */
export function largestAlong<T>(
  from: i32,
  to: i32,
  places: usize,
  x: usize,
  sign: T,
  rows: i32,
  columns: i32,
): void {
  if (columns == 1) {
    placesInRows<T>(from, to, places, x, sign, rows);
    return;
  }
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const factor = v128.splat<T>(sign);
  for (let i = from; i < to;) {
    const matrix = i / columns;
    const end = least(to, (matrix + 1) * columns);
    const start = x + matrix * (rows - 1) * pitch;
    while (i < end) {
      const own = places + i * size, at = start + i * size;
      const n = end - i;
      if (
        n >= 2 * lanes<T>() && placesOfTwo<T>(own, at, factor, rows, pitch)
      ) {
        i += 2 * lanes<T>();
      } else {
        placesDown<T>(own, at, factor, rows, n, pitch);
        i += least(lanes<T>(), n);
      }
    }
  }
}

/** The same of rows `from … to - 1`. */
// @ts-ignore: decorator
@inline
function placesInRows<T>(
  from: i32,
  to: i32,
  places: usize,
  x: usize,
  sign: T,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const bytes = (columns & -lanes<T>()) * size;
  const factor = v128.splat<T>(sign);
  for (let r = from; r < to; r++) {
    const at = x + r * columns * size;
    let most = v128.splat<T>(<T> -Infinity), second = most;
    // What is no number differs from itself.
    let odd = i32x4.splat(0);
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const v = v128.mul<T>(v128.load(at + i), factor);
      const w = v128.mul<T>(v128.load(at + i, 16), factor);
      most = v128.pmax<T>(most, v);
      second = v128.pmax<T>(second, w);
      odd = v128.or(odd, v128.or(v128.ne<T>(v, v), v128.ne<T>(w, w)));
    }
    most = v128.pmax<T>(most, second);
    let isOdd = v128.any_true(odd);
    let value = firstLane<T>(largestInAll<T>(most));
    for (; i < columns * size; i += size) {
      const next = load<T>(at + i) * sign;
      if (next > value) value = next;
      if (next != next) isOdd = true;
    }
    const wanted = v128.splat<T>(value);
    i = 0;
    for (; i < bytes && !isOdd; i += 16) {
      const v = v128.mul<T>(v128.load(at + i), factor);
      if (v128.any_true(v128.eq<T>(v, wanted))) break;
    }
    for (; i < columns * size; i += size) {
      const next = load<T>(at + i) * sign;
      if (isOdd ? next != next : next == value) break;
    }
    store<T>(places + r * size, <T> (i / size));
  }
}
