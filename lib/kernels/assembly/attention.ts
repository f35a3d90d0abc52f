// Attention of heads, each in one piece: the scores of a head stay in the caches
// between its products. Heads are read and written where they lie, side by side.
import { blocks, Triangle } from "./product";
import { softmax, softmaxBackward } from "./rows/softmax";
import { lanes, least, loadPart, storePart } from "./vectors/simd";

/** Sizes and addresses as numbers in memory; see `HeadsPlace`. */
@unmanaged
class Heads {
  heads: i32;
  time: i32;
  steps: i32;
  key: i32;
  value: i32;
  isCausal: i32;
  keepsScores: i32;
  pitchQ: i32;
  pitchK: i32;
  pitchV: i32;
  pitchMixed: i32;
  q: usize;
  k: usize;
  v: usize;
  mixed: usize;
  dq: usize;
  dk: usize;
  dv: usize;
  dmixed: usize;
  weights: usize;
  dscores: usize;
  /** 0 without one, as `lengths`. */
  mask: usize;
  isMaskOfHeads: i32;
  /** From a row to the next, in numbers: 0 where all rows are one. */
  pitchMask: i32;
  lengths: usize;
}

/** How many steps an example has. */
// @ts-ignore: decorator
@inline
function stepsOf<T>(h: Heads, example: i32): i32 {
  if (h.lengths == 0) return h.steps;
  return <i32> load<T>(h.lengths + example * <i32> sizeof<T>());
}

/** `x·c` in each row of `n` numbers, with `mask` added to it if it is not 0. */
function scaled<T>(x: usize, c: T, mask: usize, n: i32): void {
  const factor = v128.splat<T>(c);
  for (let i = 0; i < n; i += lanes<T>()) {
    const offset = i * <i32> sizeof<T>();
    const own = n - i;
    if (own >= lanes<T>()) {
      let v = v128.mul<T>(v128.load(x + offset), factor);
      if (mask != 0) v = v128.add<T>(v, v128.load(mask + offset));
      v128.store(x + offset, v);
    } else {
      let v = v128.mul<T>(loadPart<T>(x + offset, own), factor);
      if (mask != 0) v = v128.add<T>(v, loadPart<T>(mask + offset, own));
      storePart<T>(x + offset, v, own);
    }
  }
}

/** Rows `from … to - 1` of all weights, from products to weights. */
export function weigh<T>(from: i32, to: i32, place: usize): void {
  const h = changetype<Heads>(place);
  const size = <i32> sizeof<T>();
  const c = <T> (1 / sqrt<f64>(h.key));
  for (let r = from; r < to; r++) {
    const piece = r / h.time;
    const row = r - piece * h.time;
    const example = piece / h.heads;
    const all = stepsOf<T>(h, example);
    const n = h.isCausal ? least(row + 1, all) : all;
    const at = h.weights + r * h.steps * size;
    let mask = h.mask;
    if (mask != 0) {
      const rows = h.pitchMask == 0 ? 1 : h.time;
      const first = (h.isMaskOfHeads ? piece : example) * rows;
      mask += (first * h.steps + row * h.pitchMask) * size;
    }
    scaled<T>(at, c, mask, n);
    softmax<T>(0, 1, at, at, n);
    memory.fill(at + n * size, 0, (h.steps - n) * size);
  }
}

/** The same rows, of one head, from gradients of weights to those of scores. */
export function unweigh<T>(
  from: i32,
  to: i32,
  place: usize,
  room: usize,
): void {
  const h = changetype<Heads>(place);
  const size = <i32> sizeof<T>();
  const piece = from / h.time;
  const all = stepsOf<T>(h, piece / h.heads);
  for (let r = from; r < to; r++) {
    const row = r - piece * h.time;
    const n = h.isCausal ? least(row + 1, all) : all;
    const at = room + row * h.steps * size;
    softmaxBackward<T>(0, 1, at, h.weights + r * h.steps * size, at, n);
    memory.fill(at + n * size, 0, (h.steps - n) * size);
  }
}

