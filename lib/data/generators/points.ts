import type { SpecsFor } from "../../definition/arguments.ts";
import { amount, count } from "../../definition/kinds.ts";
import {
  classGenerator,
  type ClassOptions,
  type GeneratorSite,
} from "./class_generator.ts";
import type { GeneratorType } from "./generator.ts";

/** What most points in the plane have. */
const plane = { columns: ["x", "y"], inputShape: () => [2] } as const;

function jitter({ random, noise }: GeneratorSite): number {
  return noise === 0 ? 0 : noise * random.normal();
}

/**
 * The corners of a square, `[0, 0]`, `[0, 1]`, `[1, 1]` and `[1, 0]` in turn, with
 * normal noise of standard deviation `noise` on each coordinate. The class is whether
 * the coordinates of the corner differ, so that no straight line separates the
 * classes (Minsky and Papert, Perceptrons, 1969). Default: the truth table, four
 * examples without noise.
 *
 * ```ts
 * import { xor } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const table = xor({ target: "bit" });
 * assertEquals([...table.memory.x], [0, 0, 0, 1, 1, 1, 1, 0]);
 * assertEquals([...table.memory.target], [0, 1, 0, 1]);
 * ```
 */
export const xor: GeneratorType<ClassOptions> = classGenerator({
  name: "xor",
  summary: "corners of a square; opposite ones are of the same class",
  ...plane,
  defaults: { examples: 4, noise: 0 },
  arguments: {},
  classes: () => 2,
  create: (_values, site) => (x, start, { label, index }) => {
    const first = index % 2;
    x[start] = first + jitter(site);
    x[start + 1] = (first === label ? 0 : 1) + jitter(site);
  },
});

/** What {@linkcode spiral} takes. */
export interface SpiralOptions extends ClassOptions {
  /** How many arms, a class each. Default: 3. */
  readonly classes?: number;
  /** How many turns an arm makes. Default: 0.7. */
  readonly turns?: number;
}

/**
 * Arms of a spiral, a class each. Along an arm the radius `r` grows evenly from 0 to 1,
 * and the angle is `2π·(class/classes + turns·r)` plus normal noise of standard
 * deviation `noise`, in radians. The point is `(r·sin, r·cos)`, as in the notes of
 * Stanford's course CS231n, where an arm covers 4 radians; two spirals of three turns
 * are Lang and Witbrock's ("Learning to tell two spirals apart", 1988).
 *
 * ```ts
 * import { spiral } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const two = spiral({ examples: 194, classes: 2, turns: 3, noise: 0 });
 * assertEquals(two.inputShape, [2]);
 * ```
 */
export const spiral: GeneratorType<SpiralOptions> = classGenerator({
  name: "spiral",
  summary: "arms of a spiral, a class each",
  ...plane,
  defaults: { examples: 300, noise: 0.2 },
  arguments: {
    classes: count("how many arms", 3, 2),
    turns: amount("how many turns an arm makes", 0.7, { from: -100, to: 100 }),
  } satisfies SpecsFor<Omit<SpiralOptions, keyof ClassOptions>>,
  classes: ({ classes }) => classes,
  create: ({ classes, turns }, site) => (x, start, { label, index, size }) => {
    const r = size === 1 ? 1 : index / (size - 1);
    const angle = 2 * Math.PI * (label / classes + turns * r) + jitter(site);
    x[start] = r * Math.sin(angle);
    x[start + 1] = r * Math.cos(angle);
  },
});

/**
 * Two interleaving half circles: `(cos a, sin a)` for class 0 and
 * `(1 − cos a, ½ − sin a)` for class 1, with `a` evenly from 0 to π and normal noise
 * of standard deviation `noise` on each coordinate: scikit-learn's `make_moons`.
 *
 * ```ts
 * import { moons } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(moons({ examples: 500 }).length, 500);
 * ```
 */
export const moons: GeneratorType<ClassOptions> = classGenerator({
  name: "moons",
  summary: "two interleaving half circles",
  ...plane,
  defaults: { examples: 200, noise: 0.1 },
  arguments: {},
  classes: () => 2,
  create: (_values, site) => (x, start, { label, index, size }) => {
    const a = size === 1 ? 0 : Math.PI * index / (size - 1);
    x[start] = (label === 0 ? Math.cos(a) : 1 - Math.cos(a)) + jitter(site);
    x[start + 1] = (label === 0 ? Math.sin(a) : 0.5 - Math.sin(a)) +
      jitter(site);
  },
});

/** What {@linkcode circles} takes. */
export interface CirclesOptions extends ClassOptions {
  /** The radius of the inner circle, between 0 and 1. Default: ½. */
  readonly factor?: number;
}

/**
 * Two circles with the same middle: class 0 on the one of radius 1, class 1 on that of
 * radius `factor`, evenly spaced, with normal noise of standard deviation `noise` on
 * each coordinate: scikit-learn's `make_circles`, whose default factor is 0.8.
 */
export const circles: GeneratorType<CirclesOptions> = classGenerator({
  name: "circles",
  summary: "a circle within another",
  ...plane,
  defaults: { examples: 200, noise: 0.08 },
  arguments: {
    factor: amount("the radius of the inner circle", 0.5, {
      above: 0,
      below: 1,
    }),
  } satisfies SpecsFor<Omit<CirclesOptions, keyof ClassOptions>>,
  classes: () => 2,
  create: ({ factor }, site) => (x, start, { label, index, size }) => {
    const radius = label === 0 ? 1 : factor;
    const a = 2 * Math.PI * index / size;
    x[start] = radius * Math.cos(a) + jitter(site);
    x[start + 1] = radius * Math.sin(a) + jitter(site);
  },
});
