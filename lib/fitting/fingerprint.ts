import type { Values } from "../base/values.ts";
import type { Examples } from "../data/examples/examples.ts";

/**
 * A short text that tells one set of examples from another: by all their numbers in
 * memory, by their count if they are streamed. It finds changes by mistake, not by
 * intent (FNV-1a over words of 32 bits).
 *
 * @param parts the examples for training and for validation.
 * @param measured statistics of them, such as their means.
 */
export function fingerprint(
  parts: readonly Examples[],
  measured: readonly (readonly number[])[],
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
  for (const { memory } of parts) {
    if (memory === undefined) continue;
    add(memory.x);
    add(memory.target);
  }
  for (const numbers of measured) add(Float64Array.from(numbers));
  const lengths = parts.map(({ length }) => length);
  return `${lengths.join("+")}-${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
