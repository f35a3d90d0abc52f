import { activations } from "./activations.ts";
import { arithmetic } from "./arithmetic.ts";
import { attention } from "./attention.ts";
import { images } from "./images.ts";
import { losses } from "./losses.ts";
import { noise } from "./noise.ts";
import { recurrent } from "./recurrent.ts";
import { shared } from "./shared.ts";
import { wiring } from "./wiring.ts";

/** What layers are, and what they refuse. */
export const layers = {
  ...shared,
  ...activations,
  ...arithmetic,
  ...attention,
  ...images,
  ...losses,
  ...noise,
  ...recurrent,
  ...wiring,
} as const;
