import { elementCount } from "../base/shape.ts";
import type { ArgumentValues } from "../definition/arguments.ts";
import { readArguments } from "../definition/reading.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Network } from "../network/network.ts";
import { adam } from "../optimizers/adam.ts";
import type { OptimizerDefinition } from "../optimizers/define_optimizer.ts";
import { lbfgs } from "../optimizers/lbfgs.ts";
import { targetUnits } from "../training/evaluation/own_units.ts";

/** An optimizer with the values of its arguments, all of them defaults. */
export interface UsualOptimizer {
  readonly definition: OptimizerDefinition;
  readonly name: string;
  readonly settings: ReadonlyMap<string, number | string>;
  readonly values: ArgumentValues;
}

/** The most numbers that are gone through again and again in each step. */
const mostNumbers = 2 ** 18;

/**
 * The optimizer of a training that asks for none: `adam`; but `lbfgs` for least
 * squares, a single linear step before a loss of squares, which has one best place
 * that `adam` comes near to but slowly where inputs are correlated.
 *
 * @param isInBatches whether a setting makes sense only with steps of some examples.
 */
export function usualOptimizer(
  network: Network,
  { memory, length, ...examples }: Examples,
  isInBatches: boolean,
): UsualOptimizer {
  const { steps, loss, inputShape, outputShape } = network;
  const numbers = length *
    (elementCount(inputShape) + elementCount(outputShape));
  const isLeastSquares = steps.length === 2 && examples.inputs === undefined &&
    loss?.layer.loss?.differences?.isQuadratic === true &&
    targetUnits(network, examples) !== undefined;
  const isSmall = memory !== undefined && numbers <= mostNumbers;
  const { definition } = isLeastSquares && isSmall && !isInBatches
    ? lbfgs
    : adam;
  const { values } = readArguments(definition, [], new Map());
  return { definition, name: definition.name, settings: new Map(), values };
}
