import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along, AlongPass } from "../../layer/second_order.ts";
import type { Projection } from "./attention_projection.ts";
import { bindMask } from "./attention_mask.ts";
import type { HeadSizes } from "./attention_sizes.ts";
import { moving, movingProducts } from "../sequences/moving.ts";
import { parts } from "../sequences/sequence.ts";

/** What an attention holds. */
export interface Heads {
  readonly q: Projection;
  readonly k: Projection;
  readonly v: Projection;
  /** The weights of all heads, and those of each. */
  readonly weights: Values;
  readonly weightsAt: readonly Values[];
  /** The gradients of the scores by head. */
  readonly dscoresAt: readonly Values[];
  /** The gradient of what is mixed, by head. */
  readonly dmixedAt: readonly Values[];
  /** What was mixed in all heads, side by side. */
  readonly joined: Values;
  /** Computes all these gradients and those of queries, keys and values from `dy`. */
  backwardToHeads(): void;
}

/**
 * Along a direction, each statement of forward and backward by the rule of
 * products. For the weights `a = softmax(s)` it is `a′ = a∘(s′ − ⟨a, s′⟩)` in each
 * row, and for `ds = a∘(da − ⟨a, da⟩)`
 *
 * ```text
 * ds′ = a∘(da′ − ⟨a, da′⟩) + a′∘(da − ⟨a, da⟩) − a·⟨a′, da⟩
 * ```
 */
export function alongHeads(
  site: Site,
  sizes: HeadSizes,
  { q, k, v, weights, ...own }: Heads,
  along: Along,
): AlongPass {
  const { batch, dy, kernels, scratch } = site;
  const { time, width, heads, key, value, steps, sources } = sizes;
  const count = batch * heads;
  const rows = batch * time;
  const square = time * steps;
  const mixedWidth = heads * value;
  const widths = sources.map(({ width }) => width);
  const widest = Math.max(time, steps, ...widths, mixedWidth, heads * key);
  const tallest = Math.max(batch * time, batch * steps, ...widths);
  const products = movingProducts(
    kernels,
    scratch((tallest + width) * widest),
  );
  const [qAlong, kAlong, vAlong] = [q, k, v].map((each) =>
    each.along(along, products)
  );
  const matrices = () => scratch(count * square);
  const byHead = (values: Values) => parts(values, count);
  const [scores, a, da, daAlong, ds] = Array.from({ length: 5 }, matrices);
  const [scoresAt, daAt, daAlongAt] = [scores, da, daAlong].map(byHead);
  const aAt = moving(own.weightsAt, byHead(a));
  const dsAt = moving(own.dscoresAt, byHead(ds));
  const mixed = scratch(count * time * value);
  const mixedAt = byHead(mixed);
  const dmixed = scratch(mixed.length);
  const dmixedAt = moving(own.dmixedAt, byHead(dmixed));
  const joined = { at: own.joined, change: scratch(own.joined.length) };
  const out = {
    at: site.parameters.out_weight,
    change: along.parameters.out_weight,
  };
  const masks = sizes.mask === undefined ? [] : [sizes.mask].map((mask) => {
    const { inputs: { [mask.input]: own }, dinputs } = along;
    return bindMask(mask.of, own, dinputs[mask.input], ds, sizes, site);
  });

  function tangent() {
    for (const each of [qAlong, kAlong, vAlong]) each.tangent();
    for (let i = 0; i < count; i++) {
      const [s, q, k] = [scoresAt[i], qAlong.at[i], kAlong.at[i]];
      products.multiplyByTransposed(s, q, k, undefined, time, steps, key);
      for (const mask of masks) mask.add(s, i);
    }
    kernels.softmaxBackward(a, weights, scores, count * time, steps);
    for (let i = 0; i < count; i++) {
      products.multiply(mixedAt[i], aAt[i], vAlong.at[i], time, value, steps);
    }
    swapAxes(joined.change, mixed, batch, heads, time, value);
    const { out_bias: bias } = along.parameters;
    const sizes = [rows, width, mixedWidth] as const;
    products.multiplyByTransposed(along.output, joined, out, bias, ...sizes);
  }

  return {
    tangent,
    second() {
      tangent();
      own.backwardToHeads();
      const { out_weight: change } = along.gradients;
      const { multiply, multiplyTransposed, multiplyByTransposed } = kernels;
      multiplyTransposed(change, dy, joined.change, width, mixedWidth, rows);
      // What was joined is of no more use along the direction.
      multiply(joined.change, dy, out.change, rows, mixedWidth, width);
      swapAxes(dmixed, joined.change, batch, time, heads, value);
      const mixing = [undefined, time, steps, value] as const;
      for (let i = 0; i < count; i++) {
        const [weights, dm, v] = [aAt[i], dmixedAt[i], vAlong.at[i]];
        const dv = vAlong.gradientAt[i].change;
        products.multiplyTransposed(dv, weights, dm, steps, value, time);
        multiplyByTransposed(daAt[i], dm.at, v.at, ...mixing);
        products.multiplyByTransposed(daAlongAt[i], dm, v, ...mixing);
      }
      kernels.softmaxBackward(ds, weights, daAlong, count * time, steps);
      addTurned(ds, weights, a, da, steps);
      for (const mask of masks) mask.collect();
      for (let i = 0; i < count; i++) {
        const [dq, dk] = [qAlong, kAlong].map((each) =>
          each.gradientAt[i].change
        );
        products.multiply(dq, dsAt[i], kAlong.at[i], time, key, steps);
        products.multiplyTransposed(
          dk,
          dsAt[i],
          qAlong.at[i],
          steps,
          key,
          time,
        );
      }
      for (const each of [qAlong, kAlong, vAlong]) each.second();
    },
  };
}

/** `ds += a′∘(da − ⟨a, da⟩) − a·⟨a′, da⟩` in each row. */
function addTurned(
  ds: Values,
  a: Values,
  aAlong: Values,
  da: Values,
  columns: number,
): void {
  for (let start = 0; start < ds.length; start += columns) {
    const end = start + columns;
    let mean = 0;
    let turn = 0;
    for (let i = start; i < end; i++) {
      mean += a[i] * da[i];
      turn += aAlong[i] * da[i];
    }
    for (let i = start; i < end; i++) {
      ds[i] += aAlong[i] * (da[i] - mean) - a[i] * turn;
    }
  }
}
