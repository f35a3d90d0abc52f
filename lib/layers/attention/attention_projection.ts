import type { HeadRows } from "../../kernels/contract/attention.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import type { MovingProducts } from "../sequences/moving.ts";
import type { HeadSizes, HeadSource } from "./attention_sizes.ts";

/** Products of inputs, for all heads side by side. */
export interface Projection {
  /** Queries, keys and values, or those of them that this one makes. */
  readonly rows: readonly HeadRows[];
  forward(): void;
  /** From their gradients to those of weights, biases and inputs. */
  backward(): void;
  /** The same along a direction. */
  along(along: Along, products: MovingProducts): ProjectionAlong;
}

/** A projection along a direction. */
export interface ProjectionAlong {
  /** The changes of {@linkcode Projection.rows}. */
  readonly rows: readonly HeadRows[];
  /** Computes the changes. */
  tangent(): void;
  /** From the changes of their gradients to those of the others. */
  second(): void;
}

/** Queries, keys or values among what is made. */
interface Part extends HeadSource {
  /** The weight, where it is an array of its own. */
  readonly name: string;
  /** Its first row in the weights and biases of all. */
  readonly start: number;
  /** How many rows. */
  readonly outputs: number;
}

/** The products for queries, keys and values: one for those of the same input whose weights are one array. */
export function bindProjections(site: Site, sizes: HeadSizes): Projection {
  const { heads, key, value, sources, isPacked } = sizes;
  const groups: Part[][] = [];
  for (const [i, source] of sources.entries()) {
    const name = `${"qkv"[i]}_weight`;
    const outputs = heads * (i === 2 ? value : key);
    const part = { ...source, name, start: i * heads * key, outputs };
    const last = groups.at(-1);
    const isNext = isPacked && last?.[0].input === source.input;
    if (isNext) last?.push(part);
    else groups.push([part]);
  }
  const all = groups.map((group, i) => {
    const isFirst = groups.findIndex(([{ input }]) =>
      input === group[0].input
    ) === i;
    return bindProjection(site, isPacked, group, isFirst);
  });
  return {
    rows: all.flatMap(({ rows }) => rows),
    forward: () => all.forEach((each) => each.forward()),
    backward: () => all.forEach((each) => each.backward()),
    along(along, products) {
      const moved = all.map((each) => each.along(along, products));
      return {
        rows: moved.flatMap(({ rows }) => rows),
        tangent: () => moved.forEach((each) => each.tangent()),
        second: () => moved.forEach((each) => each.second()),
      };
    },
  };
}

/**
 * The product with some rows of the weights.
 *
 * @param isFirst whether it is the first of its input, which overwrites the gradient; others add to it.
 */
function bindProjection(
  site: Site,
  isPacked: boolean,
  parts: readonly Part[],
  isFirst: boolean,
): Projection {
  const { batch, parameters, gradients, kernels, scratch } = site;
  const [{ input, time, width, name, start }] = parts;
  const [x, dx] = [site.inputs[input], site.dinputs[input]];
  const rows = batch * time;
  const outputs = parts.reduce((sum, part) => sum + part.outputs, 0);
  const end = start + outputs;
  const own = (all: Site["parameters"]) => ({
    weight: isPacked
      ? all.in_weight.subarray(start * width, end * width)
      : all[name],
    bias: Object.hasOwn(all, "in_bias")
      ? all.in_bias.subarray(start, end)
      : undefined,
  });
  const { weight, bias } = own(parameters);
  const { weight: dweight, bias: dbias } = own(gradients);
  const arrays = () => {
    const [at, gradient] = [scratch(rows * outputs), scratch(rows * outputs)];
    const parted = parts.map((part) => ({
      at: at.subarray(part.start - start),
      gradient: gradient.subarray(part.start - start),
      pitch: outputs,
    }));
    return { at, gradient, parted };
  };
  const { at, gradient, parted } = arrays();
  const part = isFirst ? dx : scratch(dx.length);
  const sizes = [rows, outputs, width] as const;
  return {
    rows: parted,
    forward: () => kernels.multiplyByTransposed(at, x, weight, bias, ...sizes),
    backward() {
      kernels.multiplyTransposed(dweight, gradient, x, outputs, width, rows);
      if (dbias !== undefined) kernels.sumRows(dbias, gradient, rows, outputs);
      if (dx.length === 0) return;
      kernels.multiply(part, gradient, weight, rows, width, outputs);
      if (!isFirst) kernels.addScaled(dx, part, 1, dx.length);
    },
    along(along, products) {
      const { weight: wChange, bias: biasChange } = own(along.parameters);
      const { weight: dwChange, bias: dbiasChange } = own(along.gradients);
      const dxChange = along.dinputs[input];
      const moved = { at: x, change: along.inputs[input] };
      const w = { at: weight, change: wChange };
      const { at: change, gradient: dchange, parted } = arrays();
      const g = { at: gradient, change: dchange };
      const part = isFirst ? dxChange : scratch(x.length);
      return {
        rows: parted,
        tangent: () =>
          products.multiplyByTransposed(change, moved, w, biasChange, ...sizes),
        second() {
          products.multiplyTransposed(dwChange, g, moved, outputs, width, rows);
          if (dbiasChange !== undefined) {
            kernels.sumRows(dbiasChange, dchange, rows, outputs);
          }
          products.multiply(part, g, w, rows, width, outputs);
          if (!isFirst) kernels.addScaled(dxChange, part, 1, part.length);
        },
      };
    },
  };
}
