/**
 * What all normalizations have in common: their arguments, weight and bias, and
 * both ways through them.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { ArgumentSpec, SpecsFor } from "../../definition/arguments.ts";
import { choice, number } from "../../definition/kinds.ts";
import { ones, zeros } from "../../initializers/fixed.ts";
import type {
  Grouping,
  NormalizationKernels,
} from "../../kernels/contract/normalization.ts";
import type { ParameterSpec, Pass, Site } from "../../layer/layer.ts";

/** What a normalization takes by name. */
export interface NormalizationOptions {
  /** Added to the variance, so that nothing is divided by 0: 10⁻⁵ unless told otherwise. */
  readonly eps?: number;
  /** What each channel has: weight and bias unless told otherwise, `weight` for the weight alone, `none` for neither. */
  readonly affine?: "both" | "weight" | "none";
}

/** `eps`, by name. */
export const eps: ArgumentSpec<number> = number(
  "added to the variance, so that nothing is divided by 0",
  1e-5,
  { from: 0, named: true },
);

/** `affine`, by name. */
export const affine: ArgumentSpec<"both" | "weight" | "none"> = choice(
  "what each channel has",
  ["both", "weight", "none"],
  "both",
);

/** The arguments that most normalizations take by name. */
export const normalizationArguments = {
  eps,
  affine,
} satisfies SpecsFor<NormalizationOptions>;

/** Weight and bias, as far as `affine` asks for them. */
export function affineParameters(
  affine: string,
  channels: number,
): readonly ParameterSpec[] {
  const shape = [channels];
  const weight = { name: "weight", shape, initializer: ones };
  const bias = { name: "bias", shape, initializer: zeros };
  if (affine === "none") return [];
  return affine === "weight" ? [weight] : [weight, bias];
}

/** The ways through a normalization, with what its last forward found. */
export interface NormalizationPass extends Pass {
  /** The mean of each block and group. */
  readonly mean: Values;
  /** Their variance, about 0 where nothing is centred. */
  readonly variance: Values;
}

/**
 * `y = weight·h + bias` with `h = (x − mean) / √(variance + eps)`, and back
 * `dx = (g − mean(g) − h·mean(g·h)) / √(variance + eps)` with `g = dy·weight`:
 * the mean and the variance depend on x, too. Without `isCentred` the mean is 0,
 * and so is that of g.
 */
export function normalize(
  site: Site,
  grouping: Grouping,
  eps: number,
  isCentred = true,
): NormalizationPass {
  const { x, dx, y, dy, kernels } = site;
  const count = grouping.blocks * grouping.groups;
  const loops = kernels.normalization(grouping);
  const { weight, bias, finish, dWeight, dBias } = affineArrays(
    site,
    loops,
    grouping.groups * grouping.width,
  );
  const [mean, variance, scale, sums, products] = arrays(loops, 5, count);
  return {
    mean,
    variance,
    forward() {
      if (isCentred) loops.means(mean, x);
      loops.variances(variance, x, mean);
      for (let s = 0; s < count; s++) {
        scale[s] = 1 / Math.sqrt(variance[s] + eps);
      }
      loops.standardize(y, x, mean, scale, weight, bias);
    },
    backward() {
      loops.sums(
        dWeight,
        dBias,
        sums,
        products,
        x,
        dy,
        mean,
        scale,
        weight,
      );
      finish();
      if (!isCentred) sums.fill(0);
      if (dx.length === 0) return;
      loops.backward(
        dx,
        x,
        dy,
        mean,
        scale,
        weight,
        sums,
        products,
      );
    },
  };
}

/** The same with a mean and a variance that are given and do not depend on x: `dx = dy·weight / √(variance + eps)`. */
export function normalizeBy(
  site: Site,
  given: { readonly mean: Values; readonly variance: Values },
  grouping: Grouping,
  eps: number,
): Pass {
  const { x, dx, y, dy, kernels } = site;
  const { variance } = given;
  const count = variance.length;
  const loops = kernels.normalization(grouping);
  const affine = affineArrays(site, loops, count);
  const { weight, bias, finish, dWeight, dBias } = affine;
  const [mean, scale, sums, products, none] = arrays(loops, 5, count);
  const nothing = site.scratch(count);
  return {
    forward() {
      mean.set(given.mean);
      for (let s = 0; s < count; s++) {
        scale[s] = 1 / Math.sqrt(variance[s] + eps);
      }
      loops.standardize(y, x, mean, scale, weight, bias);
    },
    backward() {
      loops.sums(
        dWeight,
        dBias,
        sums,
        products,
        x,
        dy,
        mean,
        scale,
        weight,
      );
      finish();
      if (dx.length > 0) {
        loops.standardize(dx, dy, none, scale, weight, nothing);
      }
    },
  };
}

/** Weight and bias, ones and zeros where there are none, and sums of their gradients with the way to where these belong. */
function affineArrays(
  { parameters, gradients, scratch }: Site,
  loops: NormalizationKernels,
  channels: number,
) {
  const [dWeight, dBias] = arrays(loops, 2, channels);
  return {
    weight: parameters.weight ?? scratch(channels).fill(1),
    bias: parameters.bias ?? scratch(channels),
    dWeight,
    dBias,
    finish() {
      gradients.weight?.set(dWeight);
      gradients.bias?.set(dBias);
    },
  };
}

/** In double precision, as sums over many numbers are. */
function arrays(
  loops: NormalizationKernels,
  count: number,
  length: number,
): Float64Array[] {
  return Array.from({ length: count }, () => loops.array(length));
}
