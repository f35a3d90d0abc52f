// Kernels on the rows of a matrix. Loops over a row are written out in each: a
// function for what they do to a vector would be a call.
import { exp, expOfLess } from "./functions";
import {
  firstLane,
  firstLanes,
  lanes,
  least,
  loadPart,
  madd,
  storePart,
  sumLanes,
} from "./simd";

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
export function largestLane<T>(v: v128): T {
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
export function othersOf<T>(x: usize, shift: T, n: i32): T {
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
