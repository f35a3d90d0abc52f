import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, indexOf, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What `gather` takes by name. */
export interface GatherOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: 0. */
  readonly axis?: number;
}

/**
 * The entries of an axis that its second branch names, whole numbers from 0, or from
 * −1 for the last, as NumPy's `take`: an entry for each of them, in their shape. Each
 * may be taken several times; backward adds up.
 *
 * ```ts
 * import { gather, id, input, pipeline, value } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), gather(id(), value("which", [2, 0, 2]))).bind();
 * net.x.set([5, 6, 7]);
 * net.forward();
 * assertEquals([...net.y], [7, 5, 7]);
 * ```
 */
export const gather: MergeType<GatherOptions> = mergeType(defineLayer({
  name: "gather",
  traits: { reach: ([x]) => reachOfInputs([x]) },
  gradients: { x: "the sum of dy over where it went", indices: "0" },
  summary: "the entries of an axis by their numbers, the indices",
  branches: {
    least: 2,
    most: 2,
    verb: "gather from",
    names: ["f", "indices"],
  },
  arguments: {
    axis: optionalAxis("the axis of the entries, by default the first"),
  } satisfies SpecsFor<GatherOptions>,
  examples: [
    { arguments: [], inputs: [[4], [3]] },
    { arguments: [], inputs: [[3, 2], [2, 2]] },
    { arguments: [{ axis: -1 }], inputs: [[2, 3], []] },
    { arguments: [{ axis: 1 }], inputs: [[2, 3, 2], [4]] },
  ],
  create: ({ axis = 0 }) => ({
    inputs: [
      { name: "x", differentiable: true },
      {
        name: "indices",
        differentiable: false,
        draw(values, { random, inputShapes: [shape] }) {
          const size = shape[axisIn("gather", shape, axis)];
          for (let i = 0; i < values.length; i++) {
            values[i] = random.integer(2 * size) - size;
          }
        },
      },
    ],
    outputShape(shape, indices) {
      const place = axisIn("gather", shape, axis);
      return shape.toSpliced(place, 1, ...indices);
    },
    bind: (site) =>
      bindGather(site, axisIn("gather", site.inputShapes[0], axis)),
  }),
}));

function bindGather(site: Site, axis: number): Pass {
  const { batch, inputs: [x, indices], dinputs: [dx, none], y, dy } = site;
  const [shape, indexShape] = site.inputShapes;
  const size = shape[axis];
  const outer = elementCount(shape.slice(0, axis));
  const inner = elementCount(shape.slice(axis + 1));
  const count = elementCount(indexShape);
  // Where the entries begin in x.
  const starts = allocate("int32", batch * outer * count);

  function find() {
    requireIndices(indices, size, indexShape);
    for (let b = 0, i = 0; b < batch; b++) {
      for (let o = b * outer; o < (b + 1) * outer; o++) {
        for (let k = b * count; k < (b + 1) * count; k++, i++) {
          const index = indices[k] < 0 ? indices[k] + size : indices[k];
          starts[i] = (o * size + index) * inner;
        }
      }
    }
  }
  function take(to: Values, from: Values) {
    for (let i = 0, at = 0; i < starts.length; i++) {
      let j = starts[i];
      for (const end = j + inner; j < end;) to[at++] = from[j++];
    }
  }
  return {
    forward() {
      find();
      take(y, x);
    },
    backward() {
      // If a network asks for one: a number of an entry is not a quantity.
      none.fill(0);
      dx.fill(0);
      if (dx.length === 0) return;
      for (let i = 0, at = 0; i < starts.length; i++) {
        let j = starts[i];
        for (const end = j + inner; j < end;) dx[j++] += dy[at++];
      }
    },
    ...secondOrder(site, ({ inputs: [u], output }) => ({
      tangent: () => take(output, u),
    })),
  };
}

/** @throws {NablaError} if a number is not that of an entry. */
function requireIndices(indices: Values, size: number, shape: Shape): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (Number.isInteger(index) && index >= -size && index < size) continue;
    const place = indexOf(i % elementCount(shape), shape);
    throw new NablaError("value", {
      action: "compute gather",
      name: `the index${place.length === 0 ? "" : ` at [${place.join()}]`}`,
      rule: `a whole number from 0 to ${
        size - 1
      }, or from ${-size} to -1 from the last`,
      found: index,
      place: { input: 1, entry: i },
    });
  }
}
