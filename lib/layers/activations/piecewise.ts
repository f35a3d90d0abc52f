import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { ArgumentSpec } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  type Elementwise,
  elementwise,
  elementwiseExamples as examples,
  withKernel,
} from "../../layer/elementwise.ts";
import type { LayerBody } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";

/** The line `(x + shift)/divisor`, cut off at `low` and `high`; the derivative at the ends is taken as 0, as in PyTorch, which has one of its own for NaN. */
function ramp(
  low: number,
  high: number,
  shift: number,
  divisor: number,
  slopeOfNaN: number,
): Elementwise {
  return {
    ...withKernel("ramp", divisor, low, high, shift, slopeOfNaN),
    d2f: () => 0,
    kinks: [low, high],
  };
}

/**
 * `min(max(x, 0), 6)`: Krizhevsky, "Convolutional deep belief networks on
 * CIFAR-10", 2010; Howard et al., "MobileNets", 2017. NaN passes the gradient, as
 * in PyTorch.
 */
export const relu6: LayerType<readonly []> = defineLayer({
  name: "relu6",
  summary: "the rectified linear unit up to 6, y = min(max(x, 0), 6)",
  traits: { activates: true, reach: reaches(0, 6), levels: true },
  gradients: { x: "dy if 0 < x < 6, else 0" },
  examples,
  ...ramp(0, 6, 0, 1, 1),
});

/**
 * `min(max(x, low), high)`: a tanh of straight lines (Collobert, "Large scale
 * machine learning", 2004). At `low` and `high` the derivative is 0; NaN passes the
 * gradient; both as in PyTorch. `clip` differs at the ends.
 */
export const hard_tanh: LayerType<readonly [low?: number, high?: number]> =
  defineLayer({
    name: "hard_tanh",
    summary: "y = min(max(x, low), high)",
    traits: {
      activates: true,
      reach: (_, { low, high }) => [Number(low), Number(high)],
      levels: true,
    },
    gradients: { x: "dy if low < x < high, else 0" },
    arguments: {
      low: number("the least that it gives", -1),
      high: number("the largest", 1),
    },
    examples: [...examples, { arguments: [-0.5, 2], inputs: [[4]] }],
    create: ({ low, high }) =>
      inOrder("hard_tanh", low, high, ramp(low, high, -0, 1, 1)),
  });

/** A bound that may be left out. */
function bound(summary: string): ArgumentSpec<number | undefined> {
  return { kind: "number", summary, optional: true, named: false };
}

/**
 * `min(max(x, low), high)`; either may be left out. At `low` and `high` themselves
 * the derivative is 1, as in PyTorch's `clamp`; that of NaN is 0.
 *
 * ```ts
 * import { clip, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), clip(0, 1)).bind();
 * net.x.set([-2, 0.5, 3]);
 * net.forward();
 * assertEquals([...net.y], [0, 0.5, 1]);
 * ```
 */
export const clip: LayerType<readonly [low?: number, high?: number]> =
  defineLayer({
    name: "clip",
    summary: "y = min(max(x, low), high); either may be left out",
    traits: {
      reach: ([x = [-Infinity, Infinity]], { low, high }) => {
        const within = (end: number) =>
          Math.min(
            Math.max(end, Number(low ?? -Infinity)),
            Number(high ?? Infinity),
          );
        return [within(x[0]), within(x[1])];
      },
    },
    gradients: { x: "dy if low ≤ x ≤ high, else 0" },
    arguments: {
      low: bound("the least that it gives"),
      high: bound("the largest"),
    },
    examples: [
      { arguments: [0, 1], inputs: [[3]] },
      { arguments: [-0.5], inputs: [[2, 3]] },
      { arguments: [{ high: 0.5 }], inputs: [[2, 2]] },
      { arguments: [-1, 1], inputs: [[]] },
    ],
    create: ({ low = -Infinity, high = Infinity }) =>
      inOrder("clip", low, high, {
        ...withKernel("clip", low, high),
        d2f: () => 0,
        kinks: [low, high],
      }),
  });

/** The layer of a function between two bounds, which must be in order. */
function inOrder(
  layer: string,
  low: number,
  high: number,
  declared: Elementwise,
): LayerBody {
  return {
    ...elementwise(declared),
    outputShape(shape) {
      if (low <= high) return shape;
      throw new ShapeError({
        layer,
        rule: say("`low` must not be above `high`"),
        found: say("found low {low} and high {high}", { low, high }),
        wayOut: say("the smaller one comes first: `{layer}({high},{low})`", {
          layer,
          high,
          low,
        }),
      });
    },
  };
}

/**
 * `min(max(x + 3, 0), 6) / 6`: a sigmoid of straight lines, with the slope 1/6
 * of PyTorch (Howard et al., "Searching for MobileNetV3", 2019, section 5.2).
 * Courbariaux, Bengio and David, "BinaryConnect", 2015, have one of slope 1/2,
 * Keras had one of slope 1/5. The gradient of NaN is 0, as in PyTorch.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> hard_sigmoid`.bind();
 * net.x.set([-4, 0, 1.5]);
 * net.forward();
 * assertEquals([...net.y], [0, 0.5, 0.75]);
 * ```
 */
export const hard_sigmoid: LayerType<readonly []> = defineLayer({
  name: "hard_sigmoid",
  summary: "y = min(max(x + 3, 0), 6) / 6",
  traits: { activates: true, reach: reaches(0, 1), levels: true },
  gradients: { x: "dy/6 if -3 < x < 3, else 0" },
  examples,
  ...ramp(-3, 3, 3, 6, 0),
});

/** `min(max((x + 1)/2, 0), 1)`: a sigmoid of straight lines between −1 and 1, as in Keras. */
export const sparse_sigmoid: LayerType<readonly []> = defineLayer({
  name: "sparse_sigmoid",
  summary: "y = min(max(x + 1, 0), 2) / 2",
  traits: { activates: true, reach: reaches(0, 1), levels: true },
  gradients: { x: "dy/2 if -1 < x < 1, else 0" },
  examples,
  ...ramp(-1, 1, 1, 2, 0),
});

/** 0 up to −1, `x` from 1 on, and the parabola `(x + 1)²/4` between them, which meets both without a kink; as in Keras. */
export const sparse_plus: LayerType<readonly []> = defineLayer({
  name: "sparse_plus",
  summary: "y = 0 below -1, x above 1, (x + 1)²/4 between them",
  traits: { activates: true, reach: reaches(0, Infinity), levels: true },
  gradients: { x: "dy·(x + 1)/2 if -1 < x < 1, else dy if x ≥ 1, else 0" },
  examples,
  ...withKernel("parabola", 4, 1, 1, 1),
  d2f: (x) => x > -1 && x < 1 ? 1 / 2 : 0,
  kinks: [-1, 1],
});
