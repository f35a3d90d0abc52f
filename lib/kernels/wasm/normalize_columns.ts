import type { Values } from "../../base/values.ts";
import type { NormalizationKernels } from "../contract/normalization.ts";
import { functionOf } from "./module.ts";
import {
  channelSums,
  doubles,
  type NormalizationPlan,
} from "./normalize_plan.ts";

/** Blocks are worked through one by one where each thread has some, so that none waits long. */
const blocksOfThread = 4;

/** What it takes to add a channel's number of a piece to those of its block. */
const costOfTotal = 30;

/** A band of channels in assembly/normalizations/. */
const bandBytes = 256;

/** Loops over blocks of several rows: sums of each channel first, then of the groups. */
export function loopsOverColumns(
  plan: NormalizationPlan,
): NormalizationKernels {
  const numbers = ofNumbers(plan);
  return {
    array: (length) => doubles(plan.memory, length),
    ...ofSums(plan, numbers),
    ...numbers,
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
  { backward }: Pick<NormalizationKernels, "backward">,
): Pick<NormalizationKernels, "moments" | "squares" | "sums"> {
  const { memory, threads, blocks, rows, groups, width, channels } = plan;
  const { pitch, pieces, fields, place, work } = plan;
  const { at } = memory;
  const count = rows * width;
  const [first, second] = [1, 2].map(() => channelSums(plan, blocks));
  const means = doubles(memory, blocks * pieces * pitch);
  fields.set([first.parts, second.parts, means].map(at), 7);

  /** Sums `d` and `d·(x − mean)`, for each channel of a piece; without `d` distances and their squares. */
  function addUp(x: Values, d: Values | undefined, mean: Values) {
    threads.run(
      functionOf("columnSums", x),
      0,
      itemsOf(plan, x),
      1,
      work,
      place,
      at(x),
      d === undefined ? 0 : at(d),
      at(mean),
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

  /** Adds up what each channel has of each block, in the place of its first piece. */
  function addBlocks(to: Values, parts: Values) {
    const kernel = functionOf("sumAlong", to);
    const words = [at(to), at(parts), 1, blocks, pieces * pitch] as const;
    threads.run(kernel, 0, channels, 8, blocks * channels, ...words);
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
    sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight, dx) {
      const isByBlocks = blocks >= blocksOfThread * threads.count;
      if (dx !== undefined && isByBlocks) {
        threads.run(
          functionOf("blocksBackward", x),
          0,
          blocks,
          1,
          2 * work,
          place,
          at(dx),
          at(x),
          at(dy),
          at(mean),
          at(scale),
          at(weight),
          at(sums),
          at(products),
        );
      } else {
        addUp(x, dy, mean);
        threads.run(
          functionOf("blockTotals", x),
          0,
          blocks,
          1,
          costOfTotal * blocks * pieces * channels,
          place,
          at(sums),
          at(products),
          at(mean),
          at(scale),
          at(weight),
        );
      }
      addBlocks(dBias, first.parts);
      addBlocks(dWeight, second.parts);
      if (dx !== undefined && !isByBlocks) {
        backward(dx, x, dy, mean, scale, weight, sums, products);
      }
    },
  };
}

/** What is computed of each number. */
function ofNumbers(
  plan: NormalizationPlan,
): Pick<NormalizationKernels, "standardize" | "backward"> {
  const { memory, threads, place, work } = plan;
  const { at } = memory;
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
        at(mean),
        at(scale),
        at(weight),
        at(sums),
        at(products),
      );
    },
  };
}
