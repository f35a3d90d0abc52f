import type { Kernels } from "../contract/kernels.ts";
import { plainAttention } from "./attention.ts";
import { plainCells } from "./cells.ts";
import { plainDraw } from "./chance.ts";
import { plainCombine } from "./combinations.ts";
import { plainComparisons } from "./comparisons.ts";
import { plainCtc } from "./ctc.ts";
import { fixedInPlace } from "./fixed.ts";
import { plainFunctions } from "./functions.ts";
import { plainLosses } from "./losses.ts";
import { plainMatrix } from "./matrix.ts";
import { plainNormalization } from "./normalize.ts";
import { productsInTurn } from "./products.ts";
import { plainResampling } from "./resampling.ts";
import { plainSoftmax } from "./softmax.ts";
import { plainSparsemax } from "./sparsemax.ts";
import { plainUpdates } from "./updates.ts";
import { plainWindows } from "./windows.ts";

/** Runs everywhere, and is fastest where arrays are tiny. */
export const plainKernels: Kernels = {
  kind: "plain",
  ...plainMatrix,
  fixed: fixedInPlace(plainMatrix),
  ...plainSoftmax,
  ...plainSparsemax,
  products: (place) => productsInTurn(plainMatrix, place),
  attention: plainAttention,
  windows: plainWindows,
  convolution: () => undefined,
  normalization: plainNormalization,
  resampling: plainResampling,
  updates: plainUpdates,
  cells: plainCells,
  functions: plainFunctions,
  losses: plainLosses,
  comparisons: plainComparisons,
  ctc: plainCtc,
  combine: plainCombine,
  draw: plainDraw,
};
