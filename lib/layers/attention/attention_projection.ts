import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import type { HeadSizes, HeadSource } from "./attention_sizes.ts";
import {
  type Moving,
  moving,
  type MovingProducts,
} from "../sequences/moving.ts";
import { parts } from "../sequences/sequence.ts";

/** Queries, keys or values: products of an input, split into heads. */
export interface Projection {
  /** For all heads side by side: batch × time × heads·width. */
  readonly joined: Values;
  /** For each head of each example: time × width. */
  readonly at: readonly Values[];
  /** Its gradient. */
  readonly gradientAt: readonly Values[];
  forward(): void;
  /** The first projection of an input overwrites its gradient, others add to it. */
  backward(): void;
  /** The same along a direction. */
  along(along: Along, products: MovingProducts): ProjectionAlong;
}

/** A projection along a direction. */
export interface ProjectionAlong {
  /** For each head of each example. */
  readonly at: readonly Moving[];
  /** Its gradient. */
  readonly gradientAt: readonly Moving[];
  /** Computes the changes of {@linkcode ProjectionAlong.at}. */
  tangent(): void;
  /** From the changes of {@linkcode ProjectionAlong.gradientAt} to those of the gradients; the first projection of an input overwrites its, others add to it. */
  second(): void;
}

/** The products for queries, keys and values. */
export function bindProjections(
  site: Site,
  sizes: HeadSizes,
): readonly [Projection, Projection, Projection] {
  const { key, value, sources, heads } = sizes;
  const [q, k, v] = sources;
  const isFirst = (source: HeadSource) =>
    sources.find(({ input }) => input === source.input) === source;
  const bind = (
    source: HeadSource,
    name: string,
    start: number,
    size: number,
    factor = 1,
  ) =>
    bindProjection(site, sizes, {
      ...source,
      isFirst: isFirst(source),
      name,
      start,
      size,
      factor,
    });
  return [
    bind(q, "q_weight", 0, key, 1 / Math.sqrt(key)),
    bind(k, "k_weight", heads * key, key),
    bind(v, "v_weight", 2 * heads * key, value),
  ];
}

/** Where a projection's numbers come from. */
interface ProjectionPlace extends HeadSource {
  readonly isFirst: boolean;
  /** The weight, where it is an array of its own. */
  readonly name: string;
  /** The first row in the weights and biases of all. */
  readonly start: number;
  /** How many numbers of a head. */
  readonly size: number;
  readonly factor: number;
}

/** The product with its rows of the weights, times a factor. */
function bindProjection(
  site: Site,
  { heads, isPacked }: HeadSizes,
  place: ProjectionPlace,
): Projection {
  const { batch, parameters, gradients, kernels, scratch } = site;
  const { input, time, width, isFirst, name, start, size, factor } = place;
  const [x, dx] = [site.inputs[input], site.dinputs[input]];
  const rows = batch * time;
  const outputs = heads * size;
  const end = start + outputs;
  const own = (
    all: Site["parameters"],
  ): readonly [weight: Values, bias: Values | undefined] => [
    isPacked ? all.in_weight.subarray(start * width, end * width) : all[name],
    Object.hasOwn(all, "in_bias")
      ? all.in_bias.subarray(start, end)
      : undefined,
  ];
  const [weight, bias] = own(parameters);
  const [dweight, dbias] = own(gradients);
  const joined = scratch(rows * outputs);
  const split = scratch(rows * outputs);
  const dsplit = scratch(rows * outputs);
  const part = isFirst ? dx : scratch(dx.length);
  const { multiplyByTransposed, multiplyTransposed } = kernels;
  const byHead = (values: Values) => parts(values, batch * heads);
  const at = byHead(split);
  const gradientAt = byHead(dsplit);
  function splitUp(to: Values, from: Values) {
    swapAxes(to, from, batch, time, heads, size);
    if (factor !== 1) multiplyBy(to, factor);
  }
  function join(to: Values, from: Values) {
    swapAxes(to, from, batch, heads, time, size);
    if (factor !== 1) multiplyBy(to, factor);
  }
  return {
    joined,
    at,
    gradientAt,
    forward() {
      multiplyByTransposed(joined, x, weight, bias, rows, outputs, width);
      splitUp(split, joined);
    },
    backward() {
      join(joined, dsplit);
      multiplyTransposed(dweight, joined, x, outputs, width, rows);
      if (dbias !== undefined) kernels.sumRows(dbias, joined, rows, outputs);
      if (dx.length === 0) return;
      kernels.multiply(part, joined, weight, rows, width, outputs);
      if (!isFirst) kernels.addScaled(dx, part, 1, dx.length);
    },
    along(along, products) {
      const [change, biasChange] = own(along.parameters);
      const [dchange, dbiasChange] = own(along.gradients);
      const direction = along.inputs[input];
      const dxChange = along.dinputs[input];
      const moved = { at: x, change: direction };
      const w = { at: weight, change };
      const arrays = () => scratch(rows * outputs);
      const [together, splits, dsplits] = [arrays(), arrays(), arrays()];
      const part = isFirst ? dxChange : scratch(x.length);
      const g = { at: joined, change: together };
      return {
        at: moving(at, byHead(splits)),
        gradientAt: moving(gradientAt, byHead(dsplits)),
        tangent() {
          const sizes = [rows, outputs, width] as const;
          products.multiplyByTransposed(
            together,
            moved,
            w,
            biasChange,
            ...sizes,
          );
          splitUp(splits, together);
        },
        second() {
          join(joined, dsplit);
          join(together, dsplits);
          products.multiplyTransposed(dchange, g, moved, outputs, width, rows);
          if (dbiasChange !== undefined) {
            kernels.sumRows(dbiasChange, together, rows, outputs);
          }
          products.multiply(part, g, w, rows, width, outputs);
          if (!isFirst) kernels.addScaled(dxChange, part, 1, part.length);
        },
      };
    },
  };
}

function multiplyBy(values: Values, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}
