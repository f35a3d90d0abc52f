import { attentionForms } from "./attention.ts";
import { denseForms } from "./dense.ts";
import { normalizationForms } from "./normalizations.ts";
import { placeForms } from "./places.ts";
import { poolForms } from "./pools.ts";
import { recurrentForms } from "./recurrent.ts";
import { resizingForms } from "./resizing.ts";
import { rowForms } from "./rows.ts";
import { shapeForms } from "./shapes.ts";
import type { OnnxForm } from "./step.ts";
import { windowForms } from "./windows.ts";

/** How layers become nodes that are no functions of each number, by their names. */
export const onnxForms: Readonly<Record<string, OnnxForm>> = {
  ...denseForms,
  ...windowForms,
  ...poolForms,
  ...resizingForms,
  ...normalizationForms,
  ...rowForms,
  ...shapeForms,
  ...placeForms,
  ...attentionForms,
  ...recurrentForms,
};

/** Layers that change nothing where a network is used. */
export const restingLayers: ReadonlySet<string> = new Set([
  "id",
  "dropout",
  "dropout2d",
  "gaussian_noise",
  "gaussian_dropout",
  "alpha_dropout",
]);
