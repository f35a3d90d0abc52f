import type { Values } from "../../base/values.ts";
import type { NormalizationKernels } from "../contract/normalization.ts";
import { plainNormalization } from "../plain/normalize.ts";
import { functionOf } from "./module.ts";
import {
  channelSums,
  doubles,
  type NormalizationPlan,
} from "./normalize_plan.ts";

/** A band of channels in assembly/normalizations/columns.ts. */
const bandBytes = 256;

/** Loops over blocks of several rows: sums of each channel first, then of the groups. */
export function loopsOverColumns(
  plan: NormalizationPlan,
): NormalizationKernels {
  return {
    array: (length) => doubles(plan.memory, length),
    ...ofSums(plan),
    ...ofNumbers(plan),
  };
}

/** What threads share: bands of channels in pieces. */
function itemsOf(
  { blocks, pieces, channels }: NormalizationPlan,
  { BYTES_PER_ELEMENT }: Values,
): number {
  return blocks * pieces * Math.ceil(channels * BYTES_PER_ELEMENT / bandBytes);
}

function ofSums(
  plan: NormalizationPlan,
): Pick<NormalizationKernels, "moments" | "squares" | "sums"> {
  const { memory, threads, blocks, rows, groups, width, channels } = plan;
  const { pitch, place, work } = plan;
  const { at } = memory;
  const count = rows * width;
  const [first, second] = [1, 2].map(() => channelSums(plan, blocks));
  const pivots = doubles(memory, blocks * pitch);

  /** Sums `d` and `d·(x − mean)`, for each channel; without `d` distances and their squares. */
  function addUp(x: Values, d: Values | undefined, mean: Values) {
    for (let block = 0, s = 0; block < blocks; block++) {
      for (let c = block * pitch, group = 0; group < groups; group++, s++) {
        for (let k = 0; k < width; k++, c++) pivots[c] = mean[s];
      }
    }
    threads.run(
      functionOf("columnSums", x),
      0,
      itemsOf(plan, x),
      1,
      work,
      place,
      at(first.parts),
      at(second.parts),
      at(x),
      d === undefined ? 0 : at(d),
      at(pivots),
    );
    first.addUp();
    second.addUp();
  }

  /** Gives the sums of each group. */
  function eachGroup(use: (s: number, sum: number, second: number) => void) {
    for (let block = 0, s = 0; block < blocks; block++) {
      for (let c = block * pitch, group = 0; group < groups; group++, s++) {
        let [sum, other] = [0, 0];
        for (let k = 0; k < width; k++, c++) {
          sum += first.all[c];
          other += second.all[c];
        }
        use(s, sum, other);
      }
    }
  }

  return {
    moments(mean, variance, x) {
      if (x.BYTES_PER_ELEMENT === 8) {
        addUp(x, undefined, mean.fill(0));
        eachGroup((s, sum) => mean[s] = sum / count);
      } else {
        // Distances to a number among them keep their digits in one sweep: those
        // that an outlier costs, doubles have beyond floats.
        for (let block = 0, s = 0; block < blocks; block++) {
          const start = block * rows * channels;
          for (let group = 0; group < groups; group++, s++) {
            mean[s] = x[start + group * width];
          }
        }
      }
      addUp(x, undefined, mean);
      eachGroup((s, sum, square) => {
        const rest = sum / count;
        mean[s] += rest;
        variance[s] = Math.max(square / count - rest * rest, 0);
      });
    },
    squares(square, x) {
      addUp(x, undefined, square.fill(0));
      eachGroup((s, _sum, sum) => square[s] = sum / count);
    },
    sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight) {
      addUp(x, dy, mean);
      dWeight.fill(0);
      dBias.fill(0);
      for (let block = 0, s = 0; block < blocks; block++) {
        for (let c = 0, group = 0; group < groups; group++, s++) {
          let [sum, product] = [0, 0];
          for (let k = 0; k < width; k++, c++) {
            const d = first.all[block * pitch + c];
            const p = second.all[block * pitch + c] * scale[s];
            dBias[c] += d;
            dWeight[c] += p;
            sum += d * weight[c];
            product += p * weight[c];
          }
          sums[s] = sum;
          products[s] = product;
        }
      }
    },
  };
}

