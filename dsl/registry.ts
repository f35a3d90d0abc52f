/**
 * The names that a text may call, and what other notations call the same.
 *
 * @module
 */

import type { LayerType } from "../lib/define_layer.ts";
import type { LayerDefinition } from "../lib/layer.ts";
import { builtins } from "../lib/layers/builtins.ts";

/** A layer's kind, whatever arguments it takes. */
export type AnyLayerType = Pick<LayerType, "definition">;

/** The layers that a text may name. */
export type Registry = ReadonlyMap<string, LayerDefinition>;

/**
 * The built-in layers and those given.
 *
 * @throws {TypeError} if a name is taken.
 */
export function createRegistry(
  layers: readonly AnyLayerType[] = [],
): Registry {
  const registry = new Map<string, LayerDefinition>();
  for (const { definition } of builtins) {
    registry.set(definition.name, definition);
  }
  for (const { definition } of layers) {
    if (registry.has(definition.name)) {
      throw new TypeError(
        `Cannot register a layer as its name must not be taken: current value is ${
          JSON.stringify(definition.name)
        }`,
      );
    }
    registry.set(definition.name, definition);
  }
  return registry;
}

/** Names of the language that this version does not carry out yet. */
export const planned: ReadonlySet<string> = new Set(
  ("attention avgpool batchnorm causal_attention conv dropout elu embedding " +
    "gelu global_avgpool groupnorm gru layernorm lstm maxpool rnn selu silu")
    .split(" "),
);

/** What other libraries call our layers, in lower case without underscores. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["affine", "fc"],
  ["dense", "fc"],
  ["fullyconnect", "fc"],
  ["fullyconnected", "fc"],
  ["innerproduct", "fc"],
  ["linear", "fc"],
  ["logistic", "sigmoid"],
  ["lrelu", "leaky_relu"],
  ["bceloss", "bce"],
  ["binarycrossentropy", "bce"],
  ["bcewithlogitsloss", "bce_with_logits"],
  ["crossentropyloss", "cross_entropy"],
  ["softmaxcrossentropy", "cross_entropy"],
  ["softmaxloss", "cross_entropy"],
  ["xent", "cross_entropy"],
  ["meansquarederror", "mse"],
  ["mseloss", "mse"],
  ["identity", "id"],
  ["inputlayer", "input"],
]);

/** Our name for what another library calls `name`. */
export function ownName(name: string): string | undefined {
  return otherNames.get(name.toLowerCase().replaceAll("_", ""));
}
