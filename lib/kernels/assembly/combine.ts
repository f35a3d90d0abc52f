// What is computed of two or three numbers each, over matrices whose rows or numbers
// may repeat.
import { combineBy } from "./maps"; // Made by .ci/kernel_sources.ts.
import { CombinationName } from "./names"; // This too.
import { scratch } from "./product";
import { sigmoid } from "./vectors/exponentials";
import { log } from "./vectors/logarithms";
import { power } from "./vectors/powers";
import {
  choose,
  lanes,
  least,
  loadPart,
  loadSome,
  splat,
  storePart,
} from "./vectors/simd";

// @ts-ignore: decorator
@inline
function combined<T>(name: CombinationName, a: v128, b: v128, c: v128): v128 {
  const zero = i32x4.splat(0);
  if (name == CombinationName.Add) return v128.add<T>(a, b);
  if (name == CombinationName.Sub) return v128.sub<T>(a, b);
  if (name == CombinationName.Mul) return v128.mul<T>(a, b);
  if (name == CombinationName.Div) return v128.div<T>(a, b);
  if (name == CombinationName.DivSlope) {
    const slope = v128.div<T>(v128.div<T>(a, b), b);
    return v128.mul<T>(c, v128.neg<T>(slope));
  }
  if (name == CombinationName.Gate) return v128.mul<T>(a, sigmoid<T>(b));
  if (name == CombinationName.GateSlope) {
    // From σ(−|b|), as 1 − σ(b) has no digits left where σ(b) is almost 1.
    const share = sigmoid<T>(v128.or(b, v128.splat<T>(<T> -0.0)));
    const slope = v128.mul<T>(
      share,
      v128.sub<T>(v128.splat<T>(<T> 1), share),
    );
    return v128.mul<T>(v128.mul<T>(c, a), slope);
  }
  if (name == CombinationName.Rectify) {
    return v128.bitselect(c, v128.mul<T>(b, c), v128.gt<T>(a, zero));
  }
  if (name == CombinationName.Below) {
    return v128.andnot(v128.mul<T>(c, a), v128.gt<T>(a, zero));
  }
  if (name == CombinationName.Select) {
    return v128.bitselect(c, b, v128.eq<T>(a, zero));
  }
  if (name >= CombinationName.Greater && name <= CombinationName.NotEqual) {
    const holds = name == CombinationName.Greater
      ? v128.gt<T>(a, b)
      : name == CombinationName.GreaterEqual
      ? v128.ge<T>(a, b)
      : name == CombinationName.Equal
      ? v128.eq<T>(a, b)
      : v128.ne<T>(a, b);
    return v128.and(holds, splat<T>(1));
  }
  if (name == CombinationName.Pow) return power<T>(a, b, 0);
  if (name == CombinationName.PowSlope) {
    const slope = v128.mul<T>(b, power<T>(a, b, 1));
    return v128.mul<T>(c, v128.andnot(slope, v128.eq<T>(b, zero)));
  }
  if (name == CombinationName.PowRise) {
    const rise = v128.mul<T>(c, v128.mul<T>(b, log<T>(a)));
    return choose(rise, splat<T>(NaN), v128.gt<T>(a, zero));
  }
  const isMax = name == CombinationName.Max ||
    name == CombinationName.MaxFirst || name == CombinationName.MaxSecond;
  const isSecond = v128.or(
    isMax ? v128.gt<T>(b, a) : v128.lt<T>(b, a),
    v128.ne<T>(b, b),
  );
  if (name == CombinationName.Max || name == CombinationName.Min) {
    return v128.bitselect(b, a, isSecond);
  }
  return name == CombinationName.MaxFirst || name == CombinationName.MinFirst
    ? v128.andnot(c, isSecond)
    : v128.and(c, isSecond);
}

/** Whether a turn of the loop costs more than what is computed in it. */
// @ts-ignore: decorator
@inline
function isShort(name: CombinationName): bool {
  return name != CombinationName.Gate && name != CombinationName.GateSlope &&
    name < CombinationName.Pow;
}

/** `y = f(a, b, c)` over whole vectors; a step of 0 is for 32 bytes of the same number. */
// @ts-ignore: decorator
@inline
export function combineAll<T>(
  name: CombinationName,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  bytes: i32,
  aStep: i32,
  bStep: i32,
  cStep: i32,
): void {
  // What is not read is not loaded.
  const usesB = name != CombinationName.Below;
  const usesC = name > CombinationName.Min && name != CombinationName.Gate &&
      name != CombinationName.Pow &&
      (name < CombinationName.Greater || name > CombinationName.NotEqual) ||
    name == CombinationName.DivSlope;
  let i = 0;
  if (isShort(name)) {
    for (; i < (bytes & -32); i += 32) {
      // All are read first, as each store makes the engine look at the limit anew.
      const a1 = v128.load(a);
      const a2 = v128.load(a, 16);
      const b1 = usesB ? v128.load(b) : a1;
      const b2 = usesB ? v128.load(b, 16) : a2;
      const c1 = usesC ? v128.load(c) : a1;
      const c2 = usesC ? v128.load(c, 16) : a2;
      const y1 = combined<T>(name, a1, b1, c1);
      const y2 = combined<T>(name, a2, b2, c2);
      v128.store(y + i, y1);
      v128.store(y + i, y2, 16);
      a += 2 * aStep;
      if (usesB) b += 2 * bStep;
      if (usesC) c += 2 * cStep;
    }
  }
  for (; i < bytes; i += 16) {
    const va = v128.load(a);
    const vb = usesB ? v128.load(b) : va;
    const vc = usesC ? v128.load(c) : va;
    v128.store(y + i, combined<T>(name, va, vb, vc));
    a += aStep;
    if (usesB) b += bStep;
    if (usesC) c += cStep;
  }
}

