import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import type { ArgumentSpec, SpecsFor } from "../../definition/arguments.ts";
import { count, number } from "../../definition/kinds.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import type { LayerBody } from "../../layer/layer.ts";
import type { TargetForm } from "../../layer/loss_table.ts";
import { defineLoss } from "./define_loss.ts";
import {
  type ClassRule,
  classShape,
  drawClasses,
  requireClassTargets,
} from "./class_targets.ts";
import {
  drawSigns,
  lossArguments,
  lossInputs,
  type LossOptions,
  pointwiseLoss,
  requireStill,
  sideOfZero,
  withLossKernel,
} from "./loss.ts";

/** What `hinge` takes by name. */
export interface HingeOptions extends LossOptions {
  /** The power of what is missing from the margin, 1 or 2. Default: 1. */
  readonly power?: 1 | 2;
}

/**
 * The hinge loss of support vector machines, for scores that should be a margin
 * apart. The target is one of two things:
 *
 * - Of the prediction's shape, −1 or 1 for each number: the mean of
 *   `max(0, margin − t·x)`, the slack of Cortes and Vapnik, "Support-vector
 *   networks", 1995, section 3.
 * - A class number for each position, the scores of the classes lying along the
 *   last axis: the mean of `max(0, margin + xⱼ − xₜ)` over all numbers, 0 for the
 *   right class itself (Weston and Watkins, "Support vector machines for
 *   multi-class pattern recognition", 1999). That is PyTorch's
 *   `MultiMarginLoss`; `hinge(reduction=sum)` does not divide by the classes.
 *
 * With `power=2` what is missing is squared: Keras' `SquaredHinge`, and PyTorch's
 * `MultiMarginLoss` with p = 2.
 *
 * On the kink the derivative is taken as 0. Forward throws a `NablaError` if a
 * target is neither.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> hinge(reduction=sum)`.bind();
 * net.x.set([0.5, 2]);
 * net.target.set([1, 1]);
 * net.forward();
 * net.backward();
 * assertEquals(net.loss, 0.5);
 * assertEquals([...net.dx], [-1, 0]);
 * ```
 */
export const hinge: LayerType<
  readonly [margin?: number, options?: HingeOptions]
> = defineLoss({
  name: "hinge",
  summary:
    "the mean of max(0, margin - t·x) for t = ±1, or of max(0, margin + x[j] - x[t]) for classes t",
  gradients: {
    x: "-dy·t/n where t·x < margin; for classes dy/n where x[j] > x[t] - margin, less their sum at t",
  },
  arguments: {
    margin: number("how far apart right and wrong should be", 1),
    ...{
      power: count("the power of what is missing", 1, 1, 2) as ArgumentSpec<
        1 | 2
      >,
      ...lossArguments,
    } satisfies SpecsFor<HingeOptions>,
  },
  examples: [
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [0.5], inputs: [[2, 2], [2, 2]] },
    { arguments: [], inputs: [[4], []] },
    { arguments: [0.3], inputs: [[2, 3], [2]] },
    { arguments: [{ reduction: "sum" }], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ reduction: "sum" }], inputs: [[2, 3], [2]] },
    { arguments: [], inputs: [[1], [1]] },
    { arguments: [{ power: 2 }], inputs: [[3], [3]] },
    { arguments: [0.5, { power: 2 }], inputs: [[2, 3], [2]] },
  ],
  create({ margin, power, reduction }) {
    const bySign = pointwiseLoss("hinge", {
      ...withLossKernel("hinge", margin, power),
      d2f: (x, t) => bendOf(margin - t * x, power),
      side: (x, t) => sideOfZero(margin - t * x),
      kind: "sign",
      requiresKind: true,
    }, reduction);
    const rule = { name: "hinge", takes: "scores", reduction } as const;
    const byClass = classHinge(rule, margin, power);
    return {
      inputs: lossInputs(undefined, (values, draws) => {
        const isSigned = equalShapes(draws.shape, draws.inputShapes[0]);
        const draw = isSigned ? drawSigns : drawClasses(rule);
        draw(values, draws);
      }),
      loss: {
        takes: rule.takes,
        targets,
        least: 0,
      },
      outputShape(prediction, target) {
        const accepted = targets(prediction).map(({ shape }) => shape);
        if (accepted.some((shape) => equalShapes(shape, target))) return [];
        const [signs, numbers] = accepted.map(formatShape);
        throw new ShapeError({
          layer: "hinge",
          rule: numbers === undefined
            ? say("the target must be {shape} (-1 or 1)", { shape: signs })
            : say(
              "the target must be {shape} (-1 or 1) or {other} (class numbers)",
              { shape: signs, other: numbers },
            ),
          found: target,
        });
      },
      bind: (site) =>
        equalShapes(site.inputShapes[0], site.inputShapes[1])
          ? bySign.bind(site)
          : byClass(site),
    };
  },
});

