import type {
  Grouping,
  NormalizationKernels,
} from "../contract/normalization.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** Doubles on a cache line: no two threads write to the same one. */
const line = 8;

/** The loops over one grouping, which lies in the memory. */
export function wasmNormalization(
  { at, allocate }: KernelMemory,
  threads: KernelThreads,
  { blocks, rows, groups, width }: Grouping,
): NormalizationKernels {
  const room = allocate("float32", 4);
  new Int32Array(room.buffer, room.byteOffset, 4)
    .set([blocks, rows, groups, width]);
  const place = at(room);
  const statistics = blocks * groups;
  const channels = groups * width;
  const work = costs.normalization * blocks * rows * channels;
  return {
    array: (length) => allocate("float64", length) as Float64Array,
    means(mean, x) {
      const kernel = functionOf("moments", x);
      threads.run(kernel, 0, statistics, line, work, place, at(mean), at(x), 0);
    },
    variances(variance, x, mean) {
      threads.run(
        functionOf("moments", x),
        0,
        statistics,
        line,
        work,
        place,
        at(variance),
        at(x),
        at(mean),
      );
    },
    standardize(y, x, mean, scale, weight, bias) {
      threads.run(
        functionOf("standardize", y),
        0,
        blocks * rows,
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
    sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight) {
      threads.run(
        functionOf("channelSums", x),
        0,
        channels,
        line,
        work,
        place,
        at(dWeight),
        at(dBias),
        at(x),
        at(dy),
        at(mean),
        at(scale),
      );
      if (width === 1 && blocks === 1) {
        // A group is a channel: its sums are known up to the weight.
        for (let s = 0; s < statistics; s++) {
          sums[s] = dBias[s] * weight[s];
          products[s] = dWeight[s] * weight[s];
        }
        return;
      }
      threads.run(
        functionOf("groupSums", x),
        0,
        statistics,
        line,
        work,
        place,
        at(sums),
        at(products),
        at(x),
        at(dy),
        at(mean),
        at(scale),
        at(weight),
      );
    },
    backward(dx, x, dy, mean, scale, weight, sums, products) {
      threads.run(
        functionOf("standardizeBackward", dx),
        0,
        blocks * rows,
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
