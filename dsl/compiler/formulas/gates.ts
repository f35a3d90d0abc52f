import type { PartDefinition } from "../../../lib/layer/define_item.ts";

/** How many values a function takes. */
export interface Count {
  readonly least: number;
  readonly most: number;
}

/** How many values a layer takes as a function. */
export function countOf({ branches }: PartDefinition): Count {
  if (branches === undefined) return { least: 1, most: 1 };
  const { least, most, takesStep } = branches;
  const first = takesStep ? 1 : 0;
  return { least: Math.max(1, least + first), most: most + first };
}
