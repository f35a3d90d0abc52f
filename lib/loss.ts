/**
 * Losses that compare prediction and target number by number.
 *
 * @module
 */

import type { InputDraw, LayerBody } from "./layer.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
  ShapeError,
} from "./shape.ts";
import type { Values } from "./values.ts";

/** A function of a prediction `x` and a target `t` with its derivative. */
export interface Pointwise {
  /** The loss of one number. */
  f(x: number, t: number): number;
  /** `∂f/∂x` */
  df(x: number, t: number): number;
  /** Fills a prediction with numbers that the loss accepts; normal ones where absent. */
  drawPrediction?(values: Values, draws: InputDraw): void;
  /** Fills a target with numbers that the loss accepts; normal ones where absent. */
  drawTarget?(values: Values, draws: InputDraw): void;
}

/**
 * The loss whose value for one example is the mean of `f` over its numbers. So
 * the mean over the batch is the mean over all numbers.
 */
export function pointwiseLoss(name: string, pointwise: Pointwise): LayerBody {
  const { f, df, drawPrediction, drawTarget } = pointwise;
  return {
    inputs: lossInputs(drawPrediction, drawTarget),
    loss: { targetShapes: (prediction) => [prediction] },
    outputShape(prediction, target) {
      requireSameShape(name, prediction, target);
      return [];
    },
    bind({ batch, inputs: [x, target], dx, y, dy, inputShapes }) {
      const length = elementCount(inputShapes[0]);
      return {
        forward() {
          for (let b = 0, i = 0; b < batch; b++) {
            let sum = 0;
            for (const end = i + length; i < end; i++) {
              sum += f(x[i], target[i]);
            }
            y[b] = sum / length;
          }
        },
        backward() {
          if (dx.length === 0) return;
          for (let b = 0, i = 0; b < batch; b++) {
            const scale = dy[b] / length;
            for (const end = i + length; i < end; i++) {
              dx[i] = scale * df(x[i], target[i]);
            }
          }
        },
      };
    },
  };
}

/** The two inputs of a loss; no gradient flows into the target. */
export function lossInputs(
  drawPrediction?: Pointwise["drawPrediction"],
  drawTarget?: Pointwise["drawTarget"],
): LayerBody["inputs"] {
  return [
    {
      name: "x",
      differentiable: true,
      ...(drawPrediction ? { draw: drawPrediction } : {}),
    },
    {
      name: "target",
      differentiable: false,
      ...(drawTarget ? { draw: drawTarget } : {}),
    },
  ];
}

/** Fills an array with numbers between 0.05 and 0.95. */
export function drawProbabilities(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.05 + 0.9 * random.uniform();
  }
}

/** @throws {ShapeError} if prediction and target differ in shape. */
function requireSameShape(layer: string, prediction: Shape, target: Shape) {
  if (equalShapes(prediction, target)) return;
  throw new ShapeError({
    layer,
    rule: "prediction and target must have equal shapes",
    found: `the prediction is ${formatShape(prediction)}, the target ${
      formatShape(target)
    }`,
  });
}
