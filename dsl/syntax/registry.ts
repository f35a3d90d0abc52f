import { NablaError } from "../../lib/base/nabla_error.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import type { LayerType } from "../../lib/layer/define_layer.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";
import type { Name, Statement } from "./ast.ts";
import { isMathFunction } from "./words/arithmetic.ts";

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

/** Whether a word is the name of a function, or of a layer. */
export interface KnownNames {
  readonly isFunction: (name: string) => boolean;
  readonly isLayer: (name: string) => boolean;
  /** Whether a layer is made from numbers, such as `fc(3)`. */
  readonly takesNumbers: (name: string) => boolean;
  /** Whether a statement so far gives or computes a value of this name. */
  readonly isValue: (name: string) => boolean;
  /** The parameters of the functions of the text so far. */
  readonly parameters: ReadonlyMap<string, readonly Name[]>;
}

/** The names of the statements so far, and of layers. */
export function createKnownNames(statements: readonly Statement[]): KnownNames {
  let registry: Registry | undefined;
  const parameters = new Map<string, readonly Name[]>();
  const values = new Set<string>();
  let seen = 0;
  const layer = (name: string) => (registry ??= createRegistry()).get(name);
  const isLayer = (name: string) => layer(name) !== undefined;
  const see = () => {
    for (; seen < statements.length; seen++) {
      const each = statements[seen];
      if (each.kind === "function") {
        parameters.set(each.name.text, each.parameters);
      } else if (each.kind === "formula") values.add(each.name.text);
      else if (each.kind === "given") values.add(each.path.text);
    }
    return parameters;
  };
  return {
    isLayer,
    isValue: (name) => {
      see();
      return values.has(name);
    },
    takesNumbers: (name) =>
      layer(name)?.forms.some(({ length }) => length > 0) ?? false,
    isFunction: (name) =>
      isMathFunction(name) || see().has(name) || isLayer(name),
    get parameters() {
      return see();
    },
  };
}
