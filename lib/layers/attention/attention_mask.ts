import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import type { MaskKind } from "../../kernels/contract/attention.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { parts } from "../sequences/sequence.ts";

/** What is added to the scores of each head. */
export interface Mask {
  /** Adds its numbers to the scores of one head of one example. */
  add(scores: Values, head: number): void;
  /** Computes the gradient of its numbers from those of all scores. */
  collect(): void;
}

/**
 * Binds a mask to its numbers and their gradient, which may be empty, and to the
 * gradients of the scores of all heads.
 */
export function bindMask(
  of: MaskKind,
  values: Values,
  gradient: Values,
  dscores: Values,
  { heads, time, steps }: Pick<HeadSizes, "heads" | "time" | "steps">,
  { batch, kernels }: Pick<Site, "batch" | "kernels">,
): Mask {
  const square = time * steps;
  const count = of === "heads" ? batch * heads : batch;
  const valuesAt = parts(values, count);
  const gradientAt = parts(gradient, count);
  const dscoresAt = parts(dscores, count);
  const rows = of === "positions" ? heads : of === "heads" ? 1 : heads * time;
  const columns = of === "steps" ? steps : square;
  return {
    add(scores, head) {
      const part = valuesAt[of === "heads" ? head : Math.floor(head / heads)];
      if (of !== "steps") return kernels.addScaled(scores, part, 1, square);
      for (let i = 0; i < square; i++) scores[i] += part[i % steps];
    },
    collect() {
      if (gradient.length === 0) return;
      for (let i = 0; i < count; i++) {
        kernels.sumRows(gradientAt[i], dscoresAt[i], rows, columns);
      }
    },
  };
}
