import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";

/** What is drawn, in the order that the kernels number it. */
export const chanceNames = [
  /** `a` with probability `p`, else `b` */
  "choice",
  /** `a + (b − a)·u`, with `u` uniform in [0, 1) */
  "uniform",
  /** `a + b·n`, with `n` of the standard normal distribution */
  "normal",
] as const;

/** One of them, with its constants. */
export interface Chance {
  readonly name: typeof chanceNames[number];
  readonly a: number;
  readonly b: number;
  /** Of a choice. Default: 0. */
  readonly p?: number;
}

/** What a drawing follows from: four words of 32 bits. */
export type Key = readonly [number, number, number, number];

/** The next key of a stream. */
export function keyFrom(random: Random): Key {
  const word = () => random.integer(2 ** 32);
  return [word(), word(), word(), word()];
}

/** How many numbers four streams draw, before the next four begin. */
export const chanceBlock = 1024;

/** Words below this choose `a`; the largest of all never does. */
export function choiceLimit(p: number): number {
  return Math.min(Math.ceil(p * 2 ** 32), 2 ** 32 - 1);
}

/**
 * Draws numbers that follow from the key and their places alone, so that threads can
 * share them. Each block is drawn by four streams in turn, number `i` by stream
 * `i mod 4`; these are xoshiro128** as in `base/random.ts`, and the state of stream `s`
 * of all are the words `mix(key + (s + 1)·golden)`, those of splitmix32 from each word of
 * the key. A number takes a word, of which 24 bits make it uniform, so that floats and
 * doubles draw the same. Two normal numbers, four places apart, take the two words of
 * their places: `√(−2·log u)` times cosine and sine of `v` turns (Box and Muller, "A note
 * on the generation of random normal deviates", 1958), with `u` in (0, 1].
 */
export type Draw = (
  y: Values,
  chance: Chance,
  key: Key,
  length: number,
) => void;
