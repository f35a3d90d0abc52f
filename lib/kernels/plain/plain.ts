import type { Kernels } from "../contract/kernels.ts";
import { plainFunctions } from "./functions.ts";
import { plainLosses } from "./losses.ts";
import { plainMatrix } from "./matrix.ts";
import { plainNormalization } from "./normalize.ts";
import { plainSoftmax } from "./softmax.ts";
import { plainUpdates } from "./updates.ts";
import { plainWindows } from "./windows.ts";

/** Runs everywhere, and is fastest where arrays are tiny. */
export const plainKernels: Kernels = {
  kind: "plain",
  ...plainMatrix,
  ...plainSoftmax,
  windows: plainWindows,
  convolution: () => undefined,
  normalization: plainNormalization,
  updates: plainUpdates,
  functions: plainFunctions,
  losses: plainLosses,
};
