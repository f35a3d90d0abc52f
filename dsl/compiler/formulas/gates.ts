import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { Layer, LayerDefinition } from "../../../lib/layer/layer.ts";

/** How many values a function takes. */
export interface Count {
  readonly least: number;
  readonly most: number;
}

/** Why a name cannot be a function of values. */
export type Refusal = "weights" | "chance" | "loss" | "wiring" | "let";

/** Why no layer of a definition can be a function; undefined if one can. */
export function refusalOf(definition: PartDefinition): Refusal | undefined {
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

/** How many values a layer takes as a function. */
export function countOf({ branches }: PartDefinition): Count {
  if (branches === undefined) return { least: 1, most: 1 };
  const { least, most, takesStep } = branches;
  const first = takesStep ? 1 : 0;
  return { least: Math.max(1, least + first), most: most + first };
}
