import type { Vector, VectorSpace } from "./vectors.ts";

/** A move, and how the gradient changed along it. */
interface CurvaturePair {
  readonly move: Vector;
  readonly change: Vector;
  /** `1/⟨move, change⟩` */
  inverse: number;
}

export interface Curvature {
  /** The oldest first. */
  readonly pairs: readonly CurvaturePair[];
  /** The inverse of the curvature starts with this: `⟨move, change⟩/⟨change, change⟩` of the newest. */
  scale: number;
  /** Keeps a pair, made in {@linkcode Curvature.spare}, if the curvature along it is positive. */
  keep(): void;
  /** The vectors of the next pair, to fill. */
  spare(): CurvaturePair;
  /** Makes it hold exactly so many pairs, to fill. */
  resize(count: number): void;
  /** `direction = −H·gradient`, with `H` the approximate inverse of the curvature. */
  direct(direction: Vector, gradient: Vector): void;
}

/** Less curvature is not relied on, as in PyTorch. */
const leastCurvature = 1e-10;

/**
 * The inverse curvature from at most `most` pairs (Nocedal and Wright, "Numerical
 * optimization", 2006, algorithm 7.4).
 */
export function curvature(space: VectorSpace, most: number): Curvature {
  const pairs: CurvaturePair[] = [];
  // Of pairs that are no longer or not yet kept; room in a store is never given back.
  const unused: CurvaturePair[] = [];
  const shares: number[] = [];
  const take = () =>
    unused.pop() ?? { move: space.make(), change: space.make(), inverse: 0 };

  const own: Curvature = {
    pairs,
    scale: 1,
    spare() {
      if (unused.length === 0) unused.push(take());
      return unused[unused.length - 1];
    },
    keep() {
      const { move, change } = own.spare();
      const product = space.dot(change, move);
      if (!(product > leastCurvature)) return;
      const pair = take();
      pair.inverse = 1 / product;
      pairs.push(pair);
      if (pairs.length > most) unused.push(...pairs.splice(0, 1));
      own.scale = product / space.dot(change, change);
    },
    resize(count) {
      // Backwards, so that those that were dropped last are taken first, in order.
      unused.push(...pairs.splice(count).reverse());
      while (pairs.length < count) pairs.push(take());
    },
    direct(direction, gradient) {
      direction.all.set(gradient.all);
      space.scale(direction, -1);
      for (let i = pairs.length - 1; i >= 0; i--) {
        const { move, change, inverse } = pairs[i];
        shares[i] = space.dot(move, direction) * inverse;
        space.add(direction, change, -shares[i]);
      }
      space.scale(direction, own.scale);
      for (let i = 0; i < pairs.length; i++) {
        const { move, change, inverse } = pairs[i];
        const share = space.dot(change, direction) * inverse;
        space.add(direction, move, shares[i] - share);
      }
    },
  };
  return own;
}