/** What is computed of each number: factors for each channel of each block, in the precision of the arrays, and loops that multiply and add. */
function ofNumbers(
  plan: NormalizationPlan,
): Pick<NormalizationKernels, "standardize" | "backward"> {
  const { memory, threads, blocks, rows, groups, width } = plan;
  const { pitch, place, work } = plan;
  const { at } = memory;
  const count = rows * width;
  const plain = plainNormalization(plan);
  let arrays: readonly Values[] | undefined;

  /** Six arrays, one behind the other, with a number for each channel of each block. */
  function arraysLike({ BYTES_PER_ELEMENT }: Values): readonly Values[] {
    if (arrays !== undefined) return arrays;
    const precision = BYTES_PER_ELEMENT === 4 ? "float32" : "float64";
    const length = blocks * pitch;
    const all = memory.allocate(precision, 6 * length);
    return arrays = Array.from(
      { length: 6 },
      (_, k) => all.subarray(k * length, (k + 1) * length),
    );
  }

  return {
    standardize(y, x, mean, scale, weight, bias) {
      const [middles, factors, bases] = arraysLike(y);
      let isSafe = true;
      for (let block = 0, s = 0; block < blocks; block++) {
        for (let c = 0, group = 0; group < groups; group++, s++) {
          for (let k = 0; k < width; k++, c++) {
            const i = block * pitch + c;
            const factor = scale[s] * weight[c];
            middles[i] = mean[s];
            factors[i] = factor;
            // What the mean has beyond a float.
            bases[i] = bias[c] + (middles[i] - mean[s]) * factor;
            isSafe = isSafe && isTame(factor);
          }
          isSafe = isSafe && isNear(mean[s]);
        }
      }
      if (!isSafe && y.BYTES_PER_ELEMENT === 4) {
        return plain.standardize(y, x, mean, scale, weight, bias);
      }
      const kernel = functionOf("standardizeColumns", y);
      const words = [place, at(y), at(x), at(middles)] as const;
      threads.run(kernel, 0, itemsOf(plan, y), 1, work, ...words);
    },
    backward(dx, x, dy, mean, scale, weight, sums, products) {
      const [middles, slopes, weights, averages, factors, bases] = arraysLike(
        dx,
      );
      let isSafe = true;
      for (let block = 0, s = 0; block < blocks; block++) {
        for (let c = 0, group = 0; group < groups; group++, s++) {
          const factor = scale[s];
          const average = -sums[s] / count;
          const slope = -factor * factor * products[s] / count;
          for (let k = 0; k < width; k++, c++) {
            const i = block * pitch + c;
            middles[i] = mean[s];
            slopes[i] = slope;
            weights[i] = weight[c];
            averages[i] = average;
            factors[i] = factor;
            // What mean and average have beyond a float.
            bases[i] = (middles[i] - mean[s]) * slope +
              (average - averages[i]) * factor;
            isSafe = isSafe && isTame(weight[c]);
          }
          isSafe = isSafe && isTame(factor) && isTame(slope) &&
            isNear(mean[s]) && isNear(average);
        }
      }
      if (!isSafe && dx.BYTES_PER_ELEMENT === 4) {
        return plain.backward(dx, x, dy, mean, scale, weight, sums, products);
      }
      const kernel = functionOf("columnsBackward", dx);
      const words = [place, at(dx), at(x), at(dy), at(middles)] as const;
      threads.run(kernel, 0, itemsOf(plan, dx), 1, work, ...words);
    },
  };
}

/** Whether a factor is 0 or between 2⁻¹⁰⁰ and 2¹⁰⁰, so that products of floats with it stay in range where those of doubles do. */
function isTame(factor: number): boolean {
  const size = Math.abs(factor);
  return size > 2 ** -100 && size < 2 ** 100 || size === 0;
}

/** Whether what is taken away is below 2¹⁰⁰ in size, so that no difference of floats is out of range. */
function isNear(middle: number): boolean {
  return Math.abs(middle) < 2 ** 100;
}
