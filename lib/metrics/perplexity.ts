import { equalShapes } from "../base/shape.ts";
import { allocate, type Values } from "../base/values.ts";
import type { Outputs } from "../network/outputs.ts";
import { metricDefinition } from "./define_metric.ts";
import { type Metric, metricOf } from "./metric.ts";
import { scoreReader } from "./reader.ts";

/** Perplexity, which also takes losses that are known. */
export interface Perplexity extends Metric {
  /** Counts in the sum of the cross-entropies, in nats, of so many positions. */
  addLosses(sum: number, positions: number): void;
}

/**
 * `exp` of the mean cross-entropy of a position: a prediction that finds `n`
 * classes equally likely has a perplexity of `n` (Jelinek et al., 1977). Outputs are
 * logits or logarithms of probabilities; ignored positions do not count. If the
 * losses are known, {@linkcode Perplexity.addLosses} takes them instead of outputs.
 *
 * ```ts
 * import { perplexity } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = perplexity({ predicts: "classes", shape: [4] });
 * metric.add(new Float64Array(4), Float64Array.of(2), 1);
 * assertAlmostEquals(metric.value(), 4);
 * ```
 *
 * @throws {NablaError} if the outputs are not scores of classes.
 */
export function perplexity(outputs: Outputs): Perplexity {
  const { shape = [], targetShape } = outputs;
  const { classes, read } = scoreReader("perplexity", outputs);
  const isShared = targetShape !== undefined &&
    equalShapes(targetShape, shape);
  // The sum of the cross-entropies, and the number of positions.
  const memory = allocate("float64", 2);
  const addLosses = (sum: number, positions: number) => {
    memory[0] += sum;
    memory[1] += positions;
  };
  const metric = metricOf("perplexity", memory, {
    add(y, target, examples) {
      let sum = 0;
      let positions = 0;
      read(y, target, examples, (start, truth) => {
        const costOf = costsOf(y, start, classes);
        positions++;
        if (!isShared) {
          sum += costOf(start + truth);
          return;
        }
        for (let i = start; i < start + classes; i++) {
          // What is impossible and not true costs nothing.
          if (target[i] !== 0) sum += target[i] * costOf(i);
        }
      });
      addLosses(sum, positions);
    },
    value: () => Math.exp(memory[0] / memory[1]),
  });
  return { ...metric, addLosses };
}

/** As the command line knows it. */
export const perplexityMetric = metricDefinition({
  name: "perplexity",
  summary: "how many choices a prediction is as unsure as",
  arguments: {},
  measures: "classes",
  create: (_options, outputs) => perplexity(outputs),
});

/** `−log p` of the numbers of a row, by their place. The largest is never added to the rest of `log Σ exp(y)`, which would cost the digits of the rest. */
function costsOf(
  y: Values,
  start: number,
  width: number,
): (i: number) => number {
  let most = -Infinity;
  for (let i = start; i < start + width; i++) most = Math.max(most, y[i]);
  if (!Number.isFinite(most)) return (i) => most - y[i];
  let others = 0;
  let ties = -1;
  for (let i = start; i < start + width; i++) {
    if (y[i] === most) ties++;
    else others += Math.exp(y[i] - most);
  }
  const rest = Math.log1p(ties + others);
  return (i) => most - y[i] + rest;
}
