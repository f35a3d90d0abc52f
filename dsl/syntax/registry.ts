import { NablaError } from "../../lib/base/nabla_error.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import type { LayerType } from "../../lib/layer/define_layer.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";

/** A type of layer, whatever arguments it takes. */
export type AnyLayerType = Pick<LayerType, "definition">;

export type Registry = ReadonlyMap<string, PartDefinition>;

/**
 * The built-in layers and those given.
 *
 * @throws {NablaError} if a name is taken.
 */
export function createRegistry(layers: readonly AnyLayerType[] = []): Registry {
  const registry = new Map<string, PartDefinition>();
  for (const { definition } of [...wiring, ...builtins]) {
    registry.set(definition.name, definition);
  }
  for (const { definition } of layers) {
    if (registry.has(definition.name)) {
      throw new NablaError("value", {
        action: "register a layer",
        name: "its name",
        rule: "one that is not taken",
        found: JSON.stringify(definition.name),
      });
    }
    registry.set(definition.name, definition);
  }
  return registry;
}
