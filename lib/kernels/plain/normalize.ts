/**
 * Kernels of normalizations: batch, layer, group and instance normalization
 * differ only in which numbers share a mean and a variance (Wu and He, "Group
 * normalization", 2018, figure 2).
 *
 * @module
 */

import { allocate, type Values } from "../../base/values.ts";
import type {
  Grouping,
  NormalizationKernels,
} from "../contract/normalization.ts";

/** The plain loops. Groups of one channel have their own, as inner loops of one turn are slow. */
export function plainNormalization(grouping: Grouping): NormalizationKernels {
  const sumInto = means(grouping);
  const squaresInto = variances(grouping);
  const none = allocate("float64", grouping.blocks * grouping.groups);
  const [addUp, spread] = [sums(grouping), backward(grouping)];
  return {
    array: (length) => allocate("float64", length),
    moments(mean, variance, x) {
      sumInto(mean, x);
      squaresInto(variance, x, mean);
    },
    squares: (square, x) => squaresInto(square, x, none),
    standardize: standardize(grouping),
    sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight, dx) {
      addUp(dWeight, dBias, sums, products, x, dy, mean, scale, weight);
      if (dx === undefined) return;
      spread(dx, x, dy, mean, scale, weight, sums, products);
    },
    backward: spread,
  };
}

function means(
  { blocks, rows, groups, width }: Grouping,
): (mean: Values, x: Values) => void {
  return (mean, x) => {
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
  };
}

/** A second sweep, as `Σ x² / n − mean²` would lose the digits of numbers that lie close together. */
function variances(
  { blocks, rows, groups, width }: Grouping,
): (variance: Values, x: Values, mean: Values) => void {
  return (variance, x, mean) => {
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
  };
}

function standardize(
  { blocks, rows, groups, width }: Grouping,
): NormalizationKernels["standardize"] {
  return (y, x, mean, scale, weight, bias) => {
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
  };
}

function sums(
  { blocks, rows, groups, width }: Grouping,
): NormalizationKernels["sums"] {
  return (dWeight, dBias, sums, products, x, dy, mean, scale, weight) => {
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
  };
}

function backward(
  { blocks, rows, groups, width }: Grouping,
): NormalizationKernels["backward"] {
  return (dx, x, dy, mean, scale, weight, sums, products) => {
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
  };
}
