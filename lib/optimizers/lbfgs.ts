import type { SpecsFor, ValuesOf } from "../definition/arguments.ts";
import {
  choice,
  count,
  notNegative,
  optionalCount,
} from "../definition/kinds.ts";
import type { Parameters } from "../network/parameters.ts";
import { curvature } from "./curvature.ts";
import {
  createOptimizer,
  type OptimizerDefinition,
  type OptimizerPlace,
  type RateOptions,
} from "./define_optimizer.ts";
import { lbfgsMoves } from "./lbfgs_moves.ts";
import { type LbfgsMemory, lbfgsState } from "./lbfgs_state.ts";
import type { Optimizer } from "./optimizer.ts";
import { rateOf } from "./rule.ts";
import { vectorSpace } from "./vectors.ts";

/** What {@linkcode lbfgs} takes. The learning rate is how far to go, or to try first, in units of the direction; default: 1. */
export interface LbfgsOptions extends RateOptions {
  /** The most moves in a step; default: 20. */
  readonly maxIterations?: number;
  /** Evaluations in a step, after which there is no further move; default: 5/4 of `maxIterations`, rounded down. */
  readonly maxEvaluations?: number;
  /** A step ends where no number of the gradient is larger; default: 10⁻⁷. */
  readonly toleranceGradient?: number;
  /** A step ends where neither a number nor the loss changes by more; default: 10⁻⁹. */
  readonly toleranceChange?: number;
  /** How many moves are remembered; default: 100. */
  readonly history?: number;
  /** Whether to look along each direction for a good place, by `strong_wolfe` conditions, or not, `none`; default: `strong_wolfe`. */
  readonly lineSearch?: "none" | "strong_wolfe";
}

/** Makes the optimizer. */
export interface LbfgsType {
  /**
   * Makes one.
   *
   * @param evaluate runs the network forward and backward, and returns the loss.
   * @throws {NablaError} if an option is out of its range.
   */
  (
    parameters: Parameters,
    evaluate: () => number,
    options?: LbfgsOptions,
  ): Optimizer;
  /** What there is to know of it. */
  readonly definition: OptimizerDefinition;
}

const specs = {
  maxIterations: count("the most moves in a step", 20),
  maxEvaluations: optionalCount(
    "evaluations in a step, after which there is no further move, by default 5/4 of the moves",
  ),
  toleranceGradient: notNegative(
    "a step ends where no number of the gradient is larger",
    1e-7,
  ),
  toleranceChange: notNegative(
    "a step ends where neither a number nor the loss changes by more",
    1e-9,
  ),
  history: count("how many moves are remembered", 100),
  lineSearch: choice(
    "whether to look along each direction for a good place",
    ["none", "strong_wolfe"],
    "strong_wolfe",
  ),
} satisfies SpecsFor<Omit<LbfgsOptions, "learningRate">>;

const definition: OptimizerDefinition = {
  name: "lbfgs",
  summary:
    "moves by what the last moves tell of the curvature, with all examples in each step",
  learningRate: 1,
  takesAll: true,
  arguments: specs,
  forms: [[]],
  create: (options, place) => make(options as ValuesOf<typeof specs>, place),
};

/**
 * L-BFGS (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989): moves along `−H·gradient`, where `H`, the inverse of the
 * curvature, is put together from the latest moves and what the gradient did
 * along them. It needs the same examples each time, no random batches, and then
 * far fewer evaluations than descent. One step is up to `maxIterations` moves.
 * PyTorch's `LBFGS` gives the same numbers; there the default is no line search.
 *
 * What `evaluate` leaves in the network is of the last point that was tried, not
 * always of the parameters as they are after the step.
 *
 * ```ts
 * import { lbfgs, nn } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`
 *   .bind({ batch: 4, seed: 1 });
 * net.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
 * net.target.set([0, 1, 1, 0]);
 * const evaluate = () => {
 *   net.forward();
 *   net.backward();
 *   return net.loss;
 * };
 * const optimizer = lbfgs(net.parameters, evaluate);
 * for (let i = 0; i < 3; i++) optimizer.step();
 * assert(evaluate() < 1e-4);
 * ```
 *
 * @param evaluate runs the network forward and backward, and returns the loss.
 * @throws {NablaError} if an option is out of its range.
 */
export const lbfgs: LbfgsType = Object.assign(
  (parameters: Parameters, evaluate: () => number, options?: LbfgsOptions) =>
    createOptimizer(definition, { parameters, evaluate }, options),
  { definition },
);

function make(
  options: ValuesOf<typeof specs>,
  { parameters, schedule, evaluate }: OptimizerPlace,
): Optimizer {
  const { maxIterations, history, lineSearch } = options;
  const { maxEvaluations = Math.floor(maxIterations * 5 / 4) } = options;
  const space = vectorSpace(parameters);
  const memory: LbfgsMemory = {
    steps: 0,
    moves: 0,
    evaluations: 0,
    distance: 0,
    direction: space.make(),
    gradient: space.make(),
    curvature: curvature(space, history),
  };
  const limits = { ...options, maxEvaluations };
  const move = lbfgsMoves(space, memory, evaluate, limits);
  return {
    name: "lbfgs",
    searches: lineSearch !== "none",
    schedule,
    get steps() {
      return memory.steps;
    },
    get learningRate() {
      return schedule.rate(memory.steps);
    },
    step() {
      const rate = rateOf(schedule, memory.steps);
      memory.steps++;
      move(rate);
    },
    ...lbfgsState(space, memory, schedule, history),
  };
}
