import { say } from "../../../words/say.ts";
import { NablaError, ShapeError } from "../../base/nabla_error.ts";
import { elementCount, equalShapes, formatShape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Constants } from "../../kernels/contract/functions.ts";
import type { LossName } from "../../kernels/contract/losses.ts";
import { lossLoops, lossPairs } from "../../kernels/plain/losses.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import type {
  DifferenceTraits,
  InputDraw,
  LayerBody,
  LossTraits,
} from "../../layer/layer.ts";
import { lossWeight, type WeightOptions } from "./define_loss.ts";
import { type TargetKind, targetKinds } from "../../layer/loss_table.ts";

/** What most losses take by name. */
export interface LossOptions extends WeightOptions {
  /**
   * How the numbers of an example become one: their `mean` or their `sum`. The
   * loss of the batch is always the mean over its examples, so that `sum` is that
   * of PyTorch divided by the batch. Default: `mean`.
   */
  readonly reduction?: "mean" | "sum";
}

/** Shapes to try a loss of single numbers on. */
export const pointwiseExamples = [
  { arguments: [], inputs: [[3], [3]] },
  { arguments: [], inputs: [[2, 2], [2, 2]] },
  { arguments: [], inputs: [[1], [1]] },
  { arguments: [{ reduction: "sum" }], inputs: [[2, 3], [2, 3]] },
];

/** `n` in the formulas of gradients is 1 for `sum`. */
const reduction = choice(
  "what an example's n numbers give, with n = 1 for sum",
  ["mean", "sum"],
  "mean",
);

/** The arguments that most losses take by name. */
export const lossArguments = {
  reduction,
  weight: lossWeight,
} satisfies SpecsFor<
  LossOptions
>;

/** A function of a prediction `x` and a target `t` with its derivatives. */
export interface Pointwise {
  /** The loss of one number. */
  f(x: number, t: number): number;
  /** `∂f/∂x` */
  df(x: number, t: number): number;
  /** The kernel that computes both, if any, with its constants. */
  readonly kernel?: { readonly name: LossName; readonly constants: Constants };
  /** `∂²f/∂x²` */
  d2f(x: number, t: number): number;
  /** The derivatives by the target; absent if that cannot move, as a sign. */
  readonly byTarget?: {
    /** `∂f/∂t` */
    dt(x: number, t: number): number;
    /** `∂²f/∂x∂t` */
    dxdt(x: number, t: number): number;
  };
  /** Between which kinks the numbers lie: a whole number for each interval and each kink. */
  side?(x: number, t: number): number;
  /** Fills a prediction with numbers that the loss accepts. Default: normal ones. */
  drawPrediction?(values: Values, draws: InputDraw): void;
  /** Fills a target with numbers that the loss accepts. Default: normal ones. */
  drawTarget?(values: Values, draws: InputDraw): void;
  /** What a prediction is. Default: `numbers`. */
  readonly takes?: LossTraits["takes"];
  /** What the numbers of a target are. Default: `number`. */
  readonly kind?: TargetKind;
  /** Whether forward refuses targets that are not, of which `f` gives no finite number. Default: no, so that others can be tried. */
  readonly requiresKind?: boolean;
  /** The least that it can be. Default: 0. */
  readonly least?: number | undefined;
  /** Present if only `x − t` matters. */
  readonly differences?: DifferenceTraits;
}

/** A loss that has a kernel, made with its constants. */
export function withLossKernel(
  name: LossName,
  ...constants: Constants
): Pick<Pointwise, "f" | "df" | "kernel"> {
  return { ...lossPairs[name](...constants), kernel: { name, constants } };
}

/**
 * The loss of an example is the mean of `f` over its numbers, or the sum.
 */
