import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { bindProjection } from "./attention_projection.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { parts } from "./sequence.ts";

/** Makes the pass; a mask, where there is one, is the second input. */
export function bindHeads(
  site: Site,
  sizes: HeadSizes,
  isCausal: boolean,
): Pass {
  const { batch, y, dy, parameters, gradients, kernels, scratch } = site;
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

  return {
    forward() {
      q.forward();
      k.forward();
      v.forward();
      for (let i = 0; i < count; i++) {
        kernels.multiplyByTransposed(
          weightsAt[i],
          q.at[i],
          k.at[i],
          undefined,
          time,
          time,
          key,
        );
        if (maskAt !== undefined) {
          const own = maskAt[Math.floor(i / heads)];
          kernels.addScaled(weightsAt[i], own, 1, square);
        }
        if (isCausal) kernels.addScaled(weightsAt[i], later, 1, square);
      }
      kernels.softmax(weights, weights, count * time, time);
      for (let i = 0; i < count; i++) {
        kernels.multiply(mixedAt[i], weightsAt[i], v.at[i], time, value, time);
      }
      swapAxes(joined, mixed, batch, heads, time, value);
      const { out_weight: w, out_bias: bias } = parameters;
      kernels.multiplyByTransposed(y, joined, w, bias, rows, width, mixedWidth);
    },
    backward() {
      const { out_weight: w } = parameters;
      const { out_weight: dw, out_bias: db } = gradients;
      kernels.multiplyTransposed(dw, dy, joined, width, mixedWidth, rows);
      kernels.sumRows(db, dy, rows, width);
      // In the place of what was mixed, its gradient: forward makes both anew,
      // and another backward begins with what stands in `joined`.
      kernels.multiply(v.joined, dy, w, rows, mixedWidth, width);
      swapAxes(mixed, v.joined, batch, time, heads, value);
      for (let i = 0; i < count; i++) {
        const a = weightsAt[i];
        const da = dweightsAt[i];
        const dmixed = mixedAt[i];
        kernels.multiplyTransposed(
          v.gradientAt[i],
          a,
          dmixed,
          time,
          value,
          time,
        );
        kernels.multiplyByTransposed(
          da,
          dmixed,
          v.at[i],
          undefined,
          time,
          time,
          value,
        );
      }
      kernels.softmaxBackward(dweights, weights, dweights, count * time, time);
      for (let b = 0; dmaskAt !== undefined && b < batch; b++) {
        kernels.sumRows(dmaskAt[b], dweightsOf[b], heads, square);
      }
      for (let i = 0; i < count; i++) {
        const ds = dweightsAt[i];
        kernels.multiply(q.gradientAt[i], ds, k.at[i], time, key, time);
        kernels.multiplyTransposed(
          k.gradientAt[i],
          ds,
          q.at[i],
          time,
          key,
          time,
        );
      }
      q.backward();
      k.backward();
      v.backward();
    },
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
