import type { DataMeaning } from "../../../fitting/data_meaning.ts";
import { meaningFor } from "../../../fitting/data_meaning.ts";
import {
  classNames,
  namesOfOutputs,
  trainedTargetShape,
} from "../../../fitting/class_names.ts";
import { elementCount, type Shape } from "../../../base/shape.ts";
import type { Values } from "../../../base/values.ts";
import { headsOf } from "../../../network/graph.ts";
import type { Network } from "../../../network/network.ts";
import { outputsOf, targetFormOf } from "../../../network/outputs.ts";
import { int } from "./attributes.ts";
import type { GraphWriter } from "./graph_writer.ts";

/** What a network predicts: a value of it, and what is made of that. */
export interface OnnxPrediction {
  /** Where it is among the values. */
  readonly place: number;
  /** The name of its loss, where there are several. */
  readonly head: string | undefined;
  /** What follows: nothing, shares of classes, a probability each, or numbers in their own units. */
  readonly kind: "value" | "classes" | "logits" | "units";
  readonly shape: Shape;
  readonly offset: readonly number[];
  readonly scale: readonly number[];
  /** Whether the numbers are logarithms of what is predicted. */
  readonly isLog: boolean;
  /** The names of classes, or of no and yes. */
  readonly names: readonly string[] | undefined;
}

/** What `predict` gives of a network; of one without a loss, its last value. */
export function predictionsOf(
  network: Network,
  description: DataMeaning,
  isLogits: boolean,
): readonly OnnxPrediction[] {
  const heads = headsOf(network);
  const all = heads.length === 0 ? [undefined] : heads;
  return all.map((head) => {
    const own = head?.network ?? network;
    const meaning = head === undefined || heads.length < 2
      ? description
      : meaningFor(description, head);
    const targetShape = trainedTargetShape(own, meaning);
    const predicts = outputsOf(own, targetShape)?.predicts ?? "numbers";
    const isShared = targetFormOf(own, targetShape)?.kind === "distribution";
    const units = predicts === "numbers"
      ? meaning.targetNormalization
      : undefined;
    const isLog = predicts === "numbers" &&
      own.loss?.layer.loss?.takes === "log_rates";
    const count = predicts === "classes" ? own.outputShape.at(-1) ?? 1 : 2;
    return {
      place: own.output,
      head: heads.length < 2 ? undefined : head?.name,
      kind: predicts === "classes" && !isLogits
        ? "classes"
        : predicts === "logit" && !isLogits
        ? "logits"
        : units !== undefined || isLog
        ? "units"
        : "value",
      shape: own.outputShape,
      offset: units?.offset ?? [],
      scale: units?.scale ?? [],
      isLog,
      names: predicts === "numbers" ? undefined : namesOfOutputs(
        classNames(
          meaning,
          isShared,
          elementCount(own.outputShape) === 1 ? 0 : undefined,
        ),
        count,
      ),
    };
  });
}

/** Adds what is made of a value; returns the name of the tensor, and whether it is another. */
export function writePrediction(
  g: GraphWriter,
  x: string,
  { kind, shape, offset, scale, isLog }: OnnxPrediction,
  isFirst: boolean,
): string {
  switch (kind) {
    case "value":
      return x;
    case "classes":
      return g.node("Softmax", [x], {
        axis: int(isFirst ? 1 : Math.max(shape.length, 1)),
      });
    case "logits":
      return g.node("Sigmoid", [x]);
    case "units": {
      const numbers = (all: readonly number[]) =>
        all.length === elementCount(shape) && all.length > 1
          ? g.floats(all, shape)
          : g.floats(all, all.length === 1 ? [] : [all.length]);
      const large = scale.length === 0 ? x : g.node("Mul", [x, numbers(scale)]);
      const moved = offset.length === 0
        ? large
        : g.node("Add", [large, numbers(offset)]);
      return isLog ? g.node("Exp", [moved]) : moved;
    }
  }
}

/** The same of numbers that a network gave. */
export function predictedNumbers(
  { kind, shape, offset, scale, isLog }: OnnxPrediction,
  y: Values,
): Values {
  switch (kind) {
    case "value":
      return y;
    case "logits":
      return Float64Array.from(y, (value) => 1 / (1 + Math.exp(-value)));
    case "classes": {
      const classes = shape.at(-1) ?? 1;
      const shares = Float64Array.from(y);
      for (let start = 0; start < shares.length; start += classes) {
        const own = shares.subarray(start, start + classes);
        const top = own.reduce((a, b) => Math.max(a, b));
        const powers = own.map((value) => Math.exp(value - top));
        const sum = powers.reduce((a, b) => a + b);
        own.set(powers.map((power) => power / sum));
      }
      return shares;
    }
    case "units":
      return Float64Array.from(y, (value, i) => {
        const own = value * (scale.length === 0 ? 1 : scale[i % scale.length]) +
          (offset.length === 0 ? 0 : offset[i % offset.length]);
        return isLog ? Math.exp(own) : own;
      });
  }
}
