import type { Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { ArgumentSpec, SpecsFor } from "../../definition/arguments.ts";
import { choice, number } from "../../definition/kinds.ts";
import { ones, zeros } from "../../initializers/fixed.ts";
import type { Grouping } from "../../kernels/contract/normalization.ts";
import type { ParameterSpec, Pass, Site } from "../../layer/layer.ts";
import {
  normalizationAlong,
  type Standardized,
} from "./normalization_along.ts";

/** What a normalization takes by name. */
export interface NormalizationOptions {
  /** Added to the variance, so that nothing is divided by 0. With 0, equal numbers become 0 all the same. Default: 10⁻⁵. In a text: `eps`. */
  readonly epsilon?: number;
  /** What each channel has: weight and bias (`both`), one of the two, or neither. Default: `both`. */
  readonly affine?: "both" | "weight" | "bias" | "none";
}

/** What each channel of a normalization can have. */
type Affine = NonNullable<NormalizationOptions["affine"]>;

export const eps: ArgumentSpec<number> = number(
  "added to the variance, so that nothing is divided by 0",
  1e-5,
  { from: 0, named: true },
);

export const affine: ArgumentSpec<Affine> = choice(
  "what each channel has",
  ["both", "weight", "bias", "none"],
  "both",
);

/** With `h = (x − mean)/σ`. */
export const normalizationGradients = {
  x: "(g - mean(g) - h·mean(g·h))/σ, g = dy·weight",
  weight: "Σ dy·h, h = (x - mean)/σ",
  bias: "Σ dy",
};

/** The arguments that most normalizations take by name. */
export const normalizationArguments = {
  eps,
  affine,
} satisfies SpecsFor<TextOptions<NormalizationOptions>>;

/** The options by their names in a text. */
export type TextOptions<Options extends { readonly epsilon?: number }> =
  & Omit<Options, "epsilon">
  & { readonly eps?: number };

/** The weight and bias that `affine` asks for, for channels or what else has them. */
export function affineParameters(
  affine: Affine,
  shape: Shape,
): readonly ParameterSpec[] {
  const has = (name: Affine) => affine === "both" || affine === name;
  return [
    ...has("weight") ? [{ name: "weight", shape, initializer: ones }] : [],
    ...has("bias") ? [{ name: "bias", shape, initializer: zeros }] : [],
  ];
}

/** A pass with the statistics of its last forward. */
export interface NormalizationPass extends Pass {
  /** The mean of a block and group. */
  meanOf(s: number): number;
  /** Their variance, about 0 if nothing is centred. */
  readonly variance: Values;
}

/**
 * `y = weight·h + bias` with `h = (x − mean) / √(variance + epsilon)`, and back
 * `dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)` with `g = dy·weight`:
 * the mean and the variance also depend on x. Without `isCentred` the mean is 0,
 * and so is that of g.
 *
 * Where all numbers are equal and epsilon is 0, `h` is 0, to which it tends as epsilon
 * does, and no gradient passes: so PyTorch's batch normalization has it.
 *
 * Of doubles the mean is taken away twice, the second time what the first has left:
 * a mean that is large beside the deviation has no digits for that. Floats, whose
 * statistics are doubles, need no such care.
 */
export function normalize(
  given: Site,
  grouping: Grouping,
  epsilon: number,
  isCentred = true,
): NormalizationPass {
  const isFar = isCentred && given.x instanceof Float64Array;
  const x = isFar ? given.scratch(given.x.length) : given.x;
  const site = { ...given, x };
  const { dx, dy } = site;
  const way = affineWay(site, grouping, epsilon);
  const { loops, mean, variance, scale, weight } = way;
  const middles = loops.array(mean.length);
  const center = isFar ? distances(given, way, x, middles) : undefined;
  const spread: Standardized["spread"] = (to, dy, by, sums, products) => {
    if (!isCentred) sums.fill(0);
    loops.backward(to, x, dy, mean, scale, by, sums, products);
  };
  return {
    meanOf: (s) => middles[s] + mean[s],
    variance,
    forward() {
      center?.();
      if (isCentred) loops.moments(mean, variance, x);
      else loops.squares(variance, x);
      way.standardize();
    },
    backward() {
      const isAtOnce = isCentred && dx.length > 0;
      way.backwardToParameters(isAtOnce ? dx : undefined);
      if (isAtOnce || dx.length === 0) return;
      spread(dx, dy, weight, way.sums, way.products);
    },
    ...normalizationAlong(site, grouping, { ...way, isOwn: true, spread }),
  };
}

/** Makes what fills `middles` with the means of `x`, as they are rounded, and `to` with the distances to them. */
function distances(
  { x, scratch }: Site,
  { loops, variance, weight }: ReturnType<typeof affineWay>,
  to: Values,
  middles: Values,
): () => void {
  const one = loops.array(middles.length).fill(1);
  const ones = scratch(weight.length).fill(1);
  const zeros = scratch(weight.length);
  return () => {
    loops.moments(middles, variance, x);
    loops.standardize(to, x, middles, one, ones, zeros);
  };
}

/** The same with a given mean and variance, which do not depend on x: `dx = dy·weight / √(variance + epsilon)`. */
export function normalizeBy(
  site: Site,
  given: { readonly mean: Values; readonly variance: Values },
  grouping: Grouping,
  epsilon: number,
): Pass {
  const { dx, dy } = site;
  const way = affineWay(site, grouping, epsilon);
  const { loops, mean, variance, scale, weight } = way;
  const none = loops.array(mean.length);
  const nothing = site.scratch(weight.length);
  const spread: Standardized["spread"] = (to, dy, by) =>
    loops.standardize(to, dy, none, scale, by, nothing);
  return {
    forward() {
      mean.set(given.mean);
      variance.set(given.variance);
      way.standardize();
    },
    backward() {
      way.backwardToParameters();
      if (dx.length > 0) spread(dx, dy, weight, way.sums, way.products);
    },
    ...normalizationAlong(site, grouping, { ...way, isOwn: false, spread }),
  };
}

/** What both share, once mean and variance are known: weight and bias (default: ones and zeros), and the arrays of statistics and sums. */
function affineWay(site: Site, grouping: Grouping, epsilon: number) {
  const { x, y, dy, parameters, gradients, scratch } = site;
  const loops = site.kernels.normalization(grouping);
  const count = grouping.blocks * grouping.groups;
  const channels = grouping.groups * grouping.width;
  // In double precision, as they are sums over many numbers.
  const arrays = (count: number, length: number) =>
    Array.from({ length: count }, () => loops.array(length));
  const [mean, variance, scale, sums, products] = arrays(5, count);
  const [dWeight, dBias] = arrays(2, channels);
  const weight = parameters.weight ?? scratch(channels).fill(1);
  const bias = parameters.bias ?? scratch(channels);
  return {
    loops,
    mean,
    variance,
    scale,
    sums,
    products,
    weight,
    standardize() {
      for (let s = 0; s < count; s++) {
        const spread = variance[s] + epsilon;
        scale[s] = spread === 0 ? 0 : 1 / Math.sqrt(spread);
      }
      loops.standardize(y, x, mean, scale, weight, bias);
    },
    /** The gradients of weight and bias, and the sums that `dx` needs, or `dx` too. */
    backwardToParameters(dx?: Values) {
      const from = [x, dy, mean, scale, weight] as const;
      loops.sums(dWeight, dBias, sums, products, ...from, dx);
      gradients.weight?.set(dWeight);
      gradients.bias?.set(dBias);
    },
  };
}
