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

/** What every generator of classes takes. */
export interface ClassOptions extends GeneratorOptions {
  /** The form of targets; `bit` and `sign` are for two classes. Default: `class`, their numbers. */
  readonly target?: Target;
}

export interface GeneratorSite {
  readonly random: Random;
  /** The standard deviation of noise, or what the generator takes it for. */
  readonly noise: number;
}

/** A generator of points or images of classes; the class of example i is i modulo their number. */
interface ClassDeclaration<Specs extends ArgumentSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly defaults: GeneratorDefaults;
  /** Its arguments in addition to those of {@linkcode ClassOptions}. */
  readonly arguments: Specs;
  /** The names of the numbers of an input, if it is a point. */
  readonly columns?: readonly string[];
  classes(values: ValuesOf<Specs>): number;
  inputShape(values: ValuesOf<Specs>): Shape;
  /** Makes what writes the input of one example, the `index`-th of `size` of its class, to `x` from `start`. */
  create(
    values: ValuesOf<Specs>,
    site: GeneratorSite,
  ): (
    x: Float64Array,
    start: number,
    own: { label: number; index: number; size: number },
  ) => void;
}

export function classGenerator<Options, const Specs extends ArgumentSpecs>(
  declared: ClassDeclaration<Specs>,
): GeneratorType<Options> {
  const { name, summary, columns } = declared;
  const { target, ...usual } = {
    ...usualArguments(declared.defaults),
    target: choice("the form of targets", targets, "class"),
  } satisfies SpecsFor<ClassOptions>;
  return generatorOf({
    name,
    summary,
    arguments: { ...usual, ...declared.arguments, target },
    columns: columns === undefined ? undefined : [...columns, "class"],
    targets,
    create(all) {
      const values = all as unknown as ValuesOf<Specs>;
      const { examples: length, noise, seed, target } =
        all as unknown as Required<ClassOptions>;
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
