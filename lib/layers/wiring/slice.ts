import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { integer, optionalAxis, size } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerBody } from "../../layer/layer.ts";
import { axisIn } from "../../layer/axes.ts";
import { axesOf, tableOf, takePlaces } from "./places.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What `slice` and `split` take by name. */
export interface SliceOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

const axis = optionalAxis("the axis that is cut, by default the last");

/**
 * The entries `from` to `to - 1` of an axis, counted from 0. Backward gives them
 * `dy`, and 0 to all others.
 *
 * ```ts
 * import { input, pipeline, slice } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(4), slice(1, 3)).bind();
 * net.x.set([5, 6, 7, 8]);
 * net.forward();
 * assertEquals([...net.y], [6, 7]);
 * ```
 */
export const slice: LayerType<
  readonly [from: number, to: number, options?: SliceOptions]
> = defineLayer({
  name: "slice",
  summary: "the entries from, …, to - 1 of an axis, counted from 0",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy where it was taken from, else 0" },
  arguments: {
    from: integer("the first entry", 0),
    to: size("the entry after the last"),
    ...{ axis } satisfies SpecsFor<SliceOptions>,
  },
  examples: [
    { arguments: [1, 3], inputs: [[4]] },
    { arguments: [0, 1, { axis: 0 }], inputs: [[2, 3]] },
    { arguments: [1, 3, { axis: -2 }], inputs: [[2, 3, 2]] },
    { arguments: [0, 2], inputs: [[3, 2]] },
  ],
  create: ({ from, to, axis }) =>
    part("slice", axis, (length, shape, at) => {
      if (from < to && to <= length) return [from, to];
      throw new ShapeError({
        layer: "slice",
        rule: from < to
          ? `axis ${at} must have at least ${to} entries`
          : "`to` must be larger than `from`",
        found: from < to
          ? `axis ${at} of ${formatShape(shape)} has ${length}`
          : `found from ${from} to ${to}`,
        ...from < length ? { argument: { name: "to", instead: length } } : {},
        wayOut: `end where the axis ends, at ${length}`,
      });
    }),
});

/**
 * One of `parts` equal parts of an axis, `index` counted from 0. A step has one
 * output, so each part is a branch of its own:
 * `mul(split(2,0), split(2,1) -> sigmoid)`.
 *
 * ```ts
 * import { format, input, mul, nn, pipeline, sigmoid, split } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * // A gated linear unit.
 * const net = pipeline(input(6), mul(split(2, 0), [split(2, 1), sigmoid()]));
 * assertEquals(net.outputShape, [3]);
 * assertEquals(
 *   format(net),
 *   format(nn`input(6) -> mul(split(2,0), split(2,1) -> sigmoid)`),
 * );
 * ```
 */
export const split: LayerType<
  readonly [parts: number, index: number, options?: SliceOptions]
> = defineLayer({
  name: "split",
  summary: "one of several equal parts of an axis, counted from 0",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy where it was taken from, else 0" },
  arguments: {
    parts: size("how many parts there are"),
    index: integer("which of them, from 0", 0),
    ...{ axis } satisfies SpecsFor<SliceOptions>,
  },
  examples: [
    { arguments: [2, 0], inputs: [[4]] },
    { arguments: [3, 2], inputs: [[2, 3]] },
    { arguments: [2, 1, { axis: 0 }], inputs: [[4, 3]] },
    { arguments: [1, 0], inputs: [[3]] },
  ],
  create: ({ parts, index, axis }) =>
    part("split", axis, (length, _shape, at) => {
      if (index >= parts) {
        throw new ShapeError({
          layer: "split",
          rule: `its index must be from 0 to ${parts - 1}`,
          found: `found ${index}`,
          argument: { name: "index", instead: parts - 1 },
        });
      }
      const width = length / parts;
      if (Number.isInteger(width)) return [index * width, (index + 1) * width];
      throw new ShapeError({
        layer: "split",
        rule: `its ${parts} parts of axis ${at} must be equal`,
        found: `${length} entries are ${Math.floor(width)} for each and ${
          length % parts
        } left over`,
        argument: { name: "parts", instead: length },
        wayOut: `choose a number that ${length} can be divided by`,
      });
    }),
});

/** The layer that takes a part of an axis; `ends` says which, from the axis' length. */
function part(
  layer: string,
  given: number | undefined,
  ends: (length: number, shape: Shape, axis: number) => [number, number],
): LayerBody {
  const partOf = (shape: Shape) => {
    const axis = axisIn(layer, shape, given);
    return { axis, ends: ends(shape[axis], shape, axis) };
  };
  return {
    outputShape(shape) {
      const { axis, ends: [from, to] } = partOf(shape);
      return shape.with(axis, to - from);
    },
    bind(site) {
      const [input] = site.inputShapes;
      const { axis, ends: [from] } = partOf(input);
      const starts = input.map((_, each) => each === axis ? from : 0);
      const table = tableOf(input, site.outputShape, axesOf(input), starts);
      return takePlaces(site, table);
    },
  };
}
