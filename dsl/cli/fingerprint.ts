/**
 * A short text that tells one set of examples from another.
 *
 * @module
 */

import type { Examples } from "../../lib/data/examples.ts";
import type { Normalization } from "../../lib/data/normalization.ts";
import type { Values } from "../../lib/values.ts";

/**
 * The fingerprint of examples: of all their numbers where they are in memory, of
 * their count and their means where they are streamed. It finds changes by mistake,
 * not by intent (FNV-1a over words of 32 bits).
 */
export function fingerprint(
  { length, memory }: Examples,
  normalization: Normalization | undefined,
): string {
  let hash = 0x811c9dc5;
  const add = (values: Values) => {
    const words = new Uint32Array(
      values.buffer,
      values.byteOffset,
      values.byteLength / 4,
    );
    for (let i = 0; i < words.length; i++) {
      hash = Math.imul(hash ^ words[i], 0x01000193);
      hash ^= hash >>> 15;
    }
  };
  if (memory !== undefined) {
    add(memory.x);
    add(memory.target);
  }
  if (normalization !== undefined) {
    add(Float64Array.from(normalization.offset));
    add(Float64Array.from(normalization.scale));
  }
  return `${length}-${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
