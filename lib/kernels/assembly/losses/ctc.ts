// Connectionist temporal classification (Graves et al., 2006, section 4.1): sums over
// all ways through time × classes that read as some labels; see alignments.ts in
// `plain`, which has them as logarithms. Here a probability is m·2^e, with an
// exponent of its own that is a double as m is: such numbers are added by shifts,
// without an exponential or a logarithm, and none vanishes. A blank and the label
// behind it are computed at once: they are the even places of a way and the odd ones.
import { largestOf } from "../rows/largest";
import { present, sumOfTwo, two, writeTwo } from "../vectors/doubles";
import { doublings, restOfExp, whole } from "../vectors/exponentials";
import { log } from "../vectors/logarithms";
import { madd } from "../vectors/simd";

/** Sizes and addresses as numbers in memory; see `wasmCtc`. */
@unmanaged
class Sequences {
  time: i32;
  classes: i32;
  blank: i32;
  isMean: i32;
  /** How many examples have room at a time, and its bytes. */
  rooms: i32;
  pitch: i32;
  room: usize;
}

// What an example has room for: the sum over all ways, m and e; where labels stand
// among the classes; whether a way may leave out the blank before each; sums of
// classes; how likely the rest of a way is from each place, and each class at each
// step; and the ways to each place, for the start and all steps.

// @ts-ignore: decorator
@inline
function labelsIn(room: usize): usize {
  return room + 16;
}

// @ts-ignore: decorator
@inline
function skipsIn(s: Sequences, room: usize): usize {
  return labelsIn(room) + 8 * (s.time + 2);
}

// @ts-ignore: decorator
@inline
function sumsIn(s: Sequences, room: usize): usize {
  return skipsIn(s, room) + 8 * (s.time + 2);
}

// @ts-ignore: decorator
@inline
function restsIn(s: Sequences, room: usize): usize {
  return sumsIn(s, room) + 8 * (s.classes + 1);
}

// @ts-ignore: decorator
@inline
function chancesIn(s: Sequences, room: usize): usize {
  return restsIn(s, room) + 16 * (2 * s.time + 4);
}

// @ts-ignore: decorator
@inline
function waysIn(s: Sequences, room: usize): usize {
  return chancesIn(s, room) + 16 * s.time * (s.classes + 1);
}

/** The bytes of all `m` of places, with two more that are 0. */
// @ts-ignore: decorator
@inline
function placeBytes(labels: i32): i32 {
  return 8 * (2 * labels + 4);
}

/** The exponent of 0, below that of every other number. */
const nothing: f64 = -2e300;

/** `2^e` for exponents of normal numbers. */
// @ts-ignore: decorator
@inline
function twoTo(e: v128): v128 {
  // A large number brings e into the lowest bits.
  const bits = f64x2.add(e, f64x2.splat(6755399441055744));
  return i64x2.add(i64x2.shl(bits, 52), f64x2.splat(1));
}

/** `2^e` for any that is not large; the least is next to nothing. */
// @ts-ignore: decorator
@inline
function share(e: v128): v128 {
  return twoTo(f64x2.pmax(e, f64x2.splat(-1022)));
}

/** The exponent of a double. */
// @ts-ignore: decorator
@inline
function exponentOf(m: v128): v128 {
  const bits = v128.or(i64x2.shr_u(m, 52), i64x2.splat(0x4330000000000000));
  return f64x2.sub(bits, f64x2.splat(4503599627371519)); // 2⁵² + 1023
}

/** A double for the second lane. */
// @ts-ignore: decorator
@inline
function second(at: usize, first: v128): v128 {
  return v128.load64_lane(at, first, 1);
}

function clear(m: usize, e: usize, count: i32): void {
  for (let i = 0; i < 8 * count; i += 8) {
    store<f64>(m + i, 0);
    store<f64>(e + i, nothing);
  }
}

/** The softmax of a row: `m` of each class and 0 for what is none, then `e`. */
function readChances<T>(to: usize, x: usize, classes: i32): void {
  const exponents = to + 8 * (classes + 1);
  const most = f64x2.splat(<f64> largestOf<T>(x, classes));
  let sums = f64x2.splat(0);
  let at = to;
  for (let n = classes; n > 0; n -= 2, x += 2 * sizeof<T>(), at += 16) {
    const v = f64x2.sub(two<T>(x, n), most);
    // Far below, exponents have no fractions: the power of 2 is enough.
    const isFar = f64x2.lt(v, f64x2.splat(-1125899906842624));
    const isNone = f64x2.lt(v, f64x2.splat(-1e300));
    const near = v128.andnot(v, isFar), bits = doublings<f64>(near);
    const rest = restOfExp<f64>(near, bits);
    const far = f64x2.nearest(f64x2.mul(v, f64x2.splat(1.4426950408889634)));
    const e = v128.bitselect(far, f64x2.sub(bits, whole<f64>()), isFar);
    const m = v128.andnot(f64x2.add(rest, f64x2.splat(1)), isNone);
    const power = v128.bitselect(f64x2.splat(nothing), e, isNone);
    sums = f64x2.add(sums, present(f64x2.mul(m, share(power)), n));
    v128.store(at, m);
    v128.store(at + 8 * (classes + 1), power);
  }
  const factor = f64x2.splat(1 / sumOfTwo(sums));
  for (at = to; at < to + 8 * classes; at += 16) {
    v128.store(at, f64x2.mul(v128.load(at), factor));
  }
  clear(to + 8 * classes, exponents + 8 * classes, 1);
}

