import type { LbfgsMemory } from "./lbfgs_state.ts";
import { type LinePoint, searchLine } from "./line_search.ts";
import { largestSize, sumOfSizes, type VectorSpace } from "./vectors.ts";

interface Limits {
  readonly maxIterations: number;
  readonly maxEvaluations: number;
  readonly toleranceGradient: number;
  readonly toleranceChange: number;
  readonly lineSearch: "none" | "strong_wolfe";
}

/**
 * Makes the function that takes a step: up to `maxIterations` moves in the
 * direction that the curvature gives.
 *
 * @returns takes how far to go, or to try first, in units of the direction.
 */
export function lbfgsMoves(
  space: VectorSpace,
  memory: LbfgsMemory,
  evaluate: () => number,
  {
    maxIterations,
    maxEvaluations,
    toleranceGradient,
    toleranceChange,
    lineSearch,
  }: Limits,
): (rate: number) => void {
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

  /** Computes the next direction. */
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

  /** Finds how far to go, by the line search. */
  function search(first: number): number {
    if (values === undefined) return first;
    space.readValues(values);
    const { loss, gradient, distance } = searchLine({
      start: here,
      points: others,
      size: largestSize(direction),
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

  return (rate) => {
    used = 0;
    look(here);
    if (largestSize(here.gradient) <= toleranceGradient) return;
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
      const moved = Math.abs(memory.distance) * largestSize(direction);
      if (
        used >= maxEvaluations ||
        largestSize(here.gradient) <= toleranceGradient ||
        moved <= toleranceChange ||
        Math.abs(here.loss - before) < toleranceChange
      ) return;
    }
  };
}
