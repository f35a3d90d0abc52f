// Steps of recurrent cells between their products, for numbers `from … to - 1`
// of all examples; see contract/cells.ts. A part and a row may end anywhere, so
// each goes along rows, gate after gate.
import { map } from "./elementwise";
import { Name } from "./names"; // Made by .ci/kernel_sources.ts.
import { lanes, least, loadPart, madd, nmadd, storePart } from "./vectors/simd";

// A loop over whole vectors, where `count` is known when it is compiled, and what
// is left share a body.

// @ts-ignore: decorator
@inline
function loadSome<T>(at: usize, count: i32): v128 {
  return count == lanes<T>() ? v128.load(at) : loadFew<T>(at, count);
}

function loadFew<T>(at: usize, count: i32): v128 {
  return loadPart<T>(at, count);
}

// @ts-ignore: decorator
@inline
function storeSome<T>(at: usize, v: v128, count: i32): void {
  if (count == lanes<T>()) v128.store(at, v);
  else storeFew<T>(at, v, count);
}

function storeFew<T>(at: usize, v: v128, count: i32): void {
  storePart<T>(at, v, count);
}

const enum Op {
  /** `a + b` */
  Sum,
  /** `a·b` */
  Product,
  /** `a + b·c` */
  Shifted,
  /** `(1 − a)·b + a·c` */
  Blend,
  /** `a·b + c·d` */
  Mixed,
}

// @ts-ignore: decorator
@inline
function value<T>(
  op: Op,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  count: i32,
): v128 {
  const x = loadSome<T>(a, count);
  const y = loadSome<T>(b, count);
  if (op == Op.Sum) return v128.add<T>(x, y);
  if (op == Op.Product) return v128.mul<T>(x, y);
  const z = loadSome<T>(c, count);
  if (op == Op.Shifted) return madd<T>(y, z, x);
  if (op == Op.Blend) {
    const rest = v128.sub<T>(v128.splat<T>(<T> 1), x);
    return madd<T>(x, z, v128.mul<T>(rest, y));
  }
  return madd<T>(x, y, v128.mul<T>(z, loadSome<T>(d, count)));
}

/** `n` numbers of an operation, to `to`. */
// @ts-ignore: decorator
@inline
function compute<T>(
  op: Op,
  to: usize,
  n: i32,
  a: usize,
  b: usize,
  c: usize = 0,
  d: usize = 0,
): void {
  const bytes = (n & -lanes<T>()) * <i32> sizeof<T>();
  let i = 0;
  for (; i < bytes; i += 16) {
    v128.store(to + i, value<T>(op, a + i, b + i, c + i, d + i, lanes<T>()));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const last = value<T>(op, a + i, b + i, c + i, d + i, rest);
    storePart<T>(to + i, last, rest);
  }
}

export function lstm<T>(
  from: i32,
  to: i32,
  y: usize,
  cell: usize,
  bounded: usize,
  gates: usize,
  old: usize,
  sums: usize,
  fromState: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = width * size;
  for (let start = from, end = 0; start < to; start = end) {
    const row = start / width;
    end = least(to, (row + 1) * width);
    const n = end - start;
    const at = start * size;
    const k = at + row * 3 * pitch;
    for (let gate = 0; gate < 4; gate++) {
      const g = k + gate * pitch;
      compute<T>(Op.Sum, gates + g, n, sums + g, fromState + g);
      const name = gate == 2 ? Name.Tanh : Name.Sigmoid;
      map<T>(0, n, name, gates + g, gates + g, 0, 0, 0, 0);
    }
    const i = gates + k;
    const f = i + pitch;
    const g = f + pitch;
    const o = g + pitch;
    compute<T>(Op.Mixed, cell + at, n, i, g, f, old + at);
    map<T>(0, n, Name.Tanh, bounded + at, cell + at, 0, 0, 0, 0);
    compute<T>(Op.Product, y + at, n, o, bounded + at);
  }
}

export function gru<T>(
  from: i32,
  to: i32,
  y: usize,
  gates: usize,
  recalled: usize,
  old: usize,
  sums: usize,
  fromState: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = width * size;
  for (let start = from, end = 0; start < to; start = end) {
    const row = start / width;
    end = least(to, (row + 1) * width);
    const count = end - start;
    const at = start * size;
    const k = at + row * 2 * pitch;
    for (let gate = 0; gate < 2; gate++) {
      const g = k + gate * pitch;
      compute<T>(Op.Sum, gates + g, count, sums + g, fromState + g);
      map<T>(0, count, Name.Sigmoid, gates + g, gates + g, 0, 0, 0, 0);
    }
    const last = k + 2 * pitch;
    const r = gates + k;
    const z = r + pitch;
    const n = z + pitch;
    memory.copy(recalled + at, fromState + last, count * size);
    compute<T>(Op.Shifted, n, count, sums + last, r, recalled + at);
    map<T>(0, count, Name.Tanh, n, n, 0, 0, 0, 0);
    compute<T>(Op.Blend, y + at, count, z, n, old + at);
  }
}

/** `1 − y` times `y`, the derivative of σ. */
// @ts-ignore: decorator
@inline
function slopeOfSigmoid<T>(y: v128): v128 {
  return v128.mul<T>(y, v128.sub<T>(v128.splat<T>(<T> 1), y));
}

