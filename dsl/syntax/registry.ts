import { say } from "../../words/say.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { createLayer, type LayerType } from "../../lib/layer/define_layer.ts";
import type { Layer, LayerDefinition } from "../../lib/layer/layer.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";
import type { Name, Statement } from "./ast.ts";
import { isMathFunction } from "./words/arithmetic.ts";

/** A type of layer, whatever arguments it takes. */
export type AnyLayerType = Pick<LayerType, "definition">;

export type Registry = ReadonlyMap<string, PartDefinition>;

const builtIn: Registry = new Map(
  [...wiring, ...builtins].map(({ definition }) => [
    definition.name,
    definition,
  ]),
);

/**
 * The built-in layers and those given.
 *
 * @throws {NablaError} if a name is taken.
 */
export function createRegistry(layers: readonly AnyLayerType[] = []): Registry {
  if (layers.length === 0) return builtIn;
  const registry = new Map(builtIn);
  for (const { definition } of layers) {
    if (registry.has(definition.name)) {
      throw new NablaError("value", {
        action: say("register a layer"),
        name: say("its name"),
        rule: say("one that is not taken"),
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
  /**
   * Whether a layer called with numbers can only be a step: `fc(3)` and `scale(3)`,
   * not `softplus(3)` and `scale(3, c=2)`, which are functions of 3.
   */
  readonly isStepOf: (name: string, named: readonly string[]) => boolean;
  /** Whether a statement so far gives or computes a value of this name. */
  readonly isValue: (name: string) => boolean;
  /** The parameters of the functions of the text so far. */
  readonly parameters: ReadonlyMap<string, readonly Name[]>;
}

/** The names of the statements so far, and of layers. */
export function createKnownNames(statements: readonly Statement[]): KnownNames {
  const parameters = new Map<string, readonly Name[]>();
  const values = new Set<string>();
  let seen = 0;
  const layer = (name: string) => builtIn.get(name);
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
    isStepOf: (name, named) => {
      const definition = layer(name);
      return definition !== undefined &&
        (refusalOf(definition) !== undefined || isOpen(definition, named));
    },
    isFunction: (name) =>
      isMathFunction(name) || see().has(name) || isLayer(name),
    get parameters() {
      return see();
    },
  };
}

/** Whether an argument is missing that has no default. */
function isOpen(
  { arguments: specs = {} }: PartDefinition,
  named: readonly string[],
): boolean {
  return Object.entries(specs).some(([name, spec]) =>
    spec.default === undefined && !spec.optional && !named.includes(name)
  );
}

/** Whether a name is that of a built-in loss. */
export function isLoss(name: string): boolean {
  const definition = builtIn.get(name);
  return definition !== undefined && refusalOf(definition) === "loss";
}

/** Why a name cannot be a function of values. */
export type Refusal = "weights" | "chance" | "loss" | "wiring" | "let";

/** A definition stays as it is, and trying its examples takes time. */
const refusals = new WeakMap<PartDefinition, Refusal | undefined>();

/** Why no layer of a definition can be a function; undefined if one can. */
export function refusalOf(definition: PartDefinition): Refusal | undefined {
  if (!refusals.has(definition)) {
    refusals.set(definition, triedRefusal(definition));
  }
  return refusals.get(definition);
}

function triedRefusal(definition: PartDefinition): Refusal | undefined {
  if (definition.traits?.chance) return "chance";
  const samples = definition.examples.flatMap(({ arguments: given }) =>
    sampleOf(definition, given) ?? []
  );
  if (samples.some(({ loss }) => loss !== undefined)) return "loss";
  if (definition.examples.length === 0) return "wiring";
  return samples.length > 0 &&
      samples.every((each) => hasWeights(each, definition))
    ? "weights"
    : undefined;
}

function sampleOf(
  definition: PartDefinition,
  given: readonly unknown[],
): Layer | undefined {
  try {
    // Only layers have examples.
    return createLayer(definition as LayerDefinition, given);
  } catch {
    return undefined;
  }
}

/** Whether a layer has parameters for the inputs that it is tried on. */
export function hasWeights(
  { parameters }: Layer,
  { examples }: PartDefinition,
): boolean {
  return parameters !== undefined && examples.some(({ inputs }) => {
    try {
      return parameters(...inputs).length > 0;
    } catch {
      return false;
    }
  });
}
