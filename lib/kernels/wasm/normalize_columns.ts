import type { Values } from "../../base/values.ts";
import type { NormalizationKernels } from "../contract/normalization.ts";
import { functionOf } from "./module.ts";
import {
  channelSums,
  doubles,
  type NormalizationPlan,
} from "./normalize_plan.ts";

/** A band of channels in assembly/normalizations/. */
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
  const { pitch, pieces, place, work } = plan;
  const { at } = memory;
  const count = rows * width;
  const [first, second] = [1, 2].map(() => channelSums(plan, blocks));
  const means = doubles(memory, blocks * pieces * pitch);

  /** Sums `d` and `d·(x − mean)`, for each channel of a piece; without `d` distances and their squares. */
  function addUp(x: Values, d: Values | undefined, mean: Values) {
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
      at(mean),
      at(means),
    );
  }

  /** Gives the sums of each group. */
  function eachGroup(use: (s: number, sum: number, second: number) => void) {
    first.addUp();
    second.addUp();
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
      threads.run(
        functionOf("columnTotals", x),
        0,
        groups,
        8,
        8 * blocks * pieces * channels,
        place,
        at(dWeight),
        at(dBias),
        at(sums),
        at(products),
        at(first.parts),
        at(second.parts),
        at(scale),
        at(weight),
      );
    },
  };
}

/** What is computed of each number, from six numbers of each channel that are made for each piece. */
function ofNumbers(
  plan: NormalizationPlan,
): Pick<NormalizationKernels, "standardize" | "backward"> {
  const { memory, threads, blocks, pieces, pitch, place, work } = plan;
  const { at } = memory;
  let numbers: Values | undefined;

  function roomFor({ BYTES_PER_ELEMENT }: Values): number {
    const precision = BYTES_PER_ELEMENT === 4 ? "float32" : "float64";
    numbers ??= memory.allocate(precision, 6 * blocks * pieces * pitch);
    return at(numbers);
  }

  return {
    standardize(y, x, mean, scale, weight, bias) {
      threads.run(
        functionOf("standardizeColumns", y),
        0,
        itemsOf(plan, y),
        1,
        work,
        place,
        at(y),
        at(x),
        roomFor(y),
        at(mean),
        at(scale),
        at(weight),
        at(bias),
      );
    },
    backward(dx, x, dy, mean, scale, weight, sums, products) {
      threads.run(
        functionOf("columnsBackward", dx),
        0,
        itemsOf(plan, dx),
        1,
        work,
        place,
        at(dx),
        at(x),
        at(dy),
        roomFor(dx),
        at(mean),
        at(scale),
        at(weight),
        at(sums),
        at(products),
      );
    },
  };
}
