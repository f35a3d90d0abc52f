/**
 * Kernels of normalizations: batch, layer, group and instance normalization
 * differ only in which numbers share a mean and a variance (Wu and He, "Group
 * normalization", 2018, figure 2).
 *
 * @module
 */

import type {
  Grouping,
  NormalizationKernels,
} from "../contract/normalization.ts";
import type { Values } from "../../base/values.ts";

/** The plain loops. */
export function plainNormalization(grouping: Grouping): NormalizationKernels {
  return {
    array: (length) => new Float64Array(length),
    means: (mean, x) => means(mean, x, grouping),
    variances: (variance, x, mean) => variances(variance, x, mean, grouping),
    standardize: (y, x, mean, scale, weight, bias) =>
      standardize(y, x, mean, scale, weight, bias, grouping),
    sums: (dWeight, dBias, sums, products, x, dy, mean, scale, weight) =>
      normalizationSums(
        dWeight,
        dBias,
        sums,
        products,
        x,
        dy,
        mean,
        scale,
        weight,
        grouping,
      ),
    backward: (dx, x, dy, mean, scale, weight, sums, products) =>
      standardizeBackward(
        dx,
        x,
        dy,
        mean,
        scale,
        weight,
        sums,
        products,
        grouping,
      ),
  };
}

/** `mean = Σ x / n`, one for each block and group, `n` being `rows × width`. */
function means(
  mean: Values,
  x: Values,
  { blocks, rows, groups, width }: Grouping,
): void {
  mean.fill(0);
  for (let block = 0, i = 0; block < blocks; block++) {
    const first = block * groups;
    for (let row = 0; row < rows; row++) {
      if (width === 1) {
        for (let s = first; s < first + groups; s++, i++) mean[s] += x[i];
        continue;
      }
      for (let s = first; s < first + groups; s++) {
        let sum = mean[s];
        for (let k = 0; k < width; k++, i++) sum += x[i];
        mean[s] = sum;
      }
    }
  }
  for (let s = 0; s < mean.length; s++) mean[s] /= rows * width;
}

/** `variance = Σ (x − mean)² / n`: the second sweep, as `Σ x² / n − mean²` would lose the digits of numbers that lie close together. */
function variances(
  variance: Values,
  x: Values,
  mean: Values,
  { blocks, rows, groups, width }: Grouping,
): void {
  variance.fill(0);
  for (let block = 0, i = 0; block < blocks; block++) {
    const first = block * groups;
    for (let row = 0; row < rows; row++) {
      if (width === 1) {
        for (let s = first; s < first + groups; s++, i++) {
          const distance = x[i] - mean[s];
          variance[s] += distance * distance;
        }
        continue;
      }
      for (let s = first; s < first + groups; s++) {
        const middle = mean[s];
        let sum = variance[s];
        for (let k = 0; k < width; k++, i++) {
          const distance = x[i] - middle;
          sum += distance * distance;
        }
        variance[s] = sum;
      }
    }
  }
  for (let s = 0; s < variance.length; s++) variance[s] /= rows * width;
}

/** `y = (x − mean)·scale·weight + bias`: mean and scale of each block and group, weight and bias of each channel. */
function standardize(
  y: Values,
  x: Values,
  mean: Values,
  scale: Values,
  weight: Values,
  bias: Values,
  { blocks, rows, groups, width }: Grouping,
): void {
  for (let block = 0, i = 0; block < blocks; block++) {
    const first = block * groups;
    for (let row = 0; row < rows; row++) {
      if (width === 1) {
        for (let s = first, c = 0; s < first + groups; s++, c++, i++) {
          y[i] = (x[i] - mean[s]) * scale[s] * weight[c] + bias[c];
        }
        continue;
      }
      for (let s = first, c = 0; s < first + groups; s++) {
        const middle = mean[s];
        const factor = scale[s];
        for (let k = 0; k < width; k++, c++, i++) {
          y[i] = (x[i] - middle) * factor * weight[c] + bias[c];
        }
      }
    }
  }
}

/**
 * What backward needs of sums, with `h = (x − mean)·scale`: of each channel
 * `dWeight = Σ dy·h` and `dBias = Σ dy`, of each block and group
 * `sums = Σ dy·weight` and `products = Σ dy·weight·h`.
 */
function normalizationSums(
  dWeight: Values,
  dBias: Values,
  sums: Values,
  products: Values,
  x: Values,
  dy: Values,
  mean: Values,
  scale: Values,
  weight: Values,
  { blocks, rows, groups, width }: Grouping,
): void {
  for (const into of [dWeight, dBias, sums, products]) into.fill(0);
  for (let block = 0, i = 0; block < blocks; block++) {
    const first = block * groups;
    for (let row = 0; row < rows; row++) {
      if (width === 1) {
        for (let s = first, c = 0; s < first + groups; s++, c++, i++) {
          const d = dy[i];
          const product = d * (x[i] - mean[s]) * scale[s];
          dWeight[c] += product;
          dBias[c] += d;
          sums[s] += d * weight[c];
          products[s] += product * weight[c];
        }
        continue;
      }
      for (let s = first, c = 0; s < first + groups; s++) {
        const middle = mean[s];
        const factor = scale[s];
        let sum = sums[s];
        let product = products[s];
        for (let k = 0; k < width; k++, c++, i++) {
          const d = dy[i];
          const h = (x[i] - middle) * factor;
          dWeight[c] += d * h;
          dBias[c] += d;
          sum += d * weight[c];
          product += d * weight[c] * h;
        }
        sums[s] = sum;
        products[s] = product;
      }
    }
  }
}

/** `dx = scale·(dy·weight − (sums + h·products) / n)`, with `h = (x − mean)·scale`. */
function standardizeBackward(
  dx: Values,
  x: Values,
  dy: Values,
  mean: Values,
  scale: Values,
  weight: Values,
  sums: Values,
  products: Values,
  { blocks, rows, groups, width }: Grouping,
): void {
  const count = rows * width;
  for (let block = 0, i = 0; block < blocks; block++) {
    const first = block * groups;
    for (let row = 0; row < rows; row++) {
      if (width === 1) {
        for (let s = first, c = 0; s < first + groups; s++, c++, i++) {
          const slant = (x[i] - mean[s]) * scale[s] * products[s];
          dx[i] = scale[s] * (dy[i] * weight[c] - (sums[s] + slant) / count);
        }
        continue;
      }
      for (let s = first, c = 0; s < first + groups; s++) {
        const middle = mean[s];
        const factor = scale[s];
        const average = sums[s] / count;
        const slope = products[s] / count * factor;
        for (let k = 0; k < width; k++, c++, i++) {
          const slant = (x[i] - middle) * slope;
          dx[i] = factor * (dy[i] * weight[c] - average - slant);
        }
      }
    }
  }
}
