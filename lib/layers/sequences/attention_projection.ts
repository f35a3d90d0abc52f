import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Site } from "../../layer/layer.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { parts } from "./sequence.ts";

/** Queries, keys or values: products of the input, split into heads. */
export interface Projection {
  /** For all heads side by side: batch × time × heads·width. */
  readonly joined: Values;
  /** For each head of each example: time × width. */
  readonly at: readonly Values[];
  /** Its gradient. */
  readonly gradientAt: readonly Values[];
  forward(): void;
  /** The first projection overwrites the input's gradient, the others add to it. */
  backward(): void;
}

/** The product with the rows of `in_weight` that begin at `start`, times a factor. */
export function bindProjection(
  { batch, x, dx, parameters, gradients, kernels, scratch }: Site,
  { time, width, heads }: HeadSizes,
  start: number,
  own: number,
  factor = 1,
): Projection {
  const rows = batch * time;
  const outputs = heads * own;
  const end = start + outputs;
  const weight = parameters.in_weight.subarray(start * width, end * width);
  const bias = parameters.in_bias.subarray(start, end);
  const dweight = gradients.in_weight.subarray(start * width, end * width);
  const dbias = gradients.in_bias.subarray(start, end);
  const joined = scratch(rows * outputs);
  const split = scratch(rows * outputs);
  const dsplit = scratch(rows * outputs);
  const isFirst = start === 0;
  const part = isFirst ? dx : scratch(dx.length);
  const { multiplyByTransposed, multiplyTransposed } = kernels;
  return {
    joined,
    at: parts(split, batch * heads),
    gradientAt: parts(dsplit, batch * heads),
    forward() {
      multiplyByTransposed(joined, x, weight, bias, rows, outputs, width);
      swapAxes(split, joined, batch, time, heads, own);
      if (factor !== 1) multiplyBy(split, factor);
    },
    backward() {
      if (factor !== 1) multiplyBy(dsplit, factor);
      swapAxes(joined, dsplit, batch, heads, time, own);
      multiplyTransposed(dweight, joined, x, outputs, width, rows);
      kernels.sumRows(dbias, joined, rows, outputs);
      if (dx.length === 0) return;
      kernels.multiply(part, joined, weight, rows, width, outputs);
      if (!isFirst) kernels.addScaled(dx, part, 1, dx.length);
    },
  };
}

function multiplyBy(values: Values, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}
