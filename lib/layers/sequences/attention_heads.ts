import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { alongHeads } from "./attention_along.ts";
import { bindProjection } from "./attention_projection.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { parts } from "./sequence.ts";

/** Makes the pass; the second input, if any, is the mask. */
export function bindHeads(
  site: Site,
  sizes: HeadSizes,
  isCausal: boolean,
): Pass {
  const { batch, y, dy, parameters, gradients, kernels, scratch } = site;
  const { multiply, multiplyTransposed, multiplyByTransposed } = kernels;
  const { time, width, heads, key, value } = sizes;
  const count = batch * heads;
  const rows = batch * time;
  const square = time * time;
  const mixedWidth = heads * value;
  const q = bindProjection(site, sizes, 0, key, 1 / Math.sqrt(key));
  const k = bindProjection(site, sizes, heads * key, key);
  const v = bindProjection(site, sizes, 2 * heads * key, value);
  // A matrix of time × time for each head of each example.
  const weights = scratch(count * square);
  const weightsAt = parts(weights, count);
  const dweights = scratch(count * square);
  const dweightsAt = parts(dweights, count);
  const mixed = scratch(count * time * value);
  const mixedAt = parts(mixed, count);
  const joined = scratch(rows * mixedWidth);
  const later = scratch(isCausal ? square : 0);
  if (isCausal) hideLater(later, time);
  const [, mask] = site.inputs;
  const [, dmask] = site.dinputs;
  const maskAt = mask && parts(mask, batch);
  const dmaskAt = dmask?.length ? parts(dmask, batch) : undefined;
  const dweightsOf = parts(dweights, batch);

  /** From `dy` to the gradients of queries, keys and values. */
  function backwardToHeads() {
    // The gradient takes the place of what was mixed: forward makes both again,
    // and another backward starts from `joined`.
    multiply(v.joined, dy, parameters.out_weight, rows, mixedWidth, width);
    swapAxes(mixed, v.joined, batch, time, heads, value);
    for (let i = 0; i < count; i++) {
      const [da, dm, dv] = [dweightsAt[i], mixedAt[i], v.gradientAt[i]];
      multiplyTransposed(dv, weightsAt[i], dm, time, value, time);
      multiplyByTransposed(da, dm, v.at[i], undefined, time, time, value);
    }
    kernels.softmaxBackward(dweights, weights, dweights, count * time, time);
    for (let i = 0; i < count; i++) {
      const ds = dweightsAt[i];
      multiply(q.gradientAt[i], ds, k.at[i], time, key, time);
      multiplyTransposed(k.gradientAt[i], ds, q.at[i], time, key, time);
    }
  }

  return {
    forward() {
      q.forward();
      k.forward();
      v.forward();
      for (let i = 0; i < count; i++) {
        const a = weightsAt[i];
        multiplyByTransposed(a, q.at[i], k.at[i], undefined, time, time, key);
        if (maskAt !== undefined) {
          kernels.addScaled(a, maskAt[Math.floor(i / heads)], 1, square);
        }
        if (isCausal) kernels.addScaled(a, later, 1, square);
      }
      kernels.softmax(weights, weights, count * time, time);
      for (let i = 0; i < count; i++) {
        multiply(mixedAt[i], weightsAt[i], v.at[i], time, value, time);
      }
      swapAxes(joined, mixed, batch, heads, time, value);
      const { out_weight: w, out_bias: bias } = parameters;
      multiplyByTransposed(y, joined, w, bias, rows, width, mixedWidth);
    },
    backward() {
      const { out_weight: dw, out_bias: db } = gradients;
      multiplyTransposed(dw, dy, joined, width, mixedWidth, rows);
      kernels.sumRows(db, dy, rows, width);
      backwardToHeads();
      for (let b = 0; dmaskAt !== undefined && b < batch; b++) {
        kernels.sumRows(dmaskAt[b], dweightsOf[b], heads, square);
      }
      q.backward();
      k.backward();
      v.backward();
    },
    ...secondOrder(site, (along) =>
      alongHeads(site, sizes, {
        q,
        k,
        v,
        weights,
        weightsAt,
        dscoresAt: dweightsAt,
        dmixedAt: mixedAt,
        joined,
        backwardToHeads,
      }, along)),
  };
}

/** A mask that hides from each position those after it. */
function hideLater(mask: Values, time: number): void {
  for (let row = 0, i = 0; row < time; row++) {
    for (let column = 0; column < time; column++) {
      mask[i++] = column > row ? -Infinity : 0;
    }
  }
}
