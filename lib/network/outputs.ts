import { equalShapes, type Shape } from "../base/shape.ts";
import {
  type Prediction,
  predictionFor,
  type TargetForm,
} from "../layer/loss_table.ts";
import type { Graph, NetworkLoss } from "./graph.ts";

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
 * @param loss one of several losses. Default: the first.
 */
export function outputsOf(
  network: Graph,
  targetShape?: Shape,
  loss: NetworkLoss | undefined = network.losses.at(0),
): Outputs | undefined {
  const traits = loss?.step.layer.loss;
  if (traits === undefined || loss === undefined) return undefined;
  const { shape } = network.values[loss.prediction];
  const form = targetFormOf(network, targetShape, loss);
  const predicts = form && predictionFor(traits.takes, form, shape);
  if (form === undefined || predicts === undefined) return undefined;
  return {
    predicts,
    shape,
    targetShape: targetShape ?? form.shape,
    ignore: traits.ignore,
  };
}

/**
 * What the targets of a network are; undefined if it has no loss.
 *
 * @param targetShape the target's shape if the loss takes several. Default: the first
 * of them.
 * @param loss one of several losses. Default: the first.
 */
export function targetFormOf(
  network: Graph,
  targetShape?: Shape,
  loss: NetworkLoss | undefined = network.losses.at(0),
): TargetForm | undefined {
  const forms = targetForms(network, loss);
  return targetShape === undefined
    ? forms[0]
    : forms.find(({ shape }) => equalShapes(shape, targetShape)) ?? forms[0];
}

/** The shapes of the targets that a loss of a network takes, by default its first; none without a loss. */
export function targetShapesOf(
  network: Graph,
  loss: NetworkLoss | undefined = network.losses.at(0),
): readonly Shape[] {
  return targetForms(network, loss).map(({ shape }) => shape);
}

function targetForms(
  { values }: Graph,
  loss: NetworkLoss | undefined,
): readonly TargetForm[] {
  return loss === undefined
    ? []
    : loss.step.layer.loss?.targets(values[loss.prediction].shape) ?? [];
}
