import type { SpecsFor } from "../../definition/arguments.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { dropped } from "./dropout.ts";
import {
  type DrawnNoise,
  dropoutAxis,
  type DropoutOptions,
  noisy,
} from "./noise.ts";

/** Where `selu` levels off, times −1. */
const alpha = 1.7580993408473766;

/**
 * Dropout for numbers of mean 0 and variance 1, as `selu` gives them, which keeps
 * both: in training each number becomes −α with probability `p`, where −α is what
 * `selu` nears far below 0, and then all are scaled and moved:
 *
 * ```text
 * y = a·x + b  or  −a·α + b     a = 1 / √((1 − p)·(1 + p·α²))     b = a·α·p
 * ```
 *
 * (Klambauer et al., "Self-normalizing neural networks", 2017, section 2.) In use
 * `y = x`; with p = 1 all are 0. `axis=` is that of `dropout`: with `axis=-1` whole
 * channels are dropped, as by PyTorch's `FeatureAlphaDropout`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(1000) -> alpha_dropout(0.5)`.bind({ seed: 1 });
 * net.x.fill(0);
 * net.forward();
 * // Numbers of 0 become one of two, as likely and as far from 0.
 * for (const y of net.y) assertAlmostEquals(Math.abs(y), 0.7791939305, 1e-9);
 * ```
 */
export const alpha_dropout: LayerType<
  readonly [p?: number, options?: DropoutOptions]
> = defineLayer({
  name: "alpha_dropout",
  summary:
    "makes each number selu's least with probability p in training and keeps mean and variance, y = a·(x or -1.758) + b; in use y = x",
  traits: { chance: true },
  gradients: { x: "a·dy, and 0 where it was dropped" },
  arguments: {
    p: dropped,
    ...{ axis: dropoutAxis } satisfies SpecsFor<DropoutOptions>,
  },
  examples: [
    { arguments: [], inputs: [[6]] },
    { arguments: [0.2], inputs: [[2, 3]] },
    { arguments: [0.4, { axis: -1 }], inputs: [[3, 4]] },
    { arguments: [0], inputs: [[3]] },
    { arguments: [1], inputs: [[3]] },
  ],
  create: ({ p, axis }) => noisy("alpha_dropout", alphaNoise(p), axis),
});

function alphaNoise(p: number): DrawnNoise | undefined {
  if (p === 0) return undefined;
  const a = p === 1 ? 0 : 1 / Math.sqrt((1 - p) * (1 + p * alpha * alpha));
  const b = a * alpha * p;
  return {
    factor: { name: "choice", p, a: 0, b: a },
    term: { name: "choice", p, a: b - a * alpha, b },
  };
}
