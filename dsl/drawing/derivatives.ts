import type { Graph } from "../../lib/network/graph.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { localDerivative } from "../exercise/local_derivative.ts";
import { formatNumber } from "../typesetting/numbers.ts";

/** The local derivative of a step by one of its inputs; a target does not move. */
export function derivativeOf(
  { steps, losses }: Graph,
  step: number,
  input: number,
  exercise: Exercise | undefined,
): number | undefined {
  const value = steps[step].inputs[input];
  const isTarget = losses.some(({ target }) => target === value);
  if (exercise === undefined || isTarget) return undefined;
  const { bound } = exercise;
  return localDerivative(bound, step, bound.sites[step].dinputs[input]);
}

/** A local derivative in words; empty where there is none. */
export function derivativeText(derivative: number | undefined): string {
  return derivative === undefined ? "" : `∂ ${formatNumber(derivative, 4)}`;
}
