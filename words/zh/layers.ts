import { activations } from "./layers/activations.ts";
import { arithmetic } from "./layers/arithmetic.ts";
import { attention } from "./layers/attention.ts";
import { images } from "./layers/images.ts";
import { losses } from "./layers/losses.ts";
import { noise } from "./layers/noise.ts";
import { recurrent } from "./layers/recurrent.ts";
import { shared } from "./layers/shared.ts";
import { wiring } from "./layers/wiring.ts";

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
