import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  type Elementwise,
  elementwiseExamples as examples,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

/** A line that is cut off at `low` and `high`; the derivative at the ends is taken as 0, as in PyTorch, which has one of its own for NaN. */
function ramp(
  low: number,
  high: number,
  line: (x: number) => number,
  slope: number,
  slopeOfNaN: number,
): Elementwise {
  const [bottom, top] = [line(low), line(high)];
  return {
    f: (x) => x <= low ? bottom : x >= high ? top : line(x),
    df: (x) => x > low && x < high ? slope : Number.isNaN(x) ? slopeOfNaN : 0,
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
  ...ramp(0, 6, (x) => x, 1, 1),
});

/**
 * `min(max(x, −1), 1)`: a tanh of straight lines (Collobert, "Large scale machine
 * learning", 2004). NaN passes the gradient, as in PyTorch.
 */
export const hard_tanh: LayerType<readonly []> = defineLayer({
  name: "hard_tanh",
  summary: "y = min(max(x, -1), 1)",
  traits: { activates: true, reach: reaches(-1, 1), levels: true },
  gradients: { x: "dy if -1 < x < 1, else 0" },
  examples,
  ...ramp(-1, 1, (x) => x, 1, 1),
});

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
  ...ramp(-3, 3, (x) => (x + 3) / 6, 1 / 6, 0),
});
