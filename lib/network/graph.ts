import type { Shape } from "../base/shape.ts";
import type { GivenValue, Item } from "../layer/item.ts";
import type { InputSpec, Layer, ParameterSpec } from "../layer/layer.ts";

/** A place in a network where numbers are: the input, the target, or the output of a step. */
export interface NetworkValue {
  /** `x`, `target`, or the name of the step that computes it. */
  readonly name: string;
  /** Its shape without the batch axis. */
  readonly shape: Shape;
}

/** One use of a layer in a network. */
export interface NetworkStep {
  /** A label from the text, or `fc1`, `relu1` … in order. */
  readonly name: string;
  /** Whether the name is a label. */
  readonly labelled: boolean;
  /** The layer. */
  readonly layer: Layer;
  /** Where its inputs are among the network's values. */
  readonly inputs: readonly number[];
  /** Where its output is among the network's values. */
  readonly output: number;
  /** Its own parameters. */
  readonly parameters: readonly ParameterSpec[];
  /** The name of the step whose parameters it uses instead of its own. */
  readonly shares?: string | undefined;
}

/** A directed acyclic graph of layers. */
export interface Graph {
  /** Every place where numbers are; each step's inputs come before its output. */
  readonly values: readonly NetworkValue[];
  /** The steps in an order in which they can be run; a loss is the last. */
  readonly steps: readonly NetworkStep[];
  /** The step that is a loss, if any. */
  readonly loss?: NetworkStep | undefined;
  /** Where the input `x` is among the values; -1 in a network that begins with given values only. */
  readonly input: number;
  /** Where the output `y` is among the values: the last before the loss. */
  readonly output: number;
  /** Where the target is among the values; -1 in a network without a loss. */
  readonly target: number;
  /** The shape of one example's input; `[]` if it has none. */
  readonly inputShape: Shape;
  /** The shape of one example's output. */
  readonly outputShape: Shape;
  /** Other names of values, by the labels that stand for them. */
  readonly aliases: ReadonlyMap<string, number>;
  /** What the network was made of; it prints back from this. */
  readonly items: readonly Item[];
  /** The given values that it uses. */
  readonly given: readonly GivenValue[];
  /** The number of parameters in all, given values not counted. */
  readonly parameterCount: number;
}

/** The step whose parameters a step uses: itself, or the one that `shares` names. */
export function ownerOf(
  { steps }: Pick<Graph, "steps">,
  step: NetworkStep,
): NetworkStep {
  return step.shares === undefined
    ? step
    : steps.find(({ name }) => name === step.shares) ?? step;
}

/** What the network's input must be, as the first layer that receives it says. */
export function inputSpec(graph: Graph): InputSpec {
  for (const { layer, inputs } of graph.steps) {
    if (!inputs.includes(graph.input)) continue;
    const spec = layer.inputs?.[inputs.indexOf(graph.input)];
    if (spec !== undefined) return { ...spec, name: "x" };
  }
  return { name: "x", differentiable: true };
}
