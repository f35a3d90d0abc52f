import { say } from "../../words/say.ts";
import { NablaError } from "./nabla_error.ts";
import { isWhole } from "./ranges.ts";

/** A stream of pseudo-random numbers: the same seed gives the same ones on every machine. */
export interface Random {
  /** The next number, uniform in [0, 1), with 53 random bits. */
  uniform(): number;
  /** Fills an array with the next numbers of `uniform`, in a fifth of the time. */
  fill(values: Float64Array): void;
  /** The next number of the standard normal distribution. */
  normal(): number;
  /** The next whole number, uniform in 0 … bound − 1. */
  integer(bound: number): number;
  /**
   * A separate stream for `label`. It depends on the seed and the label alone, not
   * on what was drawn before, so that a new layer leaves the numbers of the others
   * as they were.
   */
  fork(label: string): Random;
  /** Where the stream is: four words of 32 bits. */
  save(): readonly number[];
  /**
   * Continues from where a stream was, whatever its seed.
   *
   * @throws {NablaError} if these are not four words of 32 bits, or all are 0.
   */
  load(state: readonly number[]): void;
}

/**
 * Makes a stream from a seed: xoshiro128** (Blackman and Vigna, "Scrambled
 * linear pseudorandom number generators", 2021), its state filled by
 * splitmix32.
 *
 * @throws {NablaError} if the seed is not an integer from 0 to 2⁵³ − 1.
 *
 * ```ts
 * import { createRandom } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(createRandom(7).uniform(), createRandom(7).uniform());
 * ```
 */
export function createRandom(seed: number): Random {
  if (!isWhole(seed)) {
    throw new NablaError("value", {
      action: say("start a random stream"),
      name: "seed",
      rule: say("an integer from 0 to 2^53 - 1"),
      found: seed,
    });
  }
  const low = absorb(golden, seed >>> 0);
  return stream(absorb(low, Math.floor(seed / 2 ** 32)));
}

/** 2³² divided by the golden ratio, odd. */
export const golden = 0x9e3779b9;

/** A stream from a hash of what it is for. Most are forked further, and never drawn from. */
function stream(hash: number): Random {
  let begun: Uint32Array | undefined;
  const stateNow = () => begun ??= stateOf(hash);

  function next(): number {
    const state = stateNow();
    const result = scrambled(state[1]);
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  }

  function uniform(): number {
    return uniformOf(next(), next());
  }

  return {
    uniform,
    fill: (values) => fillFrom(stateNow(), values),
    normal: () => normalOf(uniform(), uniform()),
    integer: (bound) => Math.floor(uniform() * bound),
    fork: (label) => stream(absorbLabel(hash, label)),
    save: () => [...stateNow()],
    load(words) {
      const isWord = (word: number) => word >>> 0 === word;
      // From all zeros xoshiro gives nothing but zeros.
      if (words.length === 4 && words.every(isWord) && words.some(Boolean)) {
        return stateNow().set(words);
      }
      throw new NablaError("state", {
        subject: say("a random stream"),
        rule: say("its state must be four words of 32 bits, not all 0"),
        found: words.length > 4
          ? say("{count} words", { count: words.length })
          : `[${words}]`,
      });
    },
  };
}

/** A number of the standard normal distribution from two uniform ones: Box and Muller, 1958; 1 − u keeps the logarithm away from zero. */
export function normalOf(u: number, v: number): number {
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}

/** The words that xoshiro128** gives next, with its state in variables. */
export function fillWords(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d] = state;
  for (let i = 0; i < words.length; i++) {
    words[i] = scrambled(b);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
  }
  state.set([a, b, c, d]);
}

/** How many numbers are made at once. */
const room = 256;

/** The numbers that `uniform` would give. */
function fillFrom(state: Uint32Array, values: Float64Array): void {
  const words = new Uint32Array(2 * Math.min(room, values.length));
  for (let from = 0; from < values.length; from += room) {
    const count = Math.min(room, values.length - from);
    fillWords(state, words.subarray(0, 2 * count));
    for (let i = 0; i < count; i++) {
      values[from + i] = uniformOf(words[2 * i], words[2 * i + 1]);
    }
  }
}

function scrambled(word: number): number {
  return Math.imul(rotate(Math.imul(word, 5), 7), 9);
}

function uniformOf(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

function stateOf(hash: number): Uint32Array {
  return Uint32Array.from(
    { length: 4 },
    (_, i) => mix(hash + (i + 1) * golden),
  );
}

/** The hash with one more word of 32 bits. */
function absorb(hash: number, word: number): number {
  return mix((hash ^ word) + golden);
}

/** The finalizer of splitmix32. */
export function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The label's length, then its code units, so that no two labels are the same words. */
function absorbLabel(hash: number, label: string): number {
  let absorbed = absorb(hash, label.length);
  for (let i = 0; i < label.length; i++) {
    absorbed = absorb(absorbed, label.charCodeAt(i));
  }
  return absorbed;
}
