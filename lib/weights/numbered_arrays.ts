/**
 * Arrays without names, `arr_0`, `arr_1` of `np.savez(file, *model.get_weights())`:
 * in the order of the network's parameters.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { equalShapes, type Shape } from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";
import { type TorchNamed, turned } from "./keras_names.ts";
import type { StateDict } from "./state_paths.ts";
import { nameSlots, ownPaths, type StateStep } from "./state_slots.ts";

/**
 * The layers whose parameters Keras has in this order, and whether it lays out their
 * weight in × out.
 */
const keras: ReadonlyMap<string, boolean> = new Map([
  ["fc", true],
  ["conv", true],
  ["embedding", false],
  ["batchnorm", false],
  ["layernorm", false],
  ["groupnorm", false],
  ["prelu", false],
]);

/**
 * Arrays under the names of the parameters, where all are called `arr_0`, `arr_1`
 * and so on, and their shapes in this order are the parameters' as Keras lays them
 * out, or as PyTorch does; undefined otherwise.
 *
 * @throws {DataError} if they could be laid out in both ways.
 */
export function asNumbered(
  given: StateDict,
  steps: readonly StateStep[],
  file: string,
): TorchNamed | undefined {
  const arrays = [...given.keys()].map((_, i) => given.get(`arr_${i}`));
  if (!arrays.every((array) => array !== undefined)) return undefined;
  const slots = nameSlots(steps, ownPaths(steps, "")).slots
    .filter(({ isOptional }) => !isOptional);
  if (slots.length !== arrays.length) return undefined;
  const isTurned = steps.flatMap(({ layer, slots }) =>
    slots.filter(({ isOptional }) => !isOptional)
      .map(({ own }) => own === "weight" && keras.get(layer) === true)
  );
  const isKnown = steps.every(({ layer }) => keras.has(layer));
  const asKeras = arrays.map((array, i) => isTurned[i] ? turned(array) : array);
  const fit = (all: readonly (Tensor | TensorEntry)[]) =>
    slots.every(({ shape }, i) => equalShapes(all[i].shape, shape));
  const isKeras = isKnown && fit(asKeras);
  const isTorch = fit(arrays);
  if (!isKeras && !isTorch) return undefined;
  if (
    isKeras && isTorch &&
    slots.some(({ shape }, i) => isTurned[i] && isTable(shape))
  ) {
    throw new DataError(
      { file },
      say(
        "the shapes of arr_0, arr_1 … do not tell weights of in × out, as in Keras, from out × in, as in PyTorch",
      ),
      say(
        "Save them under names: {keras} for in × out, {torch} for out × in.",
        {
          keras: 'np.savez("w.npz", **{"0.kernel": …, "0.bias": …})',
          torch: '"0.weight"',
        },
      ),
    );
  }
  const chosen = isKeras ? asKeras : arrays;
  const before = new Map(slots.map(({ name }, i) => [name, `arr_${i}`]));
  return {
    tensors: new Map(slots.map(({ name }, i) => [name, chosen[i]])),
    before: (name) => before.get(name) ?? name,
  };
}

/** Whether another order of axes would be another order of numbers. */
function isTable(shape: Shape): boolean {
  return shape.filter((size) => size > 1).length > 1;
}
