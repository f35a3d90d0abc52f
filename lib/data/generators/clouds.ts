import { createRandom } from "../../base/random.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { amount, count } from "../../definition/kinds.ts";
import { classGenerator, type ClassOptions } from "./class_generator.ts";
import { type GeneratorType, requireRoom } from "./generator.ts";

/** What {@linkcode blobs} takes. */
export interface BlobsOptions extends ClassOptions {
  /** How many clouds, a class each. Default: 3. */
  readonly classes?: number;
  /** How far a coordinate of a middle may be from 0. Default: 10. */
  readonly box?: number;
  /** The seed of the middles. Default: 0. */
  readonly middles?: number;
}

/**
 * Clouds around random middles, a class each. Every coordinate of a middle is uniform
 * from −`box` to `box`; a point is its middle plus normal noise of standard deviation
 * `noise`. Clouds may overlap. They are scikit-learn's `make_blobs`, but the middles
 * have their own seed, so that another `seed` gives other points of the same clouds,
 * to test a network on.
 *
 * ```ts
 * import { blobs } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(blobs({ classes: 5 }).inputShape, [2]);
 * ```
 */
export const blobs: GeneratorType<BlobsOptions> = classGenerator({
  name: "blobs",
  summary: "clouds around random middles, a class each",
  columns: ["x", "y"],
  defaults: { examples: 300, noise: 1 },
  arguments: {
    classes: count("how many clouds", 3, 2),
    box: amount("how far a coordinate of a middle may be from 0", 10, {
      from: 0,
    }),
    middles: count("the seed of the middles", 0, 0),
  } satisfies SpecsFor<Omit<BlobsOptions, keyof ClassOptions>>,
  classes: ({ classes }) => classes,
  inputShape: () => [2],
  create({ classes, box, middles }, { random, noise }) {
    requireRoom("blobs", classes, 2);
    // A separate stream, so that more classes leave the others where they are.
    const chance = createRandom(middles).fork("middles");
    const places = Float64Array.from(
      { length: classes * 2 },
      () => box * (2 * chance.uniform() - 1),
    );
    return (x, start, { label }) => {
      x[start] = places[2 * label] + noise * random.normal();
      x[start + 1] = places[2 * label + 1] + noise * random.normal();
    };
  },
});

/** What {@linkcode gaussians} takes. */
export interface GaussiansOptions extends ClassOptions {
  /** How many clouds, a class each. Default: 2. */
  readonly classes?: number;
  /** How far each middle is from 0. Default: 2. */
  readonly distance?: number;
}

/**
 * Normal distributions of standard deviation `noise` in the plane, a class each,
 * their middles evenly on a circle of radius `distance`, the first at
 * `(distance, 0)`. The best accuracy is known: for two classes it is
 * `Φ(distance / noise)`, where Φ is the normal distribution function, 97.7% by default
 * (Duda, Hart and Stork, Pattern Classification, 2001, section 2.8).
 *
 * ```ts
 * import { gaussians } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const middles = gaussians({ examples: 2, noise: 0 });
 * assertEquals(Array.from(middles.memory.x, Math.round), [2, 0, -2, 0]);
 * ```
 */
export const gaussians: GeneratorType<GaussiansOptions> = classGenerator({
  name: "gaussians",
  summary: "normal distributions with middles on a circle, a class each",
  columns: ["x", "y"],
  defaults: { examples: 200, noise: 1 },
  arguments: {
    classes: count("how many distributions", 2, 2),
    distance: amount("how far each middle is from 0", 2, { from: 0 }),
  } satisfies SpecsFor<Omit<GaussiansOptions, keyof ClassOptions>>,
  classes: ({ classes }) => classes,
  inputShape: () => [2],
  create: ({ classes, distance }, { random, noise }) => (x, start, own) => {
    const angle = 2 * Math.PI * own.label / classes;
    x[start] = distance * Math.cos(angle) + noise * random.normal();
    x[start + 1] = distance * Math.sin(angle) + noise * random.normal();
  },
});
