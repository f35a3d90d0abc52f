import { elementCount, equalShapes } from "../../lib/base/shape.ts";
import { isInner } from "../../lib/network/gates.ts";
import {
  type Graph,
  type NetworkStep,
  ownerOf,
} from "../../lib/network/graph.ts";

/** The most neurons of one layer, and the most layers. */
const maxUnits = 8;
const maxLayers = 6;

/** The inputs, or the neurons of a fully connected layer. */
export interface NeuronLayer {
  readonly units: number;
  /** `x`, or the name of the step and the functions behind it. */
  readonly titles: readonly string[];
  /** The fully connected step that leads to it. */
  readonly step?: NetworkStep;
  /** The index among the values of the sums, before a function. */
  readonly sum: number;
  /** The index among the values of what comes out. */
  readonly value: number;
}

/** The layers of a chain of fully connected layers and functions; undefined if the network is not one, or too large. */
export function neuronLayersOf(
  { steps, values, input, inputs, inputShape, losses, loss }: Graph,
): NeuronLayer[] | undefined {
  if (inputs.length !== 1 || inputShape.length !== 1) return undefined;
  if (losses.length > 1) return undefined;
  const layers: NeuronLayer[] = [
    {
      units: inputShape[0],
      titles: [values[input].name],
      sum: input,
      value: input,
    },
  ];
  let last = input;
  // The gates of a function that is a step.
  const within = new Set<number>();
  for (const step of steps) {
    if (step === loss) break;
    const { layer, inputs, output, name, formula } = step;
    const takes = inputs.filter((value) => !within.has(value));
    if (takes.some((value) => value !== last)) return undefined;
    if (isInner(step)) {
      within.add(output);
      continue;
    }
    const isFunction = formula?.function !== undefined;
    if (!isFunction && inputs.length !== 1) return undefined;
    const { shape } = values[output];
    const { parameters } = ownerOf({ steps }, step);
    const isFull = parameters.some((each) =>
      each.name === "weight" &&
      equalShapes(each.shape, [shape[0], values[last].shape[0]])
    );
    const before = layers[layers.length - 1];
    if (isFull && shape.length === 1) {
      layers.push({
        units: shape[0],
        titles: [name],
        step,
        sum: output,
        value: output,
      });
    } else if (
      parameters.length === 0 && before.step !== undefined &&
      equalShapes(shape, values[last].shape)
    ) {
      const titles = [...before.titles, formula?.function ?? layer.name];
      layers[layers.length - 1] = { ...before, titles, value: output };
    } else return undefined;
    last = output;
  }
  const isSmall = layers.length > 1 && layers.length <= maxLayers + 1 &&
    values.every(({ shape }) => elementCount(shape) <= maxUnits);
  return isSmall ? layers : undefined;
}
