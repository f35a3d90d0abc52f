import type { Values } from "../../base/values.ts";
import type { NormalizationKernels } from "../contract/normalization.ts";
import { functionOf } from "./module.ts";
import {
  channelSums,
  doubles,
  type NormalizationPlan,
} from "./normalize_plan.ts";

/** Loops over blocks of one row, whose groups each have a mean of their own. */
export function loopsOverRows(plan: NormalizationPlan): NormalizationKernels {
  const { memory, threads, blocks, groups, channels, pieces } = plan;
  const { place, work } = plan;
  const { at } = memory;
  const count = blocks * groups;
  const [weights, biases] = [1, 2].map(() => channelSums(plan, 1));
  const moments = (
    mean: Values,
    variance: Values,
    x: Values,
    isCentred: 0 | 1,
  ) =>
    threads.run(
      functionOf("rowMoments", x),
      0,
      count,
      1,
      work,
      place,
      at(mean),
      at(variance),
      at(x),
      isCentred,
    );
  const loops: NormalizationKernels = {
    array: (length) => doubles(memory, length),
    moments: (mean, variance, x) => moments(mean, variance, x, 1),
    squares: (square, x) => moments(square, square, x, 0),
    standardize(y, x, mean, scale, weight, bias) {
      threads.run(
        functionOf("standardizeRows", y),
        0,
        count,
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
    sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight, dx) {
      threads.run(
        functionOf("rowSums", x),
        0,
        pieces,
        1,
        work,
        place,
        at(weights.parts),
        at(biases.parts),
        at(sums),
        at(products),
        at(x),
        at(dy),
        at(mean),
        at(scale),
        at(weight),
      );
      weights.addUp();
      biases.addUp();
      for (let c = 0; c < channels; c++) {
        dWeight[c] = weights.all[c];
        dBias[c] = biases.all[c];
      }
      if (dx !== undefined) {
        loops.backward(dx, x, dy, mean, scale, weight, sums, products);
      }
    },
    backward(dx, x, dy, mean, scale, weight, sums, products) {
      threads.run(
        functionOf("rowsBackward", dx),
        0,
        count,
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
  return loops;
}
