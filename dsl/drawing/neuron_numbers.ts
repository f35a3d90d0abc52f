import type { BoundNetwork } from "../../lib/network/bound.ts";
import { ownerOf } from "../../lib/network/graph.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import type { NeuronLayer } from "./neuron_layers.ts";

const targetColumns = 30;

/** What the picture of neurons says of a run: of several examples only their weights and loss. */
export function neuronNumbers(
  { network, batch }: Pick<BoundNetwork, "network" | "batch">,
  layers: readonly NeuronLayer[],
  exercise: Exercise | undefined,
) {
  const single = batch === 1 ? exercise : undefined;
  const short = (number: number) => formatNumber(number, 3);
  return {
    /** NaN if nothing ran. */
    weight(layer: NeuronLayer, unit: number, from: number): number {
      const weight = parameter(layer, "weight");
      return weight?.[unit * weight.length / layer.units + from] ?? NaN;
    },
    /** Bias, sum and output, then their gradients. */
    neuron(layer: NeuronLayer, unit: number): readonly string[] {
      if (single === undefined) return [];
      const { bound: { values, gradients }, ranBackward } = single;
      const bias = parameter(layer, "bias");
      const names = namesOf(layer);
      return [
        ...bias === undefined ? [] : [`b ${short(bias[unit])}`],
        ...names.map(([name, at]) => `${name} ${short(values[at][unit])}`),
        ...ranBackward
          ? names.toReversed().map(([name, at]) =>
            `d${name} ${short(gradients[at][unit])}`
          )
          : [],
      ];
    },
    loss(): readonly string[] {
      const name = network.loss?.layer.name ?? "";
      if (exercise === undefined) return [name];
      const { target, loss } = exercise.bound;
      const shape = target.length === 1 ? [] : [target.length];
      const targets = `target ${formatArray(target, shape, short)}`;
      return [
        name,
        ...single === undefined ? [] : wrap(targets, targetColumns),
        `loss ${formatNumber(loss, 4)}`,
      ];
    },
    /** What lines and letters mean. */
    key(numbers: number, weights: number): readonly string[] {
      if (exercise === undefined) return [];
      const hasFunctions = layers.some(({ sum, value }) => sum !== value);
      const what = network.loss === undefined ? "the output" : "the loss";
      return [
        "line: a weight, blue above 0, red below, thick if large",
        ...numbers < weights
          ? [
            `${numbers} of ${weights} weights have their number, as there is no room for more`,
          ]
          : [],
        ...single === undefined ? [] : [
          "b: bias; z: sum of weights × inputs, plus b",
          ...hasFunctions ? ["a: the function of z"] : [],
          ...single.ranBackward
            ? [
              `${
                hasFunctions ? "dx, da, dz" : "dx, dz"
              }: gradients of ${what}; that of b is dz`,
            ]
            : [],
        ],
      ];
    },
  };

  function parameter({ step }: NeuronLayer, name: string) {
    if (exercise === undefined || step === undefined) return undefined;
    const owner = ownerOf(network, step);
    const has = owner.parameters.some((each) => each.name === name);
    return has
      ? exercise.bound.parameters.get(`${owner.name}.${name}`).value
      : undefined;
  }
}

/** What a neuron's numbers are called, and where they are among the values. */
function namesOf(
  { step, sum, value }: NeuronLayer,
): readonly (readonly [string, number])[] {
  if (step === undefined) return [["x", value]];
  return sum === value ? [["z", sum]] : [["z", sum], ["a", value]];
}