/** Signs, or class numbers where there is more than one class. */
function targets(prediction: Shape): readonly TargetForm[] {
  return [
    { kind: "sign", shape: prediction },
    ...(prediction.at(-1) ?? 1) === 1
      ? []
      : [{ kind: "class", shape: classShape(prediction) } as const],
  ];
}

/** The derivative of `max(0, excess)^power`. */
function slopeOf(excess: number, power: 1 | 2): number {
  if (!(excess > 0)) return 0;
  return power === 1 ? 1 : 2 * excess;
}

/** Its derivative in turn. */
function bendOf(excess: number, power: 1 | 2): number {
  return excess > 0 ? 2 * (power - 1) : 0;
}

/** For targets that are class numbers. */
function classHinge(
  rule: ClassRule,
  margin: number,
  power: 1 | 2,
): LayerBody["bind"] {
  return ({ batch, inputs: [x, target], dx, y, dy, inputShapes }) => {
    const classes = inputShapes[0][inputShapes[0].length - 1];
    const length = x.length / batch;
    const n = rule.reduction === "sum" ? 1 : length;
    const rightOf = (i: number) => {
      const row = Math.floor(i / classes);
      return row * classes + target[row];
    };
    /** How much a number is too large; the right class never is. */
    const excessOf = (i: number) => {
      const right = rightOf(i);
      return i === right ? -Infinity : margin + (x[i] - x[right]);
    };
    return {
      forward() {
        requireClassTargets(rule, target, classes);
        for (let b = 0, i = 0; b < batch; b++) {
          let sum = 0;
          for (const end = i + length; i < end; i++) {
            sum += Math.max(0, excessOf(i)) ** power;
          }
          y[b] = sum / n;
        }
      },
      backward() {
        dx.fill(0);
        for (let i = 0; i < dx.length; i++) {
          const scale = slopeOf(excessOf(i), power) *
            dy[Math.floor(i / length)] / n;
          dx[i] += scale;
          dx[rightOf(i)] -= scale;
        }
      },
      tangent({ inputs: [u, w], output }) {
        requireStill("hinge", w);
        output.fill(0);
        for (let i = 0; i < u.length; i++) {
          output[Math.floor(i / length)] += slopeOf(excessOf(i), power) *
            (u[i] - u[rightOf(i)]) / n;
        }
      },
      second({ inputs: [u, w], dinputs: [v] }) {
        requireStill("hinge", w);
        v.fill(0);
        for (let i = 0; i < v.length && i < u.length; i++) {
          const change = bendOf(excessOf(i), power) * (u[i] - u[rightOf(i)]) *
            dy[Math.floor(i / length)] / n;
          v[i] += change;
          v[rightOf(i)] -= change;
        }
      },
      choices(note, { start, count, stride }) {
        for (let b = start, k = 0; k < count; b += stride, k++) {
          for (let i = b * length; i < (b + 1) * length; i++) {
            note(sideOfZero(excessOf(i)));
          }
        }
      },
    };
  };
}
