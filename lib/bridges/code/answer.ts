import { elementCount } from "../../base/shape.ts";
import type { Normalization } from "../../data/examples/examples.ts";
import {
  classNames,
  namesOfOutputs,
  trainedTargetShape,
} from "../../fitting/class_names.ts";
import type { TrainedNetwork } from "../../fitting/predictions.ts";
import { thresholds } from "../../metrics/reader.ts";
import { outputsOf, targetFormOf } from "../../network/outputs.ts";

/** What the outputs of a network say. */
export type CodeAnswer =
  | {
    /** The largest of them is the class; softmax makes them probabilities. */
    readonly kind: "classes";
    readonly names: readonly string[];
  }
  | {
    /** Each is a yes above a threshold. */
    readonly kind: "yes or no";
    readonly threshold: number;
    /** Whether sigmoid makes it a probability, it is one, or neither. */
    readonly predicts: "logit" | "probability" | "sign";
    /** The names of no and yes for each. */
    readonly names: readonly (readonly [string, string])[];
  }
  | {
    /** They are numbers, in units of `scale` from `offset` on. */
    readonly kind: "numbers";
    readonly units: Normalization | undefined;
    /** Whether they are logarithms of what is predicted. */
    readonly isLog: boolean;
    readonly count: number;
  };

/** What the outputs of a network with at most one loss say, as `predict` prints it. */
export function answerOf({ network, description }: TrainedNetwork): CodeAnswer {
  const targetShape = trainedTargetShape(network, description);
  const predicts = outputsOf(network, targetShape)?.predicts ?? "numbers";
  const isShared = targetFormOf(network, targetShape)?.kind === "distribution";
  const count = elementCount(network.outputShape);
  const classes = network.outputShape.at(-1) ?? 1;
  if (predicts === "classes" && classes === count) {
    const known = namesOfOutputs(classNames(description, isShared), classes);
    const names = known ?? Array.from({ length: classes }, (_, i) => `${i}`);
    return { kind: "classes", names };
  }
  if (predicts === "numbers" || predicts === "classes") {
    return {
      kind: "numbers",
      units: description.targetNormalization,
      isLog: network.loss?.layer.loss?.takes === "log_rates",
      count,
    };
  }
  const numbers = predicts === "sign" ? ["-1", "1"] : ["0", "1"];
  const [threshold] = thresholds[predicts] ?? [0];
  return {
    kind: "yes or no",
    threshold,
    predicts,
    names: Array.from({ length: count }, (_, i) => {
      const [no, yes] =
        namesOfOutputs(classNames(description, isShared, i), 2) ?? numbers;
      return [no, yes];
    }),
  };
}
