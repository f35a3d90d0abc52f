import { maxElements } from "../../base/limits.ts";
import { LimitError } from "../../base/nabla_error.ts";
import type {
  ArgumentSpec,
  ArgumentSpecs,
  ValuesOf,
} from "../../definition/arguments.ts";
import { argumentsOfCall } from "../../definition/call.ts";
import type { Definition } from "../../definition/definition.ts";
import { amount, count } from "../../definition/kinds.ts";
import type { ExamplesInMemory } from "../examples/examples.ts";
import type { Target } from "./target.ts";

/** Makes examples by chance from a seed; the call takes an object of named options. */
export interface GeneratorType<Options = Readonly<Record<string, unknown>>> {
  /**
   * Makes the examples.
   *
   * @throws {NablaError} if an option is not what the definition says.
   */
  (options?: Options): ExamplesInMemory;
  /** What there is to know of it. */
  readonly definition: GeneratorDefinition;
}

/** A generator as the command line knows it; its arguments are given by name. */
export interface GeneratorDefinition extends Definition<ExamplesInMemory> {
  /** What the numbers of an input are called, then those of a target; absent where the inputs are images. */
  readonly columns?: readonly string[] | undefined;
  /** Which shapes targets may have, as the option `target` says; absent where they are numbers to be met. */
  readonly targets?: readonly Target[];
}

/** What every generator takes. */
export interface GeneratorOptions {
  /** How many examples. */
  readonly examples?: number;
  /** How much chance moves them; 0 leaves them where the formula says. */
  readonly noise?: number;
  /** Where chance begins; default: 0. */
  readonly seed?: number;
}

/** How many examples there are, and how much noise, by default. */
export interface GeneratorDefaults {
  /** How many examples. */
  readonly examples: number;
  /** How much noise. */
  readonly noise: number;
}

/** The arguments that every generator takes. */
export function usualArguments(
  defaults: GeneratorDefaults,
): {
  readonly examples: ArgumentSpec<number>;
  readonly noise: ArgumentSpec<number>;
  readonly seed: ArgumentSpec<number>;
} {
  return {
    examples: count("how many examples", defaults.examples),
    noise: amount("how much chance moves them", defaults.noise, { from: 0 }),
    seed: count("where chance begins", 0, 0),
  };
}

/** Makes a generator from its definition. */
export function generatorOf<Options, const Specs extends ArgumentSpecs>(
  definition: Omit<GeneratorDefinition, "arguments" | "create" | "forms"> & {
    readonly arguments: Specs;
    create(values: ValuesOf<Specs>): ExamplesInMemory;
  },
): GeneratorType<Options> {
  const whole = { forms: [[]], ...definition };
  const call = (options: Options = {} as Options) =>
    definition.create(argumentsOfCall(whole, [options]));
  return Object.assign(call, { definition: whole as GeneratorDefinition });
}

/** @throws {LimitError} if so many examples are too much to hold. */
export function requireRoom(name: string, length: number, width: number): void {
  if (length * width <= maxElements) return;
  throw new LimitError({
    action: `make ${name}`,
    limit: "numbers in its examples",
    most: maxElements,
    asked: length * width,
  });
}
