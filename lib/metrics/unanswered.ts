import { allocate } from "../base/values.ts";
import type { Outputs } from "../network/outputs.ts";
import { type Metric, metricOf } from "./metric.ts";
import { answerReader } from "./reader.ts";

/** Counts the examples whose outputs say nothing, being NaN or infinite. */
export interface Unanswered extends Metric {
  /** The first of them, from 0; undefined if there is none. */
  first(): number | undefined;
}

/** How many examples a network has no answer to. */
export function unansweredExamples(
  outputs: Pick<Outputs, "predicts" | "shape">,
): Unanswered {
  const isAnswered = answerReader(outputs);
  // How many there are, how many examples were seen, and which was the first.
  const memory = allocate("float64", 3);
  const metric = metricOf("unanswered", memory, {
    add(y, _target, examples) {
      for (let i = 0; i < examples; i++) {
        if (!isAnswered(y, i) && memory[0]++ === 0) memory[2] = memory[1] + i;
      }
      memory[1] += examples;
    },
    value: () => memory[0],
  });
  return { ...metric, first: () => memory[0] > 0 ? memory[2] : undefined };
}
