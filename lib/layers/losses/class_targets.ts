import { say } from "../../../words/say.ts";
import { NablaError, ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import {
  choice,
  optionalNumber,
  optionalNumbers,
} from "../../definition/kinds.ts";
import { lastAxis } from "../../layer/last_axis.ts";
import type { InputDraw, LayerBody, LossTraits } from "../../layer/layer.ts";
import { lossWeight, type WeightOptions } from "./define_loss.ts";
import { lossInputs } from "./loss.ts";

/** What a loss with class numbers as targets takes by name. */
export interface ClassLossOptions extends WeightOptions {
  /** What each class weighs, at least 0. Default: 1 each. */
  readonly weights?: readonly number[];
  /** The target that does not count, such as padding: it gives neither loss nor gradient. */
  readonly ignore?: number;
  /**
   * How the losses of an example's positions become one. `mean` divides their
   * weighted sum by how many of them count, `sum` does not; the loss of the batch
   * is then the mean over its examples. `batch_mean` divides the weighted sum over
   * all examples by the sum of the weights of their targets, as PyTorch's `mean`;
   * without weights and `ignore` it equals `mean`. Default: `mean`.
   */
  readonly reduction?: "mean" | "sum" | "batch_mean";
}

/** Their description. */
export const classArguments = {
  weights: optionalNumbers("what each class weighs", { from: 0 }),
  ignore: optionalNumber("the target that gives neither loss nor gradient"),
  reduction: choice(
    "how an example's n positions that count become one, with n = 1 for sum, or those of the batch by weight",
    ["mean", "sum", "batch_mean"],
    "mean",
  ),
  weight: lossWeight,
} satisfies SpecsFor<ClassLossOptions>;

/** The name of a loss, and its options as they were read. */
export interface ClassRule extends ClassLossOptions {
  readonly name: string;
  /** What its prediction is. */
  readonly takes: LossTraits["takes"];
}

/** What losses of class numbers have in common. */
export function classLoss(
  rule: ClassRule,
): Pick<LayerBody, "inputs" | "loss" | "waivers" | "outputShape"> {
  return {
    inputs: lossInputs(undefined, drawClasses(rule)),
    loss: {
      takes: rule.takes,
      targets: (prediction) => [
        { kind: "class", shape: classShape(prediction) },
      ],
      ignore: rule.ignore,
      least: 0,
    },
    waivers: rule.reduction !== "batch_mean" ? {} : {
      "by example": "batch_mean divides by the weights of the whole batch",
    },
    outputShape: (prediction, target) =>
      requireClassShape(rule, prediction, target),
  };
}

/** The number of classes. @throws {ShapeError} if there is no last axis, or not a weight for each class. */
export function classesOf({ name, weights }: ClassRule, shape: Shape): number {
  const classes = lastAxis(name, shape);
  if (weights !== undefined && weights.length !== classes) {
    throw new ShapeError({
      layer: name,
      rule: say("it has {count} weights, one for each class", {
        count: weights.length,
      }),
      found: say("its input has {classes}", { classes }),
      argument: { name: "weights" },
    });
  }
  return classes;
}

/** The shape of class numbers for a prediction: all its axes but the last. */
export function classShape(prediction: Shape): Shape {
  return prediction.slice(0, -1);
}

/** The output's shape. @throws {ShapeError} if prediction or target do not fit. */
function requireClassShape(
  rule: ClassRule,
  prediction: Shape,
  target: Shape,
): Shape {
  classesOf(rule, prediction);
  if (equalShapes(classShape(prediction), target)) return [];
  throw new ShapeError({
    layer: rule.name,
    rule: say("the target must be {shape} (class numbers)", {
      shape: formatShape(classShape(prediction)),
    }),
    found: target,
  });
}

/** The weight of each class. Default: 1. */
export function weightsOf({ weights }: ClassRule, classes: number): Values {
  return weights === undefined
    ? allocate("float64", classes).fill(1)
    : Float64Array.from(weights);
}

/** @throws {NablaError} if a target is neither a class number nor the one that is ignored. */
export function requireClassTargets(
  { name, ignore }: ClassRule,
  target: Values,
  classes: number,
): void {
  for (let row = 0; row < target.length; row++) {
    const t = target[row];
    // A whole number of 32 bits is itself.
    if (t >>> 0 === t && t < classes || t === ignore) continue;
    throw new NablaError("value", {
      action: say("compute {layer}", { layer: name }),
      name: say("target {number}", { number: row }),
      rule: ignore === undefined
        ? say("a class number from 0 to {most}", { most: classes - 1 })
        : say("a class number from 0 to {most} or {ignore}", {
          most: classes - 1,
          ignore,
        }),
      found: t,
      place: { input: 1, entry: row },
    });
  }
}

/**
 * What the sum over each example's positions is divided by: Infinity if none
 * counts, so that the loss is 0.
 */
export function fillDivisors(
  divisors: Values,
  target: Values,
  weights: Values,
  { ignore, reduction }: ClassRule,
): void {
  const batch = divisors.length;
  const positions = target.length / batch;
  if (ignore === undefined && reduction !== "batch_mean") {
    divisors.fill(reduction === "sum" ? 1 : positions || Infinity);
    return;
  }
  let total = 0;
  for (let b = 0, row = 0; b < batch; b++) {
    let count = 0;
    for (const end = row + positions; row < end; row++) {
      if (target[row] === ignore) continue;
      count++;
      total += weights[target[row]];
    }
    divisors[b] = reduction === "sum" ? 1 : count || Infinity;
  }
  // The mean over the examples divides by their number, which is undone here.
  if (reduction === "batch_mean") divisors.fill(total / batch || Infinity);
}

/** Draws targets: class numbers, sometimes the one that is ignored, or rows of positive numbers that add up to 1. */
export function drawClasses(
  { ignore }: ClassRule,
): (values: Values, draws: InputDraw) => void {
  return (values, { random, shape, inputShapes: [prediction] }) => {
    const classes = prediction[prediction.length - 1];
    if (!equalShapes(shape, prediction)) {
      for (let i = 0; i < values.length; i++) {
        const isIgnored = ignore !== undefined && random.uniform() < 0.25;
        values[i] = isIgnored ? ignore : random.integer(classes);
      }
      return;
    }
    for (let start = 0; start < values.length; start += classes) {
      let sum = 0;
      for (let i = start; i < start + classes; i++) {
        sum += values[i] = 0.1 + random.uniform();
      }
      for (let i = start; i < start + classes; i++) values[i] /= sum;
    }
  };
}
