import type { Examples } from "../../lib/data/examples/examples.ts";
import {
  type ConfusionMatrix,
  confusionMatrix,
} from "../../lib/metrics/confusion_matrix.ts";
import type { Metric } from "../../lib/metrics/metric.ts";
import { unansweredExamples } from "../../lib/metrics/unanswered.ts";
import type { Head } from "../../lib/network/graph.ts";
import { outputsOf, targetFormOf } from "../../lib/network/outputs.ts";
import { confusionRows } from "./confusions.ts";

/** What is counted of one loss besides metrics. */
export interface JudgedHead extends Head {
  readonly matrix: ConfusionMatrix | undefined;
  readonly unsaid: ReturnType<typeof unansweredExamples>;
  readonly counted: readonly Metric[];
  /** Whether its targets are distributions. */
  readonly isShared: boolean;
}

/** What is counted of a loss on data. */
export function judge(head: Head, data: Examples): JudgedHead {
  const { network, name } = head;
  const targetShape = data.targets?.find((part) => part.name === name)?.shape ??
    data.targetShape;
  const outputs = outputsOf(network, targetShape);
  const matrix = outputs === undefined || outputs.predicts === "numbers" ||
      (network.outputShape.at(-1) ?? 1) > 1000
    ? undefined
    : confusionMatrix(outputs);
  const unsaid = unansweredExamples(
    outputs ?? { predicts: "numbers", shape: network.outputShape },
  );
  return {
    ...head,
    matrix,
    unsaid,
    counted: matrix === undefined ? [unsaid] : [unsaid, matrix],
    isShared: targetFormOf(network, targetShape)?.kind === "distribution",
  };
}

/** How often each class was taken for each, as data. */
export function confusionRecord(
  { matrix, classes }: JudgedHead & {
    readonly classes: readonly string[] | undefined;
  },
) {
  return matrix === undefined ? {} : {
    classes: classes ?? [...Array(matrix.classes).keys()],
    confusion: confusionRows(matrix),
    scores: matrix.scores(),
  };
}
