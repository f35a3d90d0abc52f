import type { Random } from "../base/random.ts";

/**
 * Draws `count` vectors of `length` numbers, at most `length` of them, that are
 * orthogonal and have length 1, one after the other. All such sets are equally
 * likely: they are the Q of normal numbers, which prefer no direction, from a
 * procedure whose R has a positive diagonal (Mezzadri, "How to generate random
 * matrices from the classical compact groups", 2007), that of Gram and Schmidt.
 * Every projection is subtracted twice, which is enough for orthogonality to about
 * a rounding (Giraud, Langou and Rozložník, "The loss of orthogonality in the
 * Gram-Schmidt orthogonalization process", 2005).
 */
export function orthonormalVectors(
  count: number,
  length: number,
  random: Random,
): Float64Array {
  const vectors = new Float64Array(count * length);
  for (let k = 0; k < count; k++) {
    const vector = vectors.subarray(k * length, (k + 1) * length);
    let size = 0;
    // A draw in the span of those before it would leave only rounding.
    while (size < 1e-8) {
      for (let i = 0; i < length; i++) vector[i] = random.normal();
      for (let round = 0; round < 2; round++) {
        for (let other = 0; other < k * length; other += length) {
          const product = dot(vectors, other, vector, length);
          for (let i = 0; i < length; i++) {
            vector[i] -= product * vectors[other + i];
          }
        }
      }
      size = Math.sqrt(dot(vectors, k * length, vector, length));
    }
    for (let i = 0; i < length; i++) vector[i] /= size;
  }
  return vectors;
}

/** `Σ a[start + i]·b[i]` */
function dot(
  a: Float64Array,
  start: number,
  b: Float64Array,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[start + i] * b[i];
  return sum;
}
