import { say } from "../../../words/say.ts";
import { maxElements } from "../../base/limits.ts";
import { LimitError } from "../../base/nabla_error.ts";
import type {
  ArgumentSpec,
  ArgumentSpecs,
  SpecsFor,
  ValuesOf,
} from "../../definition/arguments.ts";
import { argumentsOfCall } from "../../definition/call.ts";
import type { Definition } from "../../definition/definition.ts";
import { amount, count } from "../../definition/kinds.ts";
import type { ExamplesInMemory } from "../examples/examples.ts";
import type { Target } from "./target.ts";

/** Makes random examples from a seed; the call takes an object of named options. */
export interface GeneratorType<Options = Readonly<Record<string, unknown>>> {
  /**
   * Makes the examples.
   *
   * @throws {NablaError} if an option breaks its rule in the definition.
   */
  (options?: Options): ExamplesInMemory;
  /** Its name and arguments. */
  readonly definition: GeneratorDefinition;
}

/** A generator as the command line knows it; its arguments are given by name. */
export interface GeneratorDefinition extends Definition<ExamplesInMemory> {
  /** The names of the numbers of an input, then of a target; absent for images. */
  readonly columns?: readonly string[] | undefined;
  /** The choices of the option `target`; absent if targets are numbers. */
  readonly targets?: readonly Target[];
}

/** What every generator takes. */
export interface GeneratorOptions {
  /** How many examples. */
  readonly examples?: number;
  /** How much noise is added; 0: none. */
  readonly noise?: number;
  /** The seed of the random numbers. Default: 0. */
  readonly seed?: number;
}

export type GeneratorDefaults = Required<Omit<GeneratorOptions, "seed">>;

export function usualArguments(
  defaults: GeneratorDefaults,
): SpecsFor<GeneratorOptions> & Record<string, ArgumentSpec<number>> {
  return {
    examples: count("how many examples", defaults.examples),
    noise: amount("how much noise is added", defaults.noise, { from: 0 }),
    seed: count("the seed of the random numbers", 0, 0),
  };
}

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

/** @throws {LimitError} if so many examples have too many numbers. */
export function requireRoom(name: string, length: number, width: number): void {
  if (length * width <= maxElements) return;
  throw new LimitError({
    action: say("make {name}", { name }),
    limit: say("numbers in its examples"),
    most: maxElements,
    asked: length * width,
  });
}
