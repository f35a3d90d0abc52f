import type { Pass, Site } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { paddingOf } from "../sequences/padding.ts";
import { alongHeads } from "./attention_along.ts";
import { bindMask } from "./attention_mask.ts";
import { bindProjections } from "./attention_projection.ts";
import type { HeadSizes } from "./attention_sizes.ts";

/** Makes the pass. */
export function bindHeads(
  layer: string,
  site: Site,
  sizes: HeadSizes,
  isCausal: boolean,
): Pass {
  const { batch, y, dy, parameters, gradients, kernels, scratch } = site;
  const { inputs, dinputs } = site;
  const { time, width, heads, key, value, steps, lengths } = sizes;
  const rows = batch * time;
  const mixedWidth = heads * value;
  const projection = bindProjections(site, sizes);
  const [q, k, v] = projection.rows;
  const mixed = {
    at: scratch(rows * mixedWidth),
    gradient: scratch(rows * mixedWidth),
    pitch: mixedWidth,
  };
  const [weights, dscores] = [0, 1].map(() =>
    scratch(batch * heads * time * steps)
  );
  const { mask: given } = sizes;
  const mask = given && { at: inputs[given.input], of: given.of };
  const dmask = given && dinputs[given.input];
  const place = {
    ...{ batch, heads, time, steps, key, value, isCausal },
    ...{ q, k, v, mixed, weights, dscores, mask },
    keepsScores: dmask !== undefined && dmask.length > 0,
    lengths: lengths === undefined ? undefined : inputs[lengths],
  };
  const attention = kernels.attention(place);
  const masks = mask === undefined || dmask === undefined
    ? []
    : [bindMask(mask.of, mask.at, dmask, dscores, sizes, site)];
  const padding = lengths === undefined
    ? undefined
    : paddingOf(layer, inputs, lengths, steps, 1);

  /** From `dy` to the gradient of what is mixed. */
  function backwardToMixed() {
    const { out_weight: w } = parameters;
    kernels.multiply(mixed.gradient, dy, w, rows, mixedWidth, width);
  }

  return {
    forward() {
      padding?.check();
      projection.forward();
      attention.forward();
      const { out_weight: w, out_bias: bias } = parameters;
      const sizes = [rows, width, mixedWidth] as const;
      kernels.multiplyByTransposed(y, mixed.at, w, bias, ...sizes);
    },
    backward() {
      const { out_weight: dw, out_bias: db } = gradients;
      kernels.multiplyTransposed(dw, dy, mixed.at, width, mixedWidth, rows);
      if (db !== undefined) kernels.sumRows(db, dy, rows, width);
      backwardToMixed();
      attention.backward();
      for (const mask of masks) mask.collect();
      if (lengths !== undefined) dinputs[lengths].fill(0);
      projection.backward();
    },
    ...secondOrder(
      site,
      (along) =>
        alongHeads(site, sizes, { place, projection, backwardToMixed }, along),
    ),
  };
}
