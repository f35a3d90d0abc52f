/**
 * L-BFGS.
 *
 * @module
 */

import type { SpecsFor, ValuesOf } from "../definition/arguments.ts";
import { amount, choice, count, optionalCount } from "../definition/kinds.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { curvature } from "./curvature.ts";
import {
  createOptimizer,
  type OptimizerDefinition,
  optimizerDefinition,
  type OptimizerPlace,
} from "./define_optimizer.ts";
import { lbfgsState } from "./lbfgs_state.ts";
import { type LinePoint, searchLine } from "./line_search.ts";
import type { Optimizer } from "./optimizer.ts";
import { rateOf } from "./rate.ts";
import { largest, sumOfSizes, vectorSpace } from "./vectors.ts";

/** What {@linkcode lbfgs} takes. */
export interface LbfgsOptions {
  /** How far to go, or to try first, in units of the direction: a positive number, or a schedule; default: 1. */
  readonly learningRate?: number | Schedule;
  /** Moves in a step at the most; default: 20. */
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
  maxIterations: count("moves in a step at the most", 20),
  maxEvaluations: optionalCount(
    "evaluations in a step, after which there is no further move; 5/4 of the moves where it is left out",
  ),
  toleranceGradient: amount(
    "a step ends where no number of the gradient is larger",
    1e-7,
    { from: 0 },
  ),
  toleranceChange: amount(
    "a step ends where neither a number nor the loss changes by more",
    1e-9,
    { from: 0 },
  ),
  history: count("how many moves are remembered", 100),
  lineSearch: choice(
    "whether to look along each direction for a good place",
    ["none", "strong_wolfe"],
    "strong_wolfe",
  ),
} satisfies SpecsFor<Omit<LbfgsOptions, "learningRate">>;

const definition = optimizerDefinition({
  name: "lbfgs",
  summary:
    "moves by what the last moves tell of the curvature, with all examples in each step",
  learningRate: 1,
  takesAll: true,
  arguments: specs,
  create: make,
});

/**
 * L-BFGS (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989): moves along `−H·gradient`, where `H`, the inverse of the
 * curvature, is put together from the latest moves and what the gradient did
 * along them. It wants the same examples each time, no random batches, and then
 * needs far fewer evaluations than descent does. One step is up to
 * `maxIterations` moves. PyTorch's `LBFGS` gives the same
 * numbers; there the default is no line search.
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
  (
    parameters: Parameters,
    evaluate: () => number,
    options: LbfgsOptions = {},
  ) => createOptimizer(definition, { parameters, evaluate }, options),
  { definition },
);

function make(
  options: ValuesOf<typeof specs>,
  { parameters, schedule, evaluate }: OptimizerPlace,
): Optimizer {
  const { maxIterations, history, lineSearch } = options;
  const { toleranceGradient, toleranceChange } = options;
  const { maxEvaluations = Math.floor(maxIterations * 5 / 4) } = options;
  const space = vectorSpace(parameters);
  const memory = {
    steps: 0,
    moves: 0,
    evaluations: 0,
    distance: 0,
    direction: space.make(),
    gradient: space.make(),
    curvature: curvature(space, history),
  };
  const { direction } = memory;
  const point = (): LinePoint => ({
    distance: 0,
    loss: NaN,
    slope: NaN,
    gradient: space.make(),
  });
  /** Where the parameters are. */
  const here = point();
  const others = lineSearch === "none" ? [] : [point(), point(), point()];
  const values = lineSearch === "none" ? undefined : space.make();
  let used = 0;

  function look(at: LinePoint): void {
    at.loss = evaluate();
    space.readGradient(at.gradient);
    memory.evaluations++;
    used++;
  }

  /** Turns to where the curvature says. */
  function turn(): void {
    const { curvature } = memory;
    if (memory.moves++ === 0) {
      direction.all.set(here.gradient.all);
      space.scale(direction, -1);
    } else {
      const { move, change } = curvature.spare();
      change.all.set(here.gradient.all);
      space.add(change, memory.gradient, -1);
      move.all.set(direction.all);
      space.scale(move, memory.distance);
      curvature.keep();
      curvature.direct(direction, here.gradient);
    }
    memory.gradient.all.set(here.gradient.all);
    here.slope = space.dot(here.gradient, direction);
  }

  /** Goes as far as the line search finds best. */
  function search(first: number): number {
    if (values === undefined) return first;
    space.readValues(values);
    const { loss, gradient, distance } = searchLine({
      start: here,
      points: others,
      size: largest(direction),
      tolerance: toleranceChange,
      evaluate(at, distance) {
        space.move(direction, distance);
        look(at);
        at.distance = distance;
        at.slope = space.dot(at.gradient, direction);
        space.writeValues(values);
      },
    }, first);
    here.loss = loss;
    here.gradient.all.set(gradient.all);
    return distance;
  }

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
      used = 0;
      look(here);
      if (largest(here.gradient) <= toleranceGradient) return;
      for (let i = 1;; i++) {
        const before = here.loss;
        turn();
        // Nothing is known of the curvature at first.
        memory.distance = memory.moves === 1
          ? Math.min(1, 1 / sumOfSizes(here.gradient)) * rate
          : rate;
        if (here.slope > -toleranceChange) return;
        memory.distance = search(memory.distance);
        space.move(direction, memory.distance);
        if (i === maxIterations) return;
        if (values === undefined) look(here);
        const moved = Math.abs(memory.distance) * largest(direction);
        if (
          used >= maxEvaluations ||
          largest(here.gradient) <= toleranceGradient ||
          moved <= toleranceChange ||
          Math.abs(here.loss - before) < toleranceChange
        ) return;
      }
    },
    ...lbfgsState(space, memory, schedule, history),
  };
}
