/**
 * Generators whose examples are of classes.
 *
 * @module
 */

import { createRandom, type Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type {
  ArgumentSpecs,
  SpecsFor,
  ValuesOf,
} from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import { examplesOf } from "../examples/examples.ts";
import {
  type GeneratorDefaults,
  generatorOf,
  type GeneratorOptions,
  type GeneratorType,
  requireRoom,
  usualArguments,
} from "./generator.ts";
import { type Target, targets, targetsOf } from "./target.ts";

/** What generators of classes take. */
export interface ClassOptions extends GeneratorOptions {
  /** How classes are told; default: `class` numbers. `bit` and `sign` are for two classes. */
  readonly target?: Target;
}

/** What a declaration makes its examples with. */
export interface GeneratorSite {
  /** Chance. */
  readonly random: Random;
  /** The standard deviation of noise, or what the generator takes it for. */
  readonly noise: number;
}

/** What all declarations say. */
interface Declared<Specs extends ArgumentSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly defaults: GeneratorDefaults;
  /** What it takes besides `examples`, `noise`, `seed` and `target`. */
  readonly arguments: Specs;
}

/** A generator of points or images of classes; the class of example i is i modulo their number. */
export interface ClassDeclaration<Specs extends ArgumentSpecs>
  extends Declared<Specs> {
  /** What the numbers of an input are called, where it is a point. */
  readonly columns?: readonly string[];
  /** How many classes. */
  classes(values: ValuesOf<Specs>): number;
  /** The shape of an input. */
  inputShape(values: ValuesOf<Specs>): Shape;
  /** Makes what writes the input of one example: the `index`-th of `size` of its class, from `start` on in `x`. */
  create(
    values: ValuesOf<Specs>,
    site: GeneratorSite,
  ): (
    x: Float64Array,
    start: number,
    own: { label: number; index: number; size: number },
  ) => void;
}

/** Makes a generator of classes. */
export function classGenerator<Options, const Specs extends ArgumentSpecs>(
  declared: ClassDeclaration<Specs>,
): GeneratorType<Options> {
  const { name, summary, columns } = declared;
  const { target, ...usual } = {
    ...usualArguments(declared.defaults),
    target: choice("how classes are told", targets, "class"),
  } satisfies SpecsFor<ClassOptions>;
  return generatorOf({
    name,
    summary,
    arguments: {
      ...usual,
      ...declared.arguments,
      target,
    },
    columns: columns === undefined ? undefined : [...columns, "class"],
    targets,
    create(all) {
      const values = all as unknown as ValuesOf<Specs>;
      const { examples: length, noise, seed, target } = all as unknown as {
        readonly examples: number;
        readonly noise: number;
        readonly seed: number;
        readonly target: Target;
      };
      const classes = declared.classes(values);
      const inputShape = declared.inputShape(values);
      const width = elementCount(inputShape);
      requireRoom(name, length, width + (target === "one_hot" ? classes : 1));
      const x = new Float64Array(length * width);
      const random = createRandom(seed);
      const write = declared.create(values, { random, noise });
      for (let i = 0; i < length; i++) {
        const label = i % classes;
        write(x, i * width, {
          label,
          index: Math.floor(i / classes),
          size: Math.ceil((length - label) / classes),
        });
      }
      return examplesOf(x, {
        inputShape,
        ...targetsOf(name, target, length, classes),
      });
    },
  });
}
