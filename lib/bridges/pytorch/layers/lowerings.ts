/**
 * All layers that have a form in PyTorch.
 *
 * @module
 */

import { arithmetic } from "./arithmetic.ts";
import { axisFunctions } from "./axes.ts";
import { convolutions } from "./convolutions.ts";
import { torchFunctions } from "./functions.ts";
import { images } from "./images.ts";
import { call, type Lowerings, module, py } from "./lines.ts";
import { noise } from "./noise.ts";
import { normalizations } from "./normalizations.ts";
import { pools } from "./pools.ts";
import { recurrences } from "./recurrent.ts";
import { sequences } from "./sequences.ts";
import { shapes } from "./shapes.ts";

/** The lowerings of all layers but losses. */
export const lowerings: Lowerings = {
  fc: module(({ args, shapes: [shape], parameters }) =>
    call(
      "nn.Linear",
      py(shape.at(-1)),
      py(args.out),
      !parameters.has("bias") && "bias=False",
    )
  ),
  ...torchFunctions,
  ...arithmetic,
  ...axisFunctions,
  ...shapes,
  ...noise,
  ...convolutions,
  ...pools,
  ...images,
  ...normalizations,
  ...recurrences,
  ...sequences,
};

/** Those of layers that take a number where they take an array. */
export const takingNumbers: Lowerings = { ...arithmetic, ...axisFunctions };
