import { say } from "../../words/say.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import { ownerOf } from "../../lib/network/graph.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import type { NeuronLayer } from "./neuron_layers.ts";

const targetColumns = 30;

/** A number of an array that the network has by name. */
export interface NamedNumber {
  /** `fc1.weight`, or the name of a value. */
  readonly name: string;
  /** Where it is in the array of one example, row-major. */
  readonly entry: number;
}

/** A number that stands in a neuron. */
export interface NeuronNumber {
  /** With its letter: `z -1.4`. */
  readonly words: string;
  /** What it is, or is the gradient of. */
  readonly of: NamedNumber;
  readonly isGradient: boolean;
}

/** What the picture of neurons says of a run: of several examples only their weights and loss. */
export function neuronNumbers(
  { network, batch }: Pick<BoundNetwork, "network" | "batch">,
  exercise: Exercise | undefined,
) {
  const single = batch === 1 ? exercise : undefined;
  const short = (number: number) => formatNumber(number, 3);
  return {
    /** A weight; NaN if nothing ran. */
    weight(
      layer: NeuronLayer,
      unit: number,
      from: number,
    ): NamedNumber & { readonly weight: number } {
      const { name = "", size, value } = parameter(layer, "weight") ?? {};
      const entry = unit * (size ?? 0) / layer.units + from;
      return { name, entry, weight: value?.[entry] ?? NaN };
    },
    /** Bias, sum and output, then their gradients. */
    neuron(layer: NeuronLayer, entry: number): readonly NeuronNumber[] {
      if (single === undefined) return [];
      const { bound: { values, gradients }, ranBackward } = single;
      const bias = parameter(layer, "bias");
      const outputs = lettersOf(layer).map(([letter, at]) => ({
        letter,
        at,
        of: { name: network.values[at].name, entry },
      }));
      return [
        ...bias?.value === undefined ? [] : [{
          words: `b ${short(bias.value[entry])}`,
          of: { name: bias.name, entry },
          isGradient: false,
        }],
        ...outputs.map(({ letter, at, of }) => ({
          words: `${letter} ${short(values[at][entry])}`,
          of,
          isGradient: false,
        })),
        ...!ranBackward
          ? []
          : outputs.toReversed().map(({ letter, at, of }) => ({
            words: `d${letter} ${short(gradients[at][entry])}`,
            of,
            isGradient: true,
          })),
      ];
    },
    loss(): readonly string[] {
      const name = network.loss?.layer.name ?? "";
      if (exercise === undefined) return [name];
      const { target, loss } = exercise.bound;
      const shape = target.length === 1 ? [] : [target.length];
      const targets = say("target {numbers}", {
        numbers: formatArray(target, shape, short),
      });
      return [
        name,
        ...single === undefined ? [] : wrap(targets, targetColumns),
        say("loss {number}", { number: formatNumber(loss, 4) }),
      ];
    },
  };

  function parameter({ step }: NeuronLayer, name: string) {
    if (step === undefined) return undefined;
    const owner = ownerOf(network, step);
    const spec = owner.parameters.find((each) => each.name === name);
    if (spec === undefined) return undefined;
    const path = parameterPath(owner.name, name);
    return {
      name: path,
      size: elementCount(spec.shape),
      value: exercise?.bound.parameters.get(path).value,
    };
  }
}

/** The letters of a neuron's numbers, and where these are among the values. */
function lettersOf(
  { step, sum, value }: NeuronLayer,
): readonly (readonly [string, number])[] {
  if (step === undefined) return [["x", value]];
  return sum === value ? [["z", sum]] : [["z", sum], ["a", value]];
}