export function pointwiseLoss(
  name: string,
  pointwise: Pointwise,
  reduction = "mean",
): LayerBody {
  const { df, d2f, kernel, byTarget, side, takes, requiresKind } = pointwise;
  const { drawPrediction, drawTarget, differences } = pointwise;
  const { kind = "number", least = 0 } = pointwise;
  return {
    inputs: lossInputs(drawPrediction, drawTarget),
    loss: {
      takes,
      targets: (prediction) => [{ kind, shape: prediction }],
      least,
      differences,
    },
    outputShape(prediction, target) {
      if (equalShapes(prediction, target)) return [];
      throw new ShapeError({
        layer: name,
        rule: say("prediction and target must have equal shapes"),
        found: say("the prediction is {prediction}, the target {target}", {
          prediction: formatShape(prediction),
          target: formatShape(target),
        }),
      });
    },
    bind({ batch, inputs: [x, target], dx, y, dy, inputShapes, kernels }) {
      const length = elementCount(inputShapes[0]);
      const n = reduction === "sum" ? 1 : length;
      const { forward, backward } =
        kernel !== undefined && kernels.kind !== "plain"
          ? kernels.losses[kernel.name]
          : lossLoops(pointwise);
      const constants = kernel?.constants ?? [];
      return {
        forward() {
          forward(y, x, target, constants, n, batch, length);
          // A target that is refused leaves no finite loss.
          if (requiresKind && !areFinite(y)) {
            requireTargetValues(name, target, kind);
          }
        },
        backward() {
          if (dx.length === 0) return;
          backward(dx, x, target, dy, constants, n, batch, length);
        },
        tangent({ inputs: [u, w], output }) {
          if (byTarget === undefined) requireStill(name, w);
          output.fill(0);
          for (let i = 0; i < u.length; i++) {
            output[Math.floor(i / length)] += df(x[i], target[i]) * u[i] / n;
          }
          for (let i = 0; byTarget !== undefined && i < w.length; i++) {
            output[Math.floor(i / length)] += byTarget.dt(x[i], target[i]) *
              w[i] / n;
          }
        },
        second({ inputs: [u, w], dinputs: [v] }) {
          if (byTarget === undefined) requireStill(name, w);
          for (let i = 0; i < v.length; i++) {
            let change = u.length === 0 ? 0 : d2f(x[i], target[i]) * u[i];
            if (byTarget !== undefined && w.length > 0) {
              change += byTarget.dxdt(x[i], target[i]) * w[i];
            }
            v[i] = dy[Math.floor(i / length)] / n * change;
          }
        },
        choices: side && ((note, { start, count, stride }) => {
          for (let b = start, k = 0; k < count; b += stride, k++) {
            for (let i = b * length; i < (b + 1) * length; i++) {
              note(side(x[i], target[i]));
            }
          }
        }),
      };
    },
  };
}

/** The two inputs of a loss; no gradient flows into the target. */
export function lossInputs(
  drawPrediction?: Pointwise["drawPrediction"],
  drawTarget?: Pointwise["drawTarget"],
): NonNullable<LayerBody["inputs"]> {
  return [
    { name: "x", differentiable: true, draw: drawPrediction },
    { name: "target", differentiable: false, draw: drawTarget },
  ];
}

/** Fills an array with numbers between 0.05 and 0.95. */
export function drawProbabilities(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.05 + 0.9 * random.uniform();
  }
}

/** Fills an array with −1 and 1. */
export function drawSigns(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = random.uniform() < 0.5 ? -1 : 1;
  }
}

/** Whether all numbers are finite; `every` takes several times as long. */
function areFinite(values: Values): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

/** @throws {NablaError} if a target is not what it must be. */
export function requireTargetValues(
  layer: string,
  target: Values,
  kind: TargetKind,
): void {
  const { rule } = targetKinds[kind];
  if (rule === undefined) return;
  for (let i = 0; i < target.length; i++) {
    if (rule.holds(target[i])) continue;
    throw new NablaError("value", {
      action: say("compute {layer}", { layer }),
      name: say("target {number}", { number: i }),
      rule: say(rule.words),
      found: target[i],
      place: { input: 1, entry: i },
    });
  }
}

/** @throws {NablaError} if targets that cannot move are given a direction. */
export function requireStill(layer: string, direction: Values): void {
  if (direction.length === 0) return;
  throw new NablaError("call", {
    action: say("differentiate {layer} along a direction of the target", {
      layer,
    }),
    rule: say("its targets are classes or signs, which cannot move"),
    wayOut: say("leave the direction of target out"),
  });
}

/** On which side of a kink at 0 a number lies. */
export function sideOfZero(x: number): number {
  return x > 0 ? 2 : x === 0 ? 1 : 0;
}