/** `1 − y²`, the derivative of tanh. */
// @ts-ignore: decorator
@inline
function slopeOfTanh<T>(y: v128): v128 {
  return nmadd<T>(y, y, v128.splat<T>(<T> 1));
}

// @ts-ignore: decorator
@inline
function lstmBackwardOf<T>(
  count: i32,
  k: i32,
  pitch: i32,
  at: i32,
  dsums: usize,
  dold: usize,
  dy: usize,
  dcell: usize,
  gates: usize,
  old: usize,
  bounded: usize,
): void {
  const i = loadSome<T>(gates + k, count);
  const f = loadSome<T>(gates + k + pitch, count);
  const g = loadSome<T>(gates + k + 2 * pitch, count);
  const o = loadSome<T>(gates + k + 3 * pitch, count);
  const before = loadSome<T>(old + at, count);
  const c = loadSome<T>(bounded + at, count);
  const dh = loadSome<T>(dy + at, count);
  const dc = madd<T>(
    v128.mul<T>(dh, o),
    slopeOfTanh<T>(c),
    loadSome<T>(dcell + at, count),
  );
  const di = v128.mul<T>(v128.mul<T>(dc, g), slopeOfSigmoid<T>(i));
  const df = v128.mul<T>(v128.mul<T>(dc, before), slopeOfSigmoid<T>(f));
  const dg = v128.mul<T>(v128.mul<T>(dc, i), slopeOfTanh<T>(g));
  const dO = v128.mul<T>(v128.mul<T>(dh, c), slopeOfSigmoid<T>(o));
  storeSome<T>(dsums + k, di, count);
  storeSome<T>(dsums + k + pitch, df, count);
  storeSome<T>(dsums + k + 2 * pitch, dg, count);
  storeSome<T>(dsums + k + 3 * pitch, dO, count);
  storeSome<T>(dold + at, v128.mul<T>(dc, f), count);
}

export function lstmBackward<T>(
  from: i32,
  to: i32,
  dsums: usize,
  dold: usize,
  dy: usize,
  dcell: usize,
  gates: usize,
  old: usize,
  bounded: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = width * size;
  for (let start = from; start < to;) {
    const row = start / width;
    const end = least(to, (row + 1) * width);
    const k = row * 3 * pitch;
    for (; start + lanes<T>() <= end; start += lanes<T>()) {
      const at = start * size;
      lstmBackwardOf<T>(lanes<T>(), k + at, pitch, at, dsums, dold, dy, dcell, gates, old, bounded);
    }
    if (start < end) {
      const at = start * size;
      lstmBackwardOf<T>(end - start, k + at, pitch, at, dsums, dold, dy, dcell, gates, old, bounded);
      start = end;
    }
  }
}

// @ts-ignore: decorator
@inline
function gruBackwardOf<T>(
  count: i32,
  k: i32,
  pitch: i32,
  at: i32,
  dy: usize,
  dsums: usize,
  dfromState: usize,
  gates: usize,
  recalled: usize,
  old: usize,
): void {
  const r = loadSome<T>(gates + k, count);
  const z = loadSome<T>(gates + k + pitch, count);
  const n = loadSome<T>(gates + k + 2 * pitch, count);
  const memory = loadSome<T>(recalled + at, count);
  const before = loadSome<T>(old + at, count);
  const dh = loadSome<T>(dy + at, count);
  const share = v128.sub<T>(v128.splat<T>(<T> 1), z);
  const dn = v128.mul<T>(v128.mul<T>(dh, share), slopeOfTanh<T>(n));
  const dr = v128.mul<T>(v128.mul<T>(dn, memory), slopeOfSigmoid<T>(r));
  const apart = v128.sub<T>(before, n);
  const dz = v128.mul<T>(v128.mul<T>(dh, apart), slopeOfSigmoid<T>(z));
  storeSome<T>(dsums + k, dr, count);
  storeSome<T>(dsums + k + pitch, dz, count);
  storeSome<T>(dsums + k + 2 * pitch, dn, count);
  storeSome<T>(dfromState + k, dr, count);
  storeSome<T>(dfromState + k + pitch, dz, count);
  storeSome<T>(dfromState + k + 2 * pitch, v128.mul<T>(dn, r), count);
  storeSome<T>(dy + at, v128.mul<T>(dh, z), count);
}

export function gruBackward<T>(
  from: i32,
  to: i32,
  dy: usize,
  dsums: usize,
  dfromState: usize,
  gates: usize,
  recalled: usize,
  old: usize,
  width: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = width * size;
  for (let start = from; start < to;) {
    const row = start / width;
    const end = least(to, (row + 1) * width);
    const k = row * 2 * pitch;
    for (; start + lanes<T>() <= end; start += lanes<T>()) {
      const at = start * size;
      gruBackwardOf<T>(lanes<T>(), k + at, pitch, at, dy, dsums, dfromState, gates, recalled, old);
    }
    if (start < end) {
      const at = start * size;
      gruBackwardOf<T>(end - start, k + at, pitch, at, dy, dsums, dfromState, gates, recalled, old);
      start = end;
    }
  }
}
