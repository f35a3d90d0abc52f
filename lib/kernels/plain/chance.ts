import { fillWords, golden, mix } from "../../base/random.ts";
import {
  type Chance,
  chanceBlock,
  choiceLimit,
  type Draw,
  type Key,
} from "../contract/chance.ts";

/** The kernel in plain TypeScript. */
export const plainDraw: Draw = (y, chance, key, length) => {
  const words = new Uint32Array(chanceBlock / 4);
  const numbers = new Float64Array(chanceBlock / 4);
  for (let start = 0; start < length; start += chanceBlock) {
    const end = Math.min(start + chanceBlock, length);
    // Of normal numbers two belong together.
    const count = 2 * Math.ceil((end - start) / 8);
    for (let lane = 0; lane < 4; lane++) {
      const stream = 4 * start / chanceBlock + lane;
      fillWords(stateOf(key, stream), words.subarray(0, count));
      numbersOf(numbers, words, chance, count);
      for (let i = start + lane, k = 0; i < end; i += 4, k++) y[i] = numbers[k];
    }
  }
};

function stateOf(key: Key, stream: number): Uint32Array {
  const start = Math.imul(stream + 1, golden);
  return Uint32Array.from(key, (word) => mix(word + start));
}

function numbersOf(
  numbers: Float64Array,
  words: Uint32Array,
  { name, a, b, p = 0 }: Chance,
  count: number,
): void {
  if (name === "choice") {
    const limit = choiceLimit(p);
    for (let k = 0; k < count; k++) {
      // A sum, as a branch by chance is one that no processor foresees.
      const isFirst = Number(words[k] < limit);
      numbers[k] = isFirst * a + (1 - isFirst) * b;
    }
  } else if (name === "uniform") {
    for (let k = 0; k < count; k++) {
      numbers[k] = a + (b - a) * ((words[k] >>> 8) / 2 ** 24);
    }
  } else {
    for (let k = 0; k < count; k += 2) {
      const u = ((words[k] >>> 8) + 1) / 2 ** 24;
      const angle = 2 * Math.PI * ((words[k + 1] >> 8) / 2 ** 24);
      const radius = b * Math.sqrt(-2 * Math.log(u));
      numbers[k] = a + radius * Math.cos(angle);
      numbers[k + 1] = a + radius * Math.sin(angle);
    }
  }
}
