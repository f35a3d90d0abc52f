import type { Shape } from "../base/shape.ts";
import type { GivenValue, ItemRow } from "../layer/item.ts";
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
  /** The formula that it is a gate of, if it is one. */
  readonly formula?: GateOf | undefined;
}

/** The formula of a gate. */
export interface GateOf {
  /** The name of its value, which its last gate computes. */
  readonly name: string;
  /** The function, if one is used as a step. */
  readonly function?: string | undefined;
}

/** A loss of a network. */
export interface NetworkLoss {
  /** Its step. */
  readonly step: NetworkStep;
  /** Where what it judges is among the network's values. */
  readonly prediction: number;
  /** Where its target is among the network's values. */
  readonly target: number;
}

/** A directed acyclic graph of layers. */
export interface Graph {
  /** Every place where numbers are; each step's inputs come before its output. */
  readonly values: readonly NetworkValue[];
  /** The steps in an order in which they can be run; losses are the last. */
  readonly steps: readonly NetworkStep[];
  /** Where the inputs are among the values, in the order of the text. */
  readonly inputs: readonly number[];
  /** The losses in the order of the text; what is trained is their sum. */
  readonly losses: readonly NetworkLoss[];
  /** The step that is the first loss, if any. */
  readonly loss?: NetworkStep | undefined;
  /** Where the first input is among the values, `x` if no line declares it; -1 in a network that begins with given values only. */
  readonly input: number;
  /** Where the output `y` is among the values: what the first loss judges, or the last value. */
  readonly output: number;
  /** Where the target of the first loss is among the values; -1 in a network without a loss. */
  readonly target: number;
  /** The shape of one example of the first input; `[]` if there is none. */
  readonly inputShape: Shape;
  /** The shape of one example's output. */
  readonly outputShape: Shape;
  /** Other names of values, by the labels that stand for them. */
  readonly aliases: ReadonlyMap<string, number>;
  /** What the network was made of; it prints back from this. */
  readonly rows: readonly ItemRow[];
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

/** What an input of a network must be, as the first layer that receives it says. Default: the first. */
export function inputSpec(graph: Graph, input = graph.input): InputSpec {
  const name = graph.values.at(input)?.name ?? "x";
  for (const { layer, inputs } of graph.steps) {
    if (!inputs.includes(input)) continue;
    const spec = layer.inputs?.[inputs.indexOf(input)];
    if (spec !== undefined) return { ...spec, name };
  }
  return { name, differentiable: true };
}

/** The values from which no gradient is asked: all that uses them, or what is made of them, are conditions, or numbers of entries. */
export function dataValues({ steps }: Graph): ReadonlySet<number> {
  const asked = new Set<number>();
  const used = new Set<number>();
  for (const { layer, inputs, output } of steps.toReversed()) {
    const isAsked = !used.has(output) || asked.has(output);
    for (const [k, input] of inputs.entries()) {
      used.add(input);
      if (isAsked && layer.inputs?.[k]?.differentiable !== false) {
        asked.add(input);
      }
    }
  }
  return new Set([...used].filter((each) => !asked.has(each)));
}

/** Where what comes from outside is among the values: the inputs and the targets. */
export function dataOf({ inputs, losses }: Graph): readonly number[] {
  return [...inputs, ...losses.map(({ target }) => target)];
}

/** The values that no input, target or parameter has a part in, as numbers of a formula: they have no gradient. */
export function constantValues({ steps }: Graph): ReadonlySet<number> {
  const constants = new Set<number>();
  for (const { inputs, output, parameters, shares } of steps) {
    const isConstant = parameters.length === 0 && shares === undefined &&
      inputs.every((value) => constants.has(value));
    if (isConstant) constants.add(output);
  }
  return constants;
}

/** Which steps lead to the loss, or to the output of a network without one. */
export function liveSteps(
  { steps, losses, output }: Graph,
): readonly boolean[] {
  const needed = new Set(
    losses.length === 0 ? [output] : losses.map(({ step }) => step.output),
  );
  const live = steps.map(() => false);
  for (let i = steps.length - 1; i >= 0; i--) {
    live[i] = needed.has(steps[i].output);
    if (live[i]) { for (const input of steps[i].inputs) needed.add(input); }
  }
  return live;
}

/** An input of a network. */
export interface NetworkInput {
  /** Its label, or `x`. */
  readonly name: string;
  /** Its shape for one example. */
  readonly shape: Shape;
}

/** The inputs of a network in the order of its text. */
export function inputsOf({ inputs, values }: Graph): readonly NetworkInput[] {
  return inputs.map((input) => values[input]);
}

/** A loss with its prediction and its target. */
export interface Head<Network extends Graph = Graph> {
  /** The name of the loss. */
  readonly name: string;
  /** The network as if this loss were the only one. */
  readonly network: Network;
}

/** The losses of a network one by one: what is known of a network with one loss then holds for each. */
export function headsOf<Network extends Graph>(
  network: Network,
): readonly Head<Network>[] {
  const { losses } = network;
  return losses.map((loss) => ({
    name: loss.step.name,
    network: losses.length === 1 ? network : withLoss(network, loss),
  }));
}

function withLoss<Network extends Graph>(
  network: Network,
  loss: NetworkLoss,
): Network {
  const { step, prediction, target } = loss;
  return {
    ...network,
    losses: [loss],
    loss: step,
    output: prediction,
    target,
    outputShape: network.values[prediction].shape,
  };
}
