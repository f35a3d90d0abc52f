// Kernels on the rows of a matrix. Loops over a row are written out in each: a
// function for what they do to a vector would be a call.
import { exp } from "./vectors/functions";
import {
  firstLanes,
  lanes,
  least,
  loadPart,
  madd,
  storePart,
  sumLanes,
} from "./vectors/simd";

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
function largestOf<T>(x: usize, n: i32): T {
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
function placeOf<T>(x: usize, n: i32): i32 {
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

/** `y = exp(x − shift)`, and their sum. */
function expShifted<T>(y: usize, x: usize, shift: T, n: i32): T {
  const size = <i32> sizeof<T>();
  const s = v128.splat<T>(shift);
  const bytes = (n & -lanes<T>()) * size;
  let sum = i32x4.splat(0);
  for (let i = 0; i < bytes; i += 16) {
    const e = exp<T>(v128.sub<T>(v128.load(x + i), s));
    sum = v128.add<T>(sum, e);
    if (y != 0) v128.store(y + i, e);
  }
  let total = sumLanes<T>(sum);
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const e = exp<T>(v128.sub<T>(loadPart<T>(x + bytes, rest), s));
    for (let i = 0; i < rest; i++) {
      // Lanes are known when compiled alone.
      let value: T;
      if (sizeof<T>() == 8) value = <T> f64x2.extract_lane(e, 0);
      else if (i == 0) value = <T> f32x4.extract_lane(e, 0);
      else if (i == 1) value = <T> f32x4.extract_lane(e, 1);
      else value = <T> f32x4.extract_lane(e, 2);
      total += value;
    }
    if (y != 0) storePart<T>(y + bytes, e, rest);
  }
  return total;
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
    const total = expShifted<T>(y, x, largestOf<T>(x, columns), columns);
    scaleRow<T>(y, <T> 1 / total, columns);
  }
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
    const base = v128.splat<T>(load<T>(dy + placeOf<T>(y, columns) * size));
    let sum = i32x4.splat(0);
    for (let i = 0; i < bytes; i += 16) {
      const change = v128.sub<T>(v128.load(dy + i), base);
      sum = madd<T>(v128.load(y + i), change, sum);
    }
    if (rest > 0) {
      const change = v128.sub<T>(loadPart<T>(dy + bytes, rest), base);
      const own = firstLanes<T>(change, rest);
      sum = madd<T>(loadPart<T>(y + bytes, rest), own, sum);
    }
    const mean = v128.splat<T>(sumLanes<T>(sum));
    for (let i = 0; i < bytes; i += 16) {
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
    sum = v128.add<T>(sum, v128.andnot(exp<T>(v128.sub<T>(v, s)), isTie));
    ties = i32x4.sub(ties, isTie);
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const v = loadPart<T>(x + bytes, rest);
    const isTie = v128.eq<T>(v, s);
    const e = v128.andnot(exp<T>(v128.sub<T>(v, s)), isTie);
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
  x += from * pitch;
  y += from * pitch;
  for (let r = from; r < to; r++, x += pitch, y += pitch) {
    expShifted<T>(y, x, load<T>(shifts + r * size), columns);
    scaleRow<T>(y, load<T>(factors + r * size), columns);
  }
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
