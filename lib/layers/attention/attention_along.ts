import type { Values } from "../../base/values.ts";
import type { HeadRows, HeadsPlace } from "../../kernels/contract/attention.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along, AlongPass } from "../../layer/second_order.ts";
import { moving, movingProducts } from "../sequences/moving.ts";
import { parts } from "../sequences/sequence.ts";
import { bindMask } from "./attention_mask.ts";
import type { Projection } from "./attention_projection.ts";
import type { HeadSizes } from "./attention_sizes.ts";

/** What an attention holds. */
export interface Heads {
  readonly place: HeadsPlace;
  readonly projection: Projection;
  /** Computes the gradient of what is mixed from `dy`. */
  backwardToMixed(): void;
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
  { place, projection, backwardToMixed }: Heads,
  along: Along,
): AlongPass {
  const { batch, dy, kernels, scratch } = site;
  const { time, width, heads, key, value, steps, sources } = sizes;
  const count = batch * heads;
  const rows = batch * time;
  const mixedWidth = heads * value;
  const { weights, mixed: { at: mixed } } = place;
  const widths = sources.map(({ width }) => width);
  const taken = 2 * heads * key + mixedWidth;
  const widest = Math.max(time, steps, ...widths, taken);
  const tallest = Math.max(batch * time, batch * steps, ...widths);
  const products = movingProducts(
    kernels,
    scratch((tallest + width) * widest),
  );
  const moved = projection.along(along, products);
  const matrices = () => scratch(count * time * steps);
  const byHead = (values: Values) => parts(values, count);
  const [scores, a, da, daAlong, dscores, ds] = Array.from(
    { length: 6 },
    matrices,
  );
  // The gradients of all scores are wanted, not only room for them.
  const kept = kernels.attention({ ...place, dscores, keepsScores: true });
  const [scoresAt, daAt, daAlongAt] = [scores, da, daAlong].map(byHead);
  const aAt = moving(byHead(weights), byHead(a));
  const dsAt = moving(byHead(dscores), byHead(ds));

  const scale = 1 / Math.sqrt(key);
  const [q, k, v] = [
    splitHeads(site, heads, place.q, moved.rows[0], time, key, scale),
    splitHeads(site, heads, place.k, moved.rows[1], steps, key),
    splitHeads(site, heads, place.v, moved.rows[2], steps, value),
  ];
  const mixedAlong = {
    at: scratch(mixed.length),
    gradient: scratch(mixed.length),
    pitch: mixedWidth,
  };
  const m = splitHeads(site, heads, place.mixed, mixedAlong, time, value);
  const joined = { at: mixed, change: mixedAlong.at };
  const out = {
    at: site.parameters.out_weight,
    change: along.parameters.out_weight,
  };
  const masks = sizes.mask === undefined ? [] : [sizes.mask].map((mask) => {
    const { inputs: { [mask.input]: own }, dinputs } = along;
    return bindMask(mask.of, own, dinputs[mask.input], ds, sizes, site);
  });

  function tangent() {
    moved.tangent();
    for (const each of [q, k, v]) each.take();
    for (let i = 0; i < count; i++) {
      const s = scoresAt[i];
      const sizes = [undefined, time, steps, key] as const;
      products.multiplyByTransposed(s, q.at[i], k.at[i], ...sizes);
      for (const mask of masks) mask.add(s, i);
    }
    kernels.softmaxBackward(a, weights, scores, count * time, steps);
    for (let i = 0; i < count; i++) {
      const { change } = m.at[i];
      products.multiply(change, aAt[i], v.at[i], time, value, steps);
    }
    m.give();
    const { out_bias: bias } = along.parameters;
    const sizes = [rows, width, mixedWidth] as const;
    products.multiplyByTransposed(along.output, joined, out, bias, ...sizes);
  }

  return {
    tangent,
    second() {
      tangent();
      backwardToMixed();
      kept.backward();
      const { out_weight: change } = along.gradients;
      const { multiply, multiplyTransposed, multiplyByTransposed } = kernels;
      multiplyTransposed(change, dy, joined.change, width, mixedWidth, rows);
      multiply(mixedAlong.gradient, dy, out.change, rows, mixedWidth, width);
      m.takeGradients();
      const mixing = [undefined, time, steps, value] as const;
      for (let i = 0; i < count; i++) {
        const [a, dm, own] = [aAt[i], m.gradientAt[i], v.at[i]];
        const dv = v.gradientAt[i].change;
        products.multiplyTransposed(dv, a, dm, steps, value, time);
        multiplyByTransposed(daAt[i], dm.at, own.at, ...mixing);
        products.multiplyByTransposed(daAlongAt[i], dm, own, ...mixing);
      }
      kernels.softmaxBackward(ds, weights, daAlong, count * time, steps);
      addTurned(ds, weights, a, da, steps);
      for (const mask of masks) mask.collect();
      for (let i = 0; i < count; i++) {
        const [dq, dk] = [q, k].map((each) => each.gradientAt[i].change);
        products.multiply(dq, dsAt[i], k.at[i], time, key, steps);
        products.multiplyTransposed(dk, dsAt[i], q.at[i], steps, key, time);
      }
      for (const each of [q, k, v]) each.giveGradients();
      moved.second();
    },
  };
}

/** Rows of all heads side by side and their changes, as matrices of each head. */
function splitHeads(
  { batch, scratch }: Site,
  heads: number,
  own: HeadRows,
  changes: HeadRows,
  rows: number,
  size: number,
  factor = 1,
) {
  const count = batch * heads;
  const byHead = (values: Values) => parts(values, count);
  const [at, change, dat, dchange] = Array.from(
    { length: 4 },
    () => scratch(count * rows * size),
  );
  const copy = (all: Values, rowsOf: Values, isBack: boolean) =>
    copyHeads(all, rowsOf, own.pitch, heads, rows, size, factor, isBack);
  return {
    at: moving(byHead(at), byHead(change)),
    gradientAt: moving(byHead(dat), byHead(dchange)),
    take() {
      copy(at, own.at, false);
      copy(change, changes.at, false);
    },
    takeGradients() {
      copy(dat, own.gradient, false);
      copy(dchange, changes.gradient, false);
    },
    give: () => copy(change, changes.at, true),
    giveGradients: () => copy(dchange, changes.gradient, true),
  };
}

/** Copies rows of all heads side by side to matrices of each head of each example, or back, times a factor. */
function copyHeads(
  matrices: Values,
  joined: Values,
  pitch: number,
  heads: number,
  rows: number,
  size: number,
  factor: number,
  isBack: boolean,
): void {
  const all = matrices.length / (heads * size);
  for (let row = 0; row < all; row++) {
    const example = Math.floor(row / rows);
    for (let head = 0; head < heads; head++) {
      const matrix = example * heads + head;
      const i = (matrix * rows + row - example * rows) * size;
      const j = row * pitch + head * size;
      for (let c = 0; c < size; c++) {
        if (isBack) joined[j + c] = factor * matrices[i + c];
        else matrices[i + c] = factor * joined[j + c];
      }
    }
  }
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