/** How likely all ways are that lead to each place at each step, and that read as the labels; returns their number. */
function leadTo<T>(s: Sequences, room: usize, x: usize, target: usize): i32 {
  const classes = s.classes, size = <i32> sizeof<T>();
  const labels = labelsIn(room), skips = skipsIn(s, room);
  let count = 0, last = -1;
  for (; count < s.time; count++) {
    const label = <i32> load<T>(target + count * size);
    if (label == s.blank) break;
    store<i32>(labels + 4 * count, 8 * label);
    store<i64>(skips + 8 * count, label == last ? 0 : -1);
    last = label;
  }
  // Behind the last blank there is no label.
  store<i32>(labels + 4 * count, 8 * classes);
  store<i64>(skips + 8 * count, 0);
  const plane = placeBytes(count);
  const none = f64x2.splat(nothing);
  let row = chancesIn(s, room);
  let way = waysIn(s, room);
  // As if each way had been at the first blank before it begins.
  clear(way, way + plane, 2 * count + 4);
  store<f64>(way + 16, 1);
  store<f64>(way + plane + 16, 0);
  for (let t = 0; t < s.time; t++) {
    readChances<T>(row, x + t * classes * size, classes);
    const exponents = row + 8 * (classes + 1);
    const blank = v128.load64_splat(row + 8 * s.blank);
    const blankE = v128.load64_splat(exponents + 8 * s.blank);
    const next = way + 2 * plane;
    clear(next, next + plane, 2);
    for (let k = 0; k <= count; k++) {
      const at = way + 16 + 16 * k;
      const m = v128.load(at), e = v128.load(at + plane);
      const before = v128.load(at - 8), beforeE = v128.load(at + plane - 8);
      const skip = second(skips + 8 * k, i64x2.splat(0));
      const over = v128.and(i32x4.shuffle(before, before, 0, 1, 0, 1), skip);
      const twice = i32x4.shuffle(beforeE, beforeE, 0, 1, 0, 1);
      const overE = v128.bitselect(twice, none, skip);
      const most = f64x2.pmax(f64x2.pmax(e, beforeE), overE);
      let sum = f64x2.mul(m, share(f64x2.sub(e, most)));
      sum = madd<f64>(before, share(f64x2.sub(beforeE, most)), sum);
      sum = madd<f64>(over, share(f64x2.sub(overE, most)), sum);
      const label = load<i32>(labels + 4 * k);
      sum = f64x2.mul(sum, second(row + label, blank));
      const power = f64x2.add(most, second(exponents + label, blankE));
      const by = exponentOf(sum);
      v128.store(next + 16 + 16 * k, f64x2.mul(sum, twoTo(f64x2.neg(by))));
      v128.store(next + plane + 16 + 16 * k, f64x2.add(power, by));
    }
    row += 16 * (classes + 1);
    way = next;
  }
  // They end at the last blank, or at the label before it.
  const end = way + 16 + 16 * count;
  const e = load<f64>(end + plane), other = load<f64>(end + plane - 8);
  const most = f64x2.splat(max<f64>(e, other));
  const shares = share(f64x2.sub(f64x2(e, other), most));
  const both = f64x2.mul(f64x2(load<f64>(end), load<f64>(end - 8)), shares);
  store<f64>(room, sumOfTwo(both));
  store<f64>(room + 8, f64x2.extract_lane(most, 0));
  return count;
}

// @ts-ignore: decorator
@inline
function divisorOf(s: Sequences, labels: i32): f64 {
  return s.isMean ? max<f64>(1, <f64> labels) : 1;
}

/** The loss of examples `from … to - 1`, at most as many as have room. */
export function ctcLoss<T>(
  from: i32,
  to: i32,
  place: usize,
  y: usize,
  x: usize,
  target: usize,
): void {
  const s = changetype<Sequences>(place);
  const size = <i32> sizeof<T>();
  for (let b = from; b < to; b++) {
    const room = s.room + (b % s.rooms) * s.pitch;
    const own = x + b * s.time * s.classes * size;
    const labels = leadTo<T>(s, room, own, target + b * s.time * size);
    const m = v128.load64_splat(room), e = v128.load64_splat(room + 8);
    // In one where it is a double, as the logarithm of what is all but sure is small.
    const isFar = f64x2.lt(e, f64x2.splat(-1000));
    const near = v128.bitselect(m, f64x2.mul(m, share(e)), isFar);
    const far = v128.and(isFar, f64x2.mul(e, f64x2.splat(0.6931471805599453)));
    const sum = f64x2.add(log<f64>(near), far);
    const loss = -f64x2.extract_lane(sum, 0) / divisorOf(s, labels);
    store<T>(y + b * size, <T> loss);
  }
}