/** What does not fill a vector, in `room`. */
// @ts-ignore: decorator
@inline
function restOf<T>(x: usize, bytes: i32, step: i32, rest: i32, room: usize): void {
  v128.store(room, step ? loadPart<T>(x + bytes, rest) : v128.load(x));
}

/** As {@link combineAll}, of `n` numbers. */
function combineSome<T>(
  name: i32,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  n: i32,
  aStep: i32,
  bStep: i32,
  cStep: i32,
): void {
  const bytes = (n & -lanes<T>()) * <i32> sizeof<T>();
  if (bytes > 0) combineBy<T>(name, y, a, b, c, bytes, aStep, bStep, cStep);
  const rest = n & (lanes<T>() - 1);
  if (rest == 0) return;
  const room = scratch;
  restOf<T>(a, bytes, aStep, rest, room);
  restOf<T>(b, bytes, bStep, rest, room + 16);
  restOf<T>(c, bytes, cStep, rest, room + 32);
  combineBy<T>(name, room + 48, room, room + 16, room + 32, 16, 0, 0, 0);
  storePart<T>(y + bytes, v128.load(room, 48), rest);
}

/** The address of a row; a negative pitch is how often a row of so many columns comes again. */
// @ts-ignore: decorator
@inline
function rowOf<T>(x: usize, row: i32, pitch: i32, columns: i32): usize {
  const start = pitch < 0 ? row / -pitch * columns : row * pitch;
  return x + start * sizeof<T>();
}

/** From where on part of a row is read; a number that repeats is spread to `room`. */
// @ts-ignore: decorator
@inline
function startOf<T>(
  x: usize,
  row: i32,
  column: i32,
  columns: i32,
  pitch: i32,
  step: i32,
  room: usize,
): usize {
  const own = rowOf<T>(x, row, pitch, columns);
  if (step != 0) return own + column * sizeof<T>();
  const v = v128.splat<T>(load<T>(own));
  v128.store(room, v);
  v128.store(room, v, 16);
  return room;
}

/** So many numbers of short rows are laid out at once. */
const block = 512;

/** Where `rows` rows lie one behind the other: where they do already, or else in `room`, where one that repeats may be. */
function layOut<T>(
  x: usize,
  row: i32,
  rows: i32,
  columns: i32,
  pitch: i32,
  step: i32,
  room: usize,
  isFirst: bool,
): usize {
  if (step && pitch == columns) return x + row * columns * sizeof<T>();
  if (pitch == 0 && !isFirst) return room;
  const bytes = columns * <i32> sizeof<T>();
  let to = room;
  for (let r = row; r < row + rows; r++, to += bytes) {
    const own = rowOf<T>(x, r, pitch, columns);
    // What is written behind the row is the next one's room.
    if (step) {
      for (let i = 0; i < bytes; i += 16) {
        const left = columns - i / <i32> sizeof<T>();
        v128.store(to + i, loadSome<T>(own + i, left));
      }
    } else {
      const v = v128.splat<T>(load<T>(own));
      for (let i = 0; i < bytes; i += 16) v128.store(to + i, v);
    }
  }
  return room;
}

/** `y = f(a, b, c)` for numbers `from … to - 1` of a matrix; `kind` is the name, and 256, 512 and 1024 for a number of a, b and c that is the same in all of a row. */
export function combine<T>(
  from: i32,
  to: i32,
  kind: i32,
  y: usize,
  a: usize,
  b: usize,
  c: usize,
  columns: i32,
  yPitch: i32,
  aPitch: i32,
  bPitch: i32,
  cPitch: i32,
): void {
  const name = kind & 255;
  const aStep = kind & 256 ? 0 : 16;
  const bStep = kind & 512 ? 0 : 16;
  const cStep = kind & 1024 ? 0 : 16;
  const size = <i32> sizeof<T>();
  let row = from / columns;
  let column = from - row * columns;
  if (columns < 128 && yPitch == columns) {
    // Several rows at a time, as a call for each costs more than they do.
    const most = block / columns;
    const length = block * size + 64;
    const room = scratch + 64;
    for (let i = from; i < to;) {
      const rows = least(most, (to - 1) / columns - row + 1);
      const n = least(to - i, rows * columns - column);
      const isFirst = i == from;
      const x1 = layOut<T>(a, row, rows, columns, aPitch, aStep, room, isFirst);
      const x2 = layOut<T>(b, row, rows, columns, bPitch, bStep, room + length, isFirst);
      // The third is often one of the others again.
      const x3 = c == b && cPitch == bPitch && cStep == bStep
        ? x2
        : layOut<T>(c, row, rows, columns, cPitch, cStep, room + 2 * length, isFirst);
      const start = column * size;
      combineSome<T>(name, y + i * size, x1 + start, x2 + start, x3 + start, n, 16, 16, 16);
      i += n;
      row += rows;
      column = 0;
    }
    return;
  }
  const room = scratch + 64;
  for (let i = from; i < to; row++) {
    const n = least(to - i, columns - column);
    const x1 = startOf<T>(a, row, column, columns, aPitch, aStep, room);
    const x2 = startOf<T>(b, row, column, columns, bPitch, bStep, room + 32);
    const x3 = startOf<T>(c, row, column, columns, cPitch, cStep, room + 64);
    const own = y + (row * yPitch + column) * size;
    combineSome<T>(name, own, x1, x2, x3, n, aStep, bStep, cStep);
    i += n;
    column = 0;
  }
}
