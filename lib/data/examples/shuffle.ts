import type { Random } from "../../base/random.ts";

/** The numbers 0 … length − 1 in random order (Fisher and Yates; Durstenfeld, 1964). */
export function permutation(length: number, random: Random): Uint32Array {
  const order = inOrder(length);
  for (let i = length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const at = order[i];
    order[i] = order[j];
    order[j] = at;
  }
  return order;
}

/** The numbers 0 … length − 1. */
export function inOrder(length: number): Uint32Array {
  return new Uint32Array(length).map((_, i) => i);
}

/**
 * Tells, for one of `length` examples after the other, whether it belongs to a
 * random choice of `count`; all choices are equally likely (Knuth, The Art of
 * Computer Programming 2, 1997, section 3.4.2, algorithm S). A stream is divided
 * this way without being held, and just as it would be in memory.
 */
export function selection(
  length: number,
  count: number,
  random: Random,
): () => boolean {
  let left = length;
  let needed = count;
  return () => {
    const isChosen = left * random.uniform() < needed;
    left--;
    if (isChosen) needed--;
    return isChosen;
  };
}
