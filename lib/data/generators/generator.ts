/**
 * How a generator of examples is made known: its name, its arguments, and what
 * its examples are.
 *
 * @module
 */

import { maxElements } from "../../base/limits.ts";
import { LimitError } from "../../base/nabla_error.ts";
import {
  type ArgumentSpec,
  type ArgumentValues,
  number,
  type NumberRange,
  type Signature,
} from "../../definition/arguments.ts";
import { argumentsOfCall } from "../../layer/define_layer.ts";
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
export interface GeneratorDefinition extends Signature {
  /** What its examples are, as a phrase. */
  readonly summary: string;
  /** What the numbers of an input are called, then those of a target; absent where the inputs are images. */
  readonly columns?: readonly string[];
  /** Which shapes targets may have, as the option `target` says; absent where they are numbers to be met. */
  readonly targets?: readonly Target[];
}

/** What every generator takes. */
export interface GeneratorOptions {
  /** How many examples. */
  readonly examples?: number;
  /** How much chance moves them; 0 leaves them where the formula says. */
  readonly noise?: number;
  /** Where chance begins; 0 unless told otherwise. */
  readonly seed?: number;
}

/** How many examples there are, and how much noise, unless told otherwise. */
export interface GeneratorDefaults {
  /** How many examples. */
  readonly examples: number;
  /** How much noise. */
  readonly noise: number;
}

/** A whole number from 1 on, or from `least` on, given by name. */
export function count(
  summary: string,
  defaultValue: number,
  least = 1,
): ArgumentSpec<number> {
  return {
    kind: "integer",
    summary,
    least,
    optional: true,
    named: true,
    default: defaultValue,
  };
}

/** A number given by name. */
export function amount(
  summary: string,
  defaultValue: number,
  range: NumberRange = {},
): ArgumentSpec<number> {
  return number(summary, defaultValue, { ...range, named: true });
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

/**
 * Makes a generator from its signature and from what makes the examples.
 */
export function generatorOf<Options>(
  definition: GeneratorDefinition,
  make: (values: ArgumentValues) => ExamplesInMemory,
): GeneratorType<Options> {
  const call = (options: Options = {} as Options) =>
    make(argumentsOfCall(definition, [options]));
  return Object.assign(call, { definition });
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
