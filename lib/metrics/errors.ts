import { allocate } from "../base/values.ts";
import { elementCount } from "../base/shape.ts";
import type { Outputs } from "../network/outputs.ts";
import { metricDefinition } from "./define_metric.ts";
import { type Metric, metricOf, requireLength } from "./metric.ts";

/**
 * The mean of `(y − t)²` over all numbers.
 *
 * ```ts
 * import { meanSquaredError } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = meanSquaredError({ predicts: "numbers" });
 * metric.add(Float64Array.of(1, 2), Float64Array.of(1, 5), 2);
 * assertEquals(metric.value(), 9 / 2);
 * ```
 */
export function meanSquaredError(outputs: Outputs): Metric {
  return meanError("mse", outputs, (apart) => apart * apart);
}

/** As the command line knows it. */
export const mseMetric = metricDefinition({
  name: "mse",
  summary: "the mean of (y - t)² over all numbers",
  arguments: {},
  measures: "numbers",
  create: (_options, outputs) => meanSquaredError(outputs),
});

/** The mean of `|y − t|` over all numbers. */
export function meanAbsoluteError(outputs: Outputs): Metric {
  return meanError("mae", outputs, Math.abs);
}

/** As the command line knows it. */
export const maeMetric = metricDefinition({
  name: "mae",
  summary: "the mean of |y - t| over all numbers",
  arguments: {},
  measures: "numbers",
  isUsual: true,
  create: (_options, outputs) => meanAbsoluteError(outputs),
});

function meanError(
  name: string,
  { shape = [] }: Outputs,
  f: (apart: number) => number,
): Metric {
  const width = elementCount(shape);
  // The sum, and of how many numbers.
  const memory = allocate("float64", 2);
  return metricOf(name, memory, {
    add(y, target, examples) {
      const count = examples * width;
      requireLength(name, "y", y, count);
      requireLength(name, "target", target, count);
      // With a sum for each batch, small numbers are not lost in a large one.
      let sum = 0;
      for (let i = 0; i < count; i++) sum += f(y[i] - target[i]);
      memory[0] += sum;
      memory[1] += count;
    },
    value: () => memory[0] / memory[1],
  });
}

/**
 * How much of the variance of the targets is explained: `1 − Σ(y − t)² / Σ(t − t̄)²`
 * for each of the output's numbers, and the mean over them. 1 is perfect, 0 is what
 * predicting the mean gives, and it may be negative. A number whose targets are all the
 * same has no variance to explain and is left out; if there is no other, it is NaN.
 *
 * The targets' variance is computed as by Welford ("Note on a method for calculating
 * corrected sums of squares and products", 1962), from their distances to the first
 * one, so that a large mean costs no digits. NaN before the second example.
 *
 * ```ts
 * import { rSquared } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = rSquared({ predicts: "numbers" });
 * metric.add(Float64Array.of(1, 2, 2), Float64Array.of(1, 2, 3), 3);
 * assertEquals(metric.value(), 1 - 1 / 2);
 * ```
 */
export function rSquared({ shape = [] }: Outputs): Metric {
  const width = elementCount(shape);
  // How many examples; then of each number its first target, the mean distance from
  // that, the squares of distances about the mean, and those of errors.
  const memory = allocate("float64", 1 + 4 * width);
  const [firsts, means, squares, errors] = [0, 1, 2, 3].map((i) =>
    memory.subarray(1 + i * width, 1 + (i + 1) * width)
  );
  return metricOf("r2", memory, {
    add(y, target, examples) {
      requireLength("r2", "y", y, examples * width);
      requireLength("r2", "target", target, examples * width);
      for (let b = 0, i = 0; b < examples; b++) {
        const count = ++memory[0];
        for (let j = 0; j < width; j++, i++) {
          if (count === 1) firsts[j] = target[i];
          const distance = target[i] - firsts[j];
          const ahead = distance - means[j];
          means[j] += ahead / count;
          squares[j] += ahead * (distance - means[j]);
          errors[j] += (y[i] - target[i]) ** 2;
        }
      }
    },
    value() {
      if (memory[0] < 2) return NaN;
      let sum = 0;
      let count = 0;
      for (let j = 0; j < width; j++) {
        if (squares[j] === 0) continue;
        sum += 1 - errors[j] / squares[j];
        count++;
      }
      return sum / count;
    },
  });
}

/** As the command line knows it. */
export const r2Metric = metricDefinition({
  name: "r2",
  summary: "how much of the variance of the targets is explained",
  arguments: {},
  measures: "numbers",
  isUsual: true,
  create: (_options, outputs) => rSquared(outputs),
});
