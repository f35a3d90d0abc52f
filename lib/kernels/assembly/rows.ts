// Kernels on the rows of a matrix. Loops over a row are written out in each: a
// function for what they do to a vector would be a call.
import { lanes, least, loadPart, storePart, sumLanes } from "./vectors/simd";

/** So many rows are added up before their sum is added: a long sum of floats drops what is small beside it. */
const rowsAtOnce: i32 = 128;

/** `y[c] = Σ x[r, c]` for columns `from … to - 1`. */
export function sumRows<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  for (let c = from; c < to; c += lanes<T>()) {
    const width = to - c;
    let at = x + c * size;
    let all = i32x4.splat(0);
    for (let r = 0; r < rows;) {
      const end = least(r + rowsAtOnce, rows);
      let sum = i32x4.splat(0);
      if (width >= lanes<T>()) {
        for (; r < end; r++, at += pitch) {
          sum = v128.add<T>(sum, v128.load(at));
        }
      } else {
        for (; r < end; r++, at += pitch) {
          sum = v128.add<T>(sum, loadPart<T>(at, width));
        }
      }
      all = v128.add<T>(all, sum);
    }
    if (width >= lanes<T>()) v128.store(y + c * size, all);
    else storePart<T>(y + c * size, all, width);
  }
}

// @ts-ignore: decorator
@inline
function largestLane<T>(v: v128): T {
  if (sizeof<T>() == 8) {
    return <T> max<f64>(f64x2.extract_lane(v, 0), f64x2.extract_lane(v, 1));
  }
  const low = max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1));
  const high = max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3));
  return <T> max<f32>(low, high);
}

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
  let value = largestLane<T>(most);
  for (; i < n; i++) {
    const next = load<T>(x + i * size);
    if (next > value) value = next;
  }
  return value;
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

/** So many rows are fetched before they are copied. */
const ahead: i32 = 4;

/** `y[r, ·] = x[places[r], ·]` for rows `from … to - 1`. */
export function takeRows<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  places: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = <usize> (columns * size);
  for (let r = from; r < to; r++) {
    // What comes later is far from here: to ask for its pages now saves waiting.
    const next = r + ahead;
    if (next < to) {
      const coming = x + <usize> load<T>(places + <usize> (next * size)) * pitch;
      load<u8>(coming);
      load<u8>(coming + (pitch >> 1));
    }
    const place = <usize> load<T>(places + <usize> (r * size));
    memory.copy(y + <usize> r * pitch, x + place * pitch, pitch);
  }
}

/**
 * `dx[k, ·] = Σ dy[r, ·]` over all `r` of `count` with `places[r] = k`, for rows
 * `from … to - 1` of `dx`: so no two threads add to one number.
 */
export function sumTaken<T>(
  from: i32,
  to: i32,
  dx: usize,
  dy: usize,
  places: usize,
  count: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = <usize> (columns * size);
  const rest = columns & (lanes<T>() - 1);
  memory.fill(dx + <usize> from * pitch, 0, <usize> (to - from) * pitch);
  for (let r = 0; r < count; r++) {
    const place = <i32> load<T>(places + r * size);
    if (place < from || place >= to) continue;
    let own = dx + <usize> place * pitch;
    let at = dy + <usize> r * pitch;
    const end = own + (columns - rest) * size;
    for (; own < end; own += 16, at += 16) {
      v128.store(own, v128.add<T>(v128.load(own), v128.load(at)));
    }
    if (rest > 0) {
      const sum = v128.add<T>(loadPart<T>(own, rest), loadPart<T>(at, rest));
      storePart<T>(own, sum, rest);
    }
  }
}

/** `y[r, ·] = row` for rows `from … to - 1`. */
export function fillRows<T>(
  from: i32,
  to: i32,
  y: usize,
  row: usize,
  columns: i32,
): void {
  const pitch = columns * <i32> sizeof<T>();
  y += from * pitch;
  for (let r = from; r < to; r++, y += pitch) memory.copy(y, row, pitch);
}

/** Copies columns of rows `from … to - 1` of a matrix into columns of another. */
export function copyColumns<T>(
  from: i32,
  to: i32,
  y: usize,
  yWidth: i32,
  yStart: i32,
  x: usize,
  xWidth: i32,
  xStart: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let row = from; row < to; row++) {
    memory.copy(
      y + (row * yWidth + yStart) * size,
      x + (row * xWidth + xStart) * size,
      columns * size,
    );
  }
}

/** So many bytes of a row are added up before their sum is added: a long sum of floats drops what is small beside it. */
const blockBytes: i32 = 1024;

/** The sum of `n` numbers, in four chains. */
function sumOfRow<T>(x: usize, n: i32): f64 {
  const size = <i32> sizeof<T>();
  const end = x + n * size;
  let total: f64 = 0;
  const whole = x + (n * size & -64);
  while (x < whole) {
    const stop = x + least(blockBytes, <i32> (whole - x));
    let a = i32x4.splat(0), b = a, c = a, d = a;
    for (; x < stop; x += 64) {
      a = v128.add<T>(a, v128.load(x));
      b = v128.add<T>(b, v128.load(x, 16));
      c = v128.add<T>(c, v128.load(x, 32));
      d = v128.add<T>(d, v128.load(x, 48));
    }
    const both = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
    total += <f64> sumLanes<T>(both);
  }
  for (; x < end; x += size) total += <f64> load<T>(x);
  return total;
}

/** `y[r] = c·Σ x[r, ·]` for rows `from … to - 1`. */
export function sumColumns<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let r = from; r < to; r++) {
    const sum = sumOfRow<T>(x + r * columns * size, columns);
    store<T>(y + r * size, <T> (c * sum));
  }
}

/** Where in a row the largest number first stands, or the first that is none; of the smallest with the sign −1: in rows `from … to - 1`. */
export function largestPlaces<T>(
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
    let value = largestLane<T>(most);
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
