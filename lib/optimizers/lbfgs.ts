/**
 * L-BFGS.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import { requireCount, requireNotNegative } from "../base/ranges.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { curvature } from "./curvature.ts";
import { lbfgsState } from "./lbfgs_state.ts";
import { type LinePoint, searchLine } from "./line_search.ts";
import type { Optimizer } from "./optimizer.ts";
import { rateOf, scheduleOf } from "./rate.ts";
import { largest, sumOfSizes, vectorSpace } from "./vectors.ts";

/** What {@linkcode lbfgs} takes. */
export interface LbfgsOptions {
  /** How far to go, or to try first, in units of the direction: a positive number, or a schedule; 1 unless told otherwise. */
  readonly learningRate?: number | Schedule;
  /** Moves in a step at the most; 20 unless told otherwise. */
  readonly maxIterations?: number;
  /** Evaluations in a step, after which there is no further move; 5/4 of `maxIterations`, rounded down, unless told otherwise. */
  readonly maxEvaluations?: number;
  /** A step ends where no number of the gradient is larger; 10⁻⁷ unless told otherwise. */
  readonly toleranceGradient?: number;
  /** A step ends where neither a number nor the loss changes by more; 10⁻⁹ unless told otherwise. */
  readonly toleranceChange?: number;
  /** How many moves are remembered; 100 unless told otherwise. */
  readonly history?: number;
  /** Whether to look along each direction for a good place, by `strong_wolfe` conditions; `none` unless told otherwise. */
  readonly lineSearch?: "none" | "strong_wolfe";
}

/**
 * L-BFGS (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989): moves along `−H·gradient`, where `H`, the inverse of the
 * curvature, is put together from the latest moves and what the gradient did
 * along them. It wants the same examples each time, no random batches, and then
 * needs far fewer evaluations than descent does. One step is up to
 * `maxIterations` moves. PyTorch's `LBFGS` gives the same numbers.
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
 * const optimizer = lbfgs(net.parameters, evaluate, {
 *   lineSearch: "strong_wolfe",
 * });
 * for (let i = 0; i < 3; i++) optimizer.step();
 * assert(evaluate() < 1e-4);
 * ```
 *
 * @param evaluate runs the network forward and backward, and returns the loss.
 * @throws {NablaError} if an option is out of its range.
 */
export function lbfgs(
  parameters: Parameters,
  evaluate: () => number,
  options: LbfgsOptions = {},
): Optimizer {
  const { learningRate = 1, maxIterations = 20, history = 100 } = options;
  const { toleranceGradient = 1e-7, toleranceChange = 1e-9 } = options;
  const { lineSearch = "none" } = options;
  requireCount("lbfgs", { maxIterations, history });
  const { maxEvaluations = Math.floor(maxIterations * 5 / 4) } = options;
  requireCount("lbfgs", { maxEvaluations });
  requireNotNegative("lbfgs", { toleranceGradient, toleranceChange });
  if (lineSearch !== "none" && lineSearch !== "strong_wolfe") {
    throw new NablaError("choice", {
      action: "make lbfgs",
      name: "lineSearch",
      choices: ["none", "strong_wolfe"],
      found: lineSearch,
    });
  }
  const schedule = scheduleOf("lbfgs", learningRate);
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
