/**
 * How an optimizer is made known: its name, its options, and what makes it.
 *
 * @module
 */

import type { ArgumentSpecs, ValuesOf } from "../definition/arguments.ts";
import { argumentsOfCall } from "../definition/call.ts";
import type { Definition } from "../definition/definition.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { scheduleOf } from "./rate.ts";

/** What an optimizer is made for. */
export interface OptimizerPlace {
  /** What it moves. */
  readonly parameters: Parameters;
  /** The learning rate of each step. */
  readonly schedule: Schedule;
  /** Runs the network forward and backward once more, and returns the loss. */
  evaluate(): number;
}

/** An optimizer as the command line and `explain` know it. */
export interface OptimizerDefinition
  extends Definition<Optimizer, readonly [place: OptimizerPlace]> {
  /** The learning rate, unless one is given. */
  readonly learningRate: number;
  /** Whether it wants all examples in each step, and runs them anew as often as it likes. */
  readonly takesAll?: boolean | undefined;
}

/** What an optimizer takes, whatever else it takes. */
export interface RateOptions {
  /** The learning rate, a positive number, or a schedule; that of the definition where absent. */
  readonly learningRate?: number | Schedule;
}

/** Makes optimizers of one kind. */
export interface OptimizerType<Options extends RateOptions = RateOptions> {
  /**
   * Makes an optimizer.
   *
   * @throws {NablaError} if an option is out of its range.
   */
  (parameters: Parameters, options?: Options): Optimizer;
  /** What there is to know of it. */
  readonly definition: OptimizerDefinition;
}

/** What a declaration of an optimizer says; `create` gets the values of its own options. */
export type OptimizerDeclaration<Specs extends ArgumentSpecs> =
  & Omit<OptimizerDefinition, "arguments" | "forms" | "create">
  & {
    /** Its options but the learning rate. */
    readonly arguments: Specs;
    /** Makes one. */
    create(values: ValuesOf<Specs>, place: OptimizerPlace): Optimizer;
  };

/** Makes the definition of an optimizer; all of its options are given by name. */
export function optimizerDefinition<const Specs extends ArgumentSpecs>(
  declaration: OptimizerDeclaration<Specs>,
): OptimizerDefinition {
  return { forms: [[]], ...declaration } as OptimizerDefinition;
}

/** Makes an optimizer from the options of a TypeScript call. */
export function createOptimizer(
  definition: OptimizerDefinition,
  place: Omit<OptimizerPlace, "schedule">,
  { learningRate = definition.learningRate, ...options }: RateOptions,
): Optimizer {
  return definition.create(argumentsOfCall(definition, [options]), {
    ...place,
    schedule: scheduleOf(definition.name, learningRate),
  });
}

/** Makes a kind of optimizer that takes each step with the gradients that there are. */
export function defineOptimizer<const Specs extends ArgumentSpecs>(
  declaration: OptimizerDeclaration<Specs>,
): OptimizerType {
  const definition = optimizerDefinition(declaration);
  const make = (parameters: Parameters, options: RateOptions = {}) =>
    createOptimizer(definition, { parameters, evaluate: () => NaN }, options);
  return Object.assign(make, { definition });
}
