import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { alongHeads } from "./attention_along.ts";
import { bindMask } from "./attention_mask.ts";
import { bindProjections } from "./attention_projection.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { type Padding, paddingOf } from "../sequences/padding.ts";
import { parts } from "../sequences/sequence.ts";

/** Makes the pass. */
export function bindHeads(
  layer: string,
  site: Site,
  sizes: HeadSizes,
  isCausal: boolean,
): Pass {
  const { batch, y, dy, parameters, gradients, kernels, scratch } = site;
  const { inputs, dinputs } = site;
  const { multiply, multiplyTransposed, multiplyByTransposed } = kernels;
  const { time, width, heads, key, value, steps, lengths } = sizes;
  const count = batch * heads;
  const rows = batch * time;
  const square = time * steps;
  const mixedWidth = heads * value;
  const [q, k, v] = bindProjections(site, sizes);
  // A matrix of time × steps for each head of each example.
  const weights = scratch(count * square);
  const weightsAt = parts(weights, count);
  const dweights = scratch(count * square);
  const dweightsAt = parts(dweights, count);
  const mixed = scratch(count * time * value);
  const mixedAt = parts(mixed, count);
  const joined = scratch(rows * mixedWidth);
  // What is mixed in v's own array, before and after its axes change places.
  const turned = time === steps ? v.joined : scratch(rows * mixedWidth);
  const later = scratch(isCausal ? square : 0);
  if (isCausal) hideLater(later, time, steps);
  const masks = sizes.mask === undefined ? [] : [sizes.mask].map((mask) => {
    const [own, down] = [inputs[mask.input], dinputs[mask.input]];
    return bindMask(mask.of, own, down, dweights, sizes, site);
  });
  const padding = lengths === undefined
    ? undefined
    : paddingOf(layer, inputs, lengths, steps, 1);

  /** From `dy` to the gradients of queries, keys and values. */
  function backwardToHeads() {
    // The gradient takes the place of what was mixed: forward makes both again,
    // and another backward starts from `joined`.
    multiply(turned, dy, parameters.out_weight, rows, mixedWidth, width);
    swapAxes(mixed, turned, batch, time, heads, value);
    for (let i = 0; i < count; i++) {
      const [da, dm, dv] = [dweightsAt[i], mixedAt[i], v.gradientAt[i]];
      multiplyTransposed(dv, weightsAt[i], dm, steps, value, time);
      multiplyByTransposed(da, dm, v.at[i], undefined, time, steps, value);
    }
    kernels.softmaxBackward(dweights, weights, dweights, count * time, steps);
    for (let i = 0; i < count; i++) {
      const ds = dweightsAt[i];
      multiply(q.gradientAt[i], ds, k.at[i], time, key, steps);
      multiplyTransposed(k.gradientAt[i], ds, q.at[i], steps, key, time);
    }
  }

  return {
    forward() {
      padding?.check();
      q.forward();
      k.forward();
      v.forward();
      for (let i = 0; i < count; i++) {
        const a = weightsAt[i];
        multiplyByTransposed(a, q.at[i], k.at[i], undefined, time, steps, key);
        for (const mask of masks) mask.add(a, i);
        if (isCausal) kernels.addScaled(a, later, 1, square);
        if (padding) hideOver(a, padding, Math.floor(i / heads), steps);
      }
      kernels.softmax(weights, weights, count * time, steps);
      for (let i = 0; i < count; i++) {
        multiply(mixedAt[i], weightsAt[i], v.at[i], time, value, steps);
      }
      swapAxes(joined, mixed, batch, heads, time, value);
      const { out_weight: w, out_bias: bias } = parameters;
      multiplyByTransposed(y, joined, w, bias, rows, width, mixedWidth);
    },
    backward() {
      const { out_weight: dw, out_bias: db } = gradients;
      multiplyTransposed(dw, dy, joined, width, mixedWidth, rows);
      if (db !== undefined) kernels.sumRows(db, dy, rows, width);
      backwardToHeads();
      for (const mask of masks) mask.collect();
      if (lengths !== undefined) dinputs[lengths].fill(0);
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
function hideLater(mask: Values, time: number, steps: number): void {
  for (let row = 0, i = 0; row < time; row++) {
    for (let column = 0; column < steps; column++) {
      mask[i++] = column > row ? -Infinity : 0;
    }
  }
}

/** Hides from all positions what is beyond the length of an example. */
function hideOver(
  scores: Values,
  { isOver }: Padding,
  example: number,
  steps: number,
): void {
  for (let column = 0; column < steps; column++) {
    if (!isOver(column, example)) continue;
    for (let i = column; i < scores.length; i += steps) scores[i] = -Infinity;
  }
}
