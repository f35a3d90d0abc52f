import type { Shape } from "../../../base/shape.ts";
import type { Network } from "../../../network/network.ts";
import type { OnnxValue } from "../model.ts";
import { int } from "./attributes.ts";
import type { GraphWriter } from "./graph_writer.ts";
import { type OnnxPrediction, writePrediction } from "./predictions.ts";
import { channelsFirst, type ValueTensors } from "./values.ts";

/** A tensor that is an output, with its axes. */
interface Output {
  readonly tensor: string;
  readonly shape: Shape;
  readonly isConstant: boolean;
  /** Whether it is an image with its channels first. */
  readonly isFirst: boolean;
}

/** The tensor of a prediction; with `mayBeFirst`, of an image with its channels first. */
export function outputOf(
  { network, g, tensors, batch }: {
    readonly network: Network;
    readonly g: GraphWriter;
    readonly tensors: ValueTensors;
    readonly batch: (() => string) | undefined;
  },
  prediction: OnnxPrediction,
  mayBeFirst: boolean,
): Output {
  const { place, head } = prediction;
  const { shape } = network.values[place];
  const forms = tensors.get(place);
  const isFirst = mayBeFirst && forms.first !== undefined &&
    forms.last === undefined;
  const x = isFirst ? tensors.first(place) : tensors.last(place);
  g.within(head ?? "");
  const all = forms.isConstant && batch !== undefined
    ? g.node("Expand", [
      x,
      g.node("Concat", [batch(), g.ints([...shape])], {
        axis: int(0),
      }),
    ])
    : x;
  return {
    tensor: writePrediction(g, all, prediction, isFirst),
    shape: isFirst
      ? channelsFirst(shape.length).map((axis) => shape[axis])
      : shape,
    isConstant: forms.isConstant && batch === undefined,
    isFirst,
  };
}

/** The outputs under their names: of what is predicted, or of the step. */
export function namedOutputs(
  { values, inputs }: Network,
  g: GraphWriter,
  outputs: readonly Output[],
  predictions: readonly OnnxPrediction[],
): readonly OnnxValue[] {
  const given = new Set(inputs.map((value) => values[value].name));
  for (const { name } of g.initializers) given.add(name);
  return outputs.map(({ tensor, shape, isConstant }, i) => {
    const { kind, head, place } = predictions[i];
    const isValue = kind === "value";
    const word = kind === "units" ? "prediction" : "probabilities";
    const own = isValue
      ? values[place].name
      : g.unique(head === undefined ? word : `${head}.${word}`);
    const isComputed = g.nodes.some(({ outputs }) => outputs.includes(own));
    let name = tensor;
    if (given.has(name)) name = g.node("Identity", [tensor]);
    if (name !== own) {
      // The same with another order of axes has the name, or an input or a number.
      if (isComputed && !given.has(own)) {
        g.rename(own, g.unique(`${own}/first`));
      }
      const to = given.has(own) ? g.unique(`${head ?? own}.output`) : own;
      g.rename(name, to);
      name = to;
    }
    given.add(name);
    return {
      name,
      type: "float32",
      shape: [isConstant ? 1 : "batch", ...shape],
    };
  });
}
