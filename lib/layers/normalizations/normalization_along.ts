import type { Values } from "../../base/values.ts";
import type {
  Grouping,
  NormalizationKernels,
} from "../../kernels/contract/normalization.ts";
import type { Site } from "../../layer/layer.ts";
import { type SecondOrder, secondOrder } from "../../layer/second_order.ts";

/** A normalization with the statistics of its last forward. */
export interface Standardized {
  readonly loops: NormalizationKernels;
  /** The mean of each block and group. */
  readonly mean: Values;
  /** Their 1/σ. */
  readonly scale: Values;
  /** Of each channel. */
  readonly weight: Values;
  /** Whether σ depends on x. */
  readonly isOwn: boolean;
  /** `to = D(dy·by)`, with the derivative `D` of `h` by x, from the sums over each block and group of `dy·by` and, as `products`, of `dy·by·h`. */
  spread(
    to: Values,
    dy: Values,
    by: Values,
    sums: Values,
    products: Values,
  ): void;
}

/**
 * Along a direction `x′, weight′, bias′`, with `h = (x − mean)/σ` and its
 * derivative `D(g) = (g − mean(g) − h·mean(g·h))/σ`, which is symmetric:
 *
 * ```text
 * h′ = D(x′)                          y′ = h′·weight + h·weight′ + bias′
 * σ′/σ = mean(h·x′)/σ                 dWeight′ = Σ dy·h′, dBias′ = 0
 * dx′ = D(g′) − (h·mean(g·h′) + h′·mean(g·h))/σ − dx·σ′/σ
 * ```
 *
 * for `g = dy·weight` and `g′ = dy·weight′`. Without a mean of x (rmsnorm), or
 * with given statistics (batchnorm in use), what comes of them is left out.
 */
export function normalizationAlong(
  site: Site,
  { blocks, rows, groups, width }: Grouping,
  { loops, mean, scale, weight, isOwn, spread }: Standardized,
): SecondOrder {
  return secondOrder(site, (own) => {
    const { x, dy, kernels, scratch } = site;
    const { inputs: [direction], dinputs: [change], output } = own;
    const channels = groups * width;
    const nothing = scratch(channels);
    const ones = scratch(channels).fill(1);
    const weightAlong = own.parameters.weight ?? nothing;
    const biasAlong = own.parameters.bias ?? nothing;
    const hAlong = scratch(x.length);
    const part = scratch(x.length);
    const dx = scratch(x.length);
    const statistics = (count: number) =>
      Array.from({ length: count }, () => loops.array(blocks * groups));
    const [sums, products, crossed, ignored] = statistics(4);
    const [zero, unit, bend, slope] = statistics(4);
    unit.fill(1);
    const [dWeight, dBias] = [loops.array(channels), loops.array(channels)];
    const count = rows * width;

    /** Sums `d·by` and `d·by·h`. */
    function sum(d: Values, by: Values) {
      loops.sums(dWeight, dBias, sums, products, x, d, mean, scale, by);
    }
    /** `h′`, and in `products` the sums of `h·x′`. */
    function standardizedAlong() {
      sum(direction, ones);
      spread(hAlong, direction, ones, sums, products);
    }
    /** `−mean/σ` of what `products` are the sums of. */
    function turn(to: Values) {
      for (let s = 0; s < to.length; s++) {
        to[s] = -scale[s] * products[s] / count;
      }
    }
    /** `change += factor·from`, with a factor for each block and group. */
    function add(factor: Values, from: Values) {
      loops.standardize(part, from, zero, factor, ones, nothing);
      kernels.addScaled(change, part, 1, part.length);
    }

    return {
      tangent() {
        standardizedAlong();
        loops.standardize(output, hAlong, zero, unit, weight, biasAlong);
        loops.standardize(part, x, mean, scale, weightAlong, nothing);
        kernels.addScaled(output, part, 1, part.length);
      },
      second() {
        standardizedAlong();
        turn(bend);
        const into = [dWeight, dBias, ignored, crossed] as const;
        loops.sums(...into, hAlong, dy, zero, unit, weight);
        own.gradients.weight?.set(dWeight);
        sum(dy, weight);
        turn(slope);
        spread(dx, dy, weight, sums, products);
        sum(dy, weightAlong);
        kernels.addScaled(products, crossed, 1, products.length);
        spread(change, dy, weightAlong, sums, products);
        if (!isOwn) return;
        add(bend, dx);
        add(slope, hAlong);
      },
    };
  });
}