/** `dx = scale·(p − γ)` of a step, with γ as `sums`. */
function writeSlopes<T>(dx: usize, row: usize, sums: usize, scale: f64, classes: i32): void {
  const all = f64x2.splat(scale);
  for (let n = classes; n > 0; n -= 2, row += 16, sums += 16, dx += 2 * sizeof<T>()) {
    const power = share(v128.load(row + 8 * (classes + 1)));
    const apart = f64x2.sub(f64x2.mul(v128.load(row), power), v128.load(sums));
    writeTwo<T>(dx, f64x2.mul(all, apart), n);
  }
}

/** Its gradient for examples `from … to - 1`, at most as many as have room. */
export function ctcSlopes<T>(
  from: i32,
  to: i32,
  place: usize,
  dx: usize,
  x: usize,
  target: usize,
  dy: usize,
): void {
  const s = changetype<Sequences>(place);
  const classes = s.classes, size = <i32> sizeof<T>();
  const none = f64x2.splat(nothing), zero = f64x2.splat(0);
  for (let b = from; b < to; b++) {
    const room = s.room + (b % s.rooms) * s.pitch;
    const own = b * s.time * classes * size;
    const count = leadTo<T>(s, room, x + own, target + b * s.time * size);
    const scale = <f64> load<T>(dy + b * size) / divisorOf(s, count);
    const labels = labelsIn(room), skips = skipsIn(s, room);
    const sums = sumsIn(s, room), rest = restsIn(s, room);
    const plane = placeBytes(count);
    const whole = f64x2.splat(1 / load<f64>(room));
    const wholeE = v128.load64_splat(room + 8);
    // As if each way were at the last blank when it is over.
    clear(rest, rest + plane, 2 * count + 4);
    store<f64>(rest + 16 * count, 1);
    store<f64>(rest + plane + 16 * count, 0);
    for (let t = s.time - 1; t >= 0; t--) {
      const row = chancesIn(s, room) + 16 * t * (classes + 1);
      const way = waysIn(s, room) + 2 * (t + 1) * plane + 16;
      const exponents = row + 8 * (classes + 1);
      const blank = v128.load64_splat(row + 8 * s.blank);
      const blankE = v128.load64_splat(exponents + 8 * s.blank);
      memory.fill(sums, 0, 8 * (classes + 1));
      let ofBlanks = zero;
      for (let k = 0; k <= count; k++) {
        const at = rest + 16 * k;
        const m = v128.load(at), e = v128.load(at + plane);
        const after = v128.load(at + 8), afterE = v128.load(at + plane + 8);
        const skip = second(skips + 8 * k + 8, zero);
        const over = v128.and(second(at + 24, zero), skip);
        const next = second(at + plane + 24, none);
        const overE = v128.bitselect(next, none, skip);
        const most = f64x2.pmax(f64x2.pmax(e, afterE), overE);
        let sum = f64x2.mul(m, share(f64x2.sub(e, most)));
        sum = madd<f64>(after, share(f64x2.sub(afterE, most)), sum);
        sum = madd<f64>(over, share(f64x2.sub(overE, most)), sum);
        const label = load<i32>(labels + 4 * k);
        const chance = second(row + label, blank);
        // How many of the ways go through here.
        const led = v128.load(way + 16 * k);
        const ledE = f64x2.add(v128.load(way + plane + 16 * k), most);
        const power = f64x2.pmin(f64x2.sub(ledE, wholeE), f64x2.splat(1023));
        const product = f64x2.mul(f64x2.mul(led, sum), whole);
        // What cannot be is on no way.
        const part = v128.andnot(f64x2.mul(product, share(power)), f64x2.eq(chance, zero));
        ofBlanks = f64x2.add(ofBlanks, part);
        const into = sums + label;
        store<f64>(into, load<f64>(into) + f64x2.extract_lane(part, 1));
        sum = f64x2.mul(sum, chance);
        const by = exponentOf(sum);
        const sumE = f64x2.add(most, second(exponents + label, blankE));
        v128.store(at, f64x2.mul(sum, twoTo(f64x2.neg(by))));
        v128.store(at + plane, f64x2.add(sumE, by));
      }
      store<f64>(sums + 8 * s.blank, f64x2.extract_lane(ofBlanks, 0));
      writeSlopes<T>(dx + own + t * classes * size, row, sums, scale, classes);
    }
  }
}
