/**
 * MurmurHash3 of 128 bits, the form for machines of 32 (Appleby, 2011). It tells
 * bytes that changed by accident, and any single change of one word for sure, since
 * each of its steps can be undone; it is no lock against someone who means to deceive.
 *
 * @module
 */

import { machineOrder } from "./number_type.ts";

/** A digest of bytes that come one part after the other. */
export interface Digest {
  /** Adds the bytes that follow; how they are divided does not matter. */
  add(bytes: Uint8Array): void;
  /** Adds a text with its length, so that where one ends and the next begins counts. */
  addText(text: string): void;
  /** The digest of all that was added, as 32 hexadecimal digits. */
  text(): string;
}

const blockSize = 16;

const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];

/** A digest of no bytes yet. */
export function createDigest(seed = 0): Digest {
  const state = new Int32Array(4).fill(seed);
  /** The bytes behind the last whole block. */
  const rest = new Uint8Array(blockSize);
  let held = 0;
  let length = 0;

  function add(bytes: Uint8Array): void {
    length += bytes.length;
    let at = 0;
    if (held > 0) {
      at = Math.min(blockSize - held, bytes.length);
      rest.set(bytes.subarray(0, at), held);
      held += at;
      if (held < blockSize) return;
      mix(state, wordsOf(rest));
    }
    const end = at + Math.floor((bytes.length - at) / blockSize) * blockSize;
    mix(state, wordsOf(bytes.subarray(at, end)));
    held = bytes.length - end;
    rest.set(bytes.subarray(end));
  }

  function addText(text: string): void {
    const bytes = new TextEncoder().encode(text);
    add(new TextEncoder().encode(`${bytes.length}:`));
    add(bytes);
  }

  return {
    add,
    addText,
    text: () => finished(state, rest.subarray(0, held), length),
  };
}

/** Words of 32 bits, lowest byte first; a view where that is how the machine has them. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (machineOrder === "little" && byteOffset % 4 === 0) {
    return new Int32Array(buffer, byteOffset, byteLength / 4);
  }
  const view = new DataView(buffer, byteOffset, byteLength);
  return Int32Array.from(
    { length: byteLength / 4 },
    (_, i) => view.getInt32(4 * i, true),
  );
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Mixes whole blocks of four words into the state. */
function mix(state: Int32Array, words: Int32Array): void {
  let [h1, h2, h3, h4] = state;
  for (let i = 0; i < words.length; i += 4) {
    h1 ^= Math.imul(rotate(Math.imul(words[i], c1), 15), c2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(words[i + 1], c2), 16), c3);
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(words[i + 2], c3), 17), c4);
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(words[i + 3], c4), 18), c1);
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  state.set([h1, h2, h3, h4]);
}

function finished(
  state: Int32Array,
  rest: Uint8Array,
  length: number,
): string {
  const last = new Uint8Array(blockSize);
  last.set(rest);
  const [k1, k2, k3, k4] = wordsOf(last);
  let [h1, h2, h3, h4] = state;
  // A word of zeros changes nothing.
  h4 ^= Math.imul(rotate(Math.imul(k4, c4), 18), c1);
  h3 ^= Math.imul(rotate(Math.imul(k3, c3), 17), c4);
  h2 ^= Math.imul(rotate(Math.imul(k2, c2), 16), c3);
  h1 ^= Math.imul(rotate(Math.imul(k1, c1), 15), c2);
  const spread = () => {
    h1 += h2 + h3 + h4;
    h2 += h1;
    h3 += h1;
    h4 += h1;
  };
  [h1, h2, h3, h4] = [h1, h2, h3, h4].map((word) => word ^ length);
  spread();
  [h1, h2, h3, h4] = [h1, h2, h3, h4].map(avalanche);
  spread();
  return [h1, h2, h3, h4]
    .map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function avalanche(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
