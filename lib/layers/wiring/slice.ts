import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import {
  integer,
  optionalAxis,
  signedCount,
  size,
} from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerBody } from "../../layer/layer.ts";
import { axisIn } from "../../layer/axes.ts";
import { axesOf, tableOf, takePlaces } from "./places.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What `split` takes by name. */
export interface PartOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/** What `slice` takes by name. */
export interface SliceOptions extends PartOptions {
  /** How far apart the entries are; a negative one goes from the last of them to the first. Default: 1. */
  readonly step?: number;
}

const axis = optionalAxis("the axis that is cut, by default the last");

/**
 * The entries `from` to `to - 1` of an axis, counted from 0. Backward gives them
 * `dy`, and 0 to all others. With a `step` it takes every so many of them: from the
 * first, or from the last where it is negative, so that `slice(0,6,step=-2)` gives
 * the entries 5, 3 and 1.
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
    ...{
      axis,
      step: signedCount(
        "how far apart they are; a negative one goes from the last to the first",
        1,
      ),
    } satisfies SpecsFor<SliceOptions>,
  },
  examples: [
    { arguments: [1, 3], inputs: [[4]] },
    { arguments: [0, 1, { axis: 0 }], inputs: [[2, 3]] },
    { arguments: [1, 3, { axis: -2 }], inputs: [[2, 3, 2]] },
    { arguments: [0, 2], inputs: [[3, 2]] },
    { arguments: [1, 6, { step: 2 }], inputs: [[7]] },
    { arguments: [0, 4, { step: -3, axis: 0 }], inputs: [[5, 2]] },
  ],
  create: ({ from, to, axis, step }) =>
    part("slice", axis, (length, shape, at) => {
      if (from < to && to <= length) return { from, to, step };
      throw new ShapeError({
        layer: "slice",
        rule: from < to
          ? say("axis {axis} must have at least {count} entries", {
            axis: at,
            count: to,
          })
          : say("`to` must be larger than `from`"),
        found: from < to
          ? say("axis {axis} of {shape} has {count}", {
            axis: at,
            shape: formatShape(shape),
            count: length,
          })
          : say("found from {from} to {to}", { from, to }),
        ...from < length ? { argument: { name: "to", instead: length } } : {},
        wayOut: say("end where the axis ends, at {length}", { length }),
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
  readonly [parts: number, index: number, options?: PartOptions]
> = defineLayer({
  name: "split",
  summary: "one of several equal parts of an axis, counted from 0",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy where it was taken from, else 0" },
  arguments: {
    parts: size("how many parts there are"),
    index: integer("which of them, from 0", 0),
    ...{ axis } satisfies SpecsFor<PartOptions>,
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
          rule: say("its index must be from 0 to {most}", { most: parts - 1 }),
          found: say("found {found}", { found: index }),
          argument: { name: "index", instead: parts - 1 },
        });
      }
      const width = length / parts;
      if (Number.isInteger(width)) {
        return { from: index * width, to: (index + 1) * width, step: 1 };
      }
      throw new ShapeError({
        layer: "split",
        rule: say("its {parts} parts of axis {axis} must be equal", {
          parts,
          axis: at,
        }),
        found: say(
          "{length} entries are {each} for each and {rest} left over",
          { length, each: Math.floor(width), rest: length % parts },
        ),
        argument: { name: "parts", instead: length },
        wayOut: say("choose a number that {length} can be divided by", {
          length,
        }),
      });
    }),
});

/** Every so many of the entries `from` to `to - 1`; with a negative step from the last. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** The layer that takes a part of an axis; `partOf` says which, from the axis' length. */
function part(
  layer: string,
  given: number | undefined,
  partOf: (length: number, shape: Shape, axis: number) => Part,
): LayerBody {
  const taken = (shape: Shape) => {
    const axis = axisIn(layer, shape, given);
    return { axis, ...partOf(shape[axis], shape, axis) };
  };
  return {
    outputShape(shape) {
      const { axis, from, to, step } = taken(shape);
      return shape.with(axis, Math.ceil((to - from) / Math.abs(step)));
    },
    bind(site) {
      const [input] = site.inputShapes;
      const { axis, from, to, step } = taken(input);
      const first = step < 0 ? to - 1 : from;
      const starts = input.map((_, each) => each === axis ? first : 0);
      const steps = input.map((_, each) => each === axis ? step : 1);
      const axes = axesOf(input);
      const table = tableOf(input, site.outputShape, axes, starts, steps);
      return takePlaces(site, table);
    },
  };
}
