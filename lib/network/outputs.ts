import type { Shape } from "../base/shape.ts";
import type { Prediction } from "../layer/layer.ts";
import type { Graph } from "./graph.ts";

/**
 * What metrics know of the output of a network, the value before the loss;
 * {@linkcode outputsOf} makes it from a network.
 */
export interface Outputs {
  /** How it is read. */
  readonly predicts: Prediction;
  /** Its shape for one example. Default: `[]`, a single number. */
  readonly shape?: Shape;
  /**
   * The target's shape for one example. Default: all axes but the last where
   * classes are predicted, so that targets are class numbers, and the output's
   * shape elsewhere. If classes have the output's shape as target, targets are
   * distributions, and the largest share is the true class.
   */
  readonly targetShape?: Shape;
  /** The class number that does not count as a target. */
  readonly ignore?: number | undefined;
}

/**
 * How the output of a network is read, as its loss says; undefined if it has no
 * loss, or one without predictions to read, such as `triplet`.
 *
 * ```ts
 * import { nn, outputsOf } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const outputs = outputsOf(nn`fc(2,3) -> cross_entropy`);
 * assertEquals(outputs?.predicts, "classes");
 * ```
 *
 * @param targetShape the target's shape if the loss takes several. Default:
 * the first of them.
 */
export function outputsOf(
  network: Graph,
  targetShape?: Shape,
): Outputs | undefined {
  const traits = network.loss?.layer.loss;
  if (traits === undefined) return undefined;
  const shape = network.outputShape;
  const target = targetShape ?? traits.targetShapes(shape)[0];
  const predicts = traits.predicts?.(shape, target);
  if (predicts === undefined) return undefined;
  return { predicts, shape, targetShape: target, ignore: traits.ignore };
}