/** Heads `from … to - 1` of all examples. */
export function attend<T>(from: i32, to: i32, place: usize): void {
  const h = changetype<Heads>(place);
  const size = <i32> sizeof<T>();
  const time = h.time, steps = h.steps;
  const upper = h.isCausal ? Triangle.OfY : Triangle.None;
  const left = h.isCausal ? Triangle.OfA : Triangle.None;
  for (let piece = from; piece < to; piece++) {
    const example = piece / h.heads;
    const head = piece - example * h.heads;
    const n = stepsOf<T>(h, example);
    const q = h.q + (example * time * h.pitchQ + head * h.key) * size;
    const k = h.k + (example * steps * h.pitchK + head * h.key) * size;
    const v = h.v + (example * steps * h.pitchV + head * h.value) * size;
    const o = h.mixed + (example * time * h.pitchMixed + head * h.value) * size;
    const a = h.weights + piece * time * steps * size;
    blocks<T>(a, q, k, 0, steps, h.pitchQ, h.pitchK, h.key, false, true, 0, time, 0, n, upper);
    weigh<T>(piece * time, (piece + 1) * time, place);
    blocks<T>(o, a, v, 0, h.pitchMixed, steps, h.pitchV, n, false, false, 0, time, 0, h.value, left);
  }
}

/** The gradients of heads `from … to - 1` of all examples. */
export function attendBackward<T>(from: i32, to: i32, place: usize): void {
  const h = changetype<Heads>(place);
  const size = <i32> sizeof<T>();
  const time = h.time, steps = h.steps;
  const c = <T> (1 / sqrt<f64>(h.key));
  const upper = h.isCausal ? Triangle.OfY : Triangle.None;
  const left = h.isCausal ? Triangle.OfA : Triangle.None;
  const right = h.isCausal ? Triangle.OfTransposedA : Triangle.None;
  for (let piece = from; piece < to; piece++) {
    const example = piece / h.heads;
    const head = piece - example * h.heads;
    const n = stepsOf<T>(h, example);
    const q = (example * time * h.pitchQ + head * h.key) * size;
    const k = (example * steps * h.pitchK + head * h.key) * size;
    const v = (example * steps * h.pitchV + head * h.value) * size;
    const o = h.dmixed + (example * time * h.pitchMixed + head * h.value) * size;
    const a = h.weights + piece * time * steps * size;
    // A thread has the room of its first head for all its heads: it stays in the caches.
    const room = h.keepsScores ? piece : from;
    const d = h.dscores + room * time * steps * size;
    blocks<T>(h.dv + v, a, o, 0, h.pitchV, steps, h.pitchMixed, time, true, false, 0, n, 0, h.value, right);
    blocks<T>(d, o, h.v + v, 0, steps, h.pitchMixed, h.pitchV, h.value, false, true, 0, time, 0, n, upper);
    unweigh<T>(piece * time, (piece + 1) * time, place, d);
    blocks<T>(h.dq + q, d, h.k + k, 0, h.pitchQ, steps, h.pitchK, n, false, false, 0, time, 0, h.key, left);
    blocks<T>(h.dk + k, d, h.q + q, 0, h.pitchK, steps, h.pitchQ, time, true, false, 0, n, 0, h.key, right);
    for (let row = 0; row < time; row++) {
      scaled<T>(h.dq + q + row * h.pitchQ * size, c, 0, h.key);
    }
    for (let row = 0; row < steps; row++) {
      const at = h.dk + k + row * h.pitchK * size;
      if (row < n) scaled<T>(at, c, 0, h.key);
      else {
        memory.fill(at, 0, h.key * size);
        memory.fill(h.dv + v + row * h.pitchV * size, 0, h.value * size);
      }
    }
  }
}
