import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import {
  choice,
  type Extents,
  extents,
  number,
  optionalExtents,
} from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { axesOf, tableOf, takePlaces } from "./places.ts";
import { foldedTable, repeatPlaces } from "./repeats.ts";

/** What `pad` takes by name. */
export interface PadOptions {
  /** What is added: a `constant`; the input mirrored at its ends, `reflect`; its last entries, `edge`; or those at the other end, `circular`. Default: `constant`. */
  readonly mode?: "constant" | "reflect" | "edge" | "circular";
  /** The constant, with `mode=constant`. Default: 0. */
  readonly value?: number;
}

const after = optionalExtents(
  "how many are added behind, by default as many as before",
);

/**
 * Adds entries before and after those that come in. A number holds for every
 * position: for all axes but the last, the channels of height×width×channels,
 * and for the only axis of a row. A list has a number for each axis, without the
 * batch. Backward takes the middle of `dy`, and adds to it what was made of copies.
 *
 * With `mode=reflect` the entries at the ends stand once, as in NumPy and PyTorch.
 *
 * `pad(1)` puts a frame of one around an image, `pad(2,0)` two steps before a
 * sequence, `pad([0,1],[0,2])` one entry before and two after each row.
 *
 * ```ts
 * import { input, pad, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(28, 28, 1), pad(2)).outputShape, [32, 32, 1]);
 *
 * const net = pipeline(input(2), pad(1, 2, { value: 9 })).bind();
 * net.x.set([3, 4]);
 * net.forward();
 * assertEquals([...net.y], [9, 3, 4, 9, 9]);
 * ```
 */
export const pad: LayerType<
  | readonly [before: Extents, options?: PadOptions]
  | readonly [before: Extents, after: Extents, options?: PadOptions]
> = defineLayer({
  name: "pad",
  summary: "adds entries before and after those that come in",
  traits: {
    reach: (inputs, { mode, value }) =>
      mode === "constant"
        ? reachOfInputs([...inputs, [Number(value), Number(value)]])
        : reachOfInputs(inputs),
  },
  gradients: { x: "dy, without constants, summed over copies" },
  arguments: {
    before: extents(
      "how many are added before, at each position or a list by axis",
      { least: 0 },
    ),
    after,
    ...{
      mode: choice(
        "what is added",
        ["constant", "reflect", "edge", "circular"],
        "constant",
      ),
      value: {
        ...number("the constant that is added", 0, { named: true }),
        when: { argument: "mode", values: ["constant"] },
      },
    } satisfies SpecsFor<PadOptions>,
  },
  forms: [["before"], ["before", "after"]],
  examples: [
    { arguments: [1], inputs: [[3]] },
    { arguments: [1, 2, { value: -1.5 }], inputs: [[2, 2]] },
    { arguments: [[1, 0, 2], [0, 1, 0]], inputs: [[2, 3, 1]] },
    { arguments: [2, 0], inputs: [[2, 1, 3]] },
    { arguments: [2, { mode: "reflect" }], inputs: [[3]] },
    { arguments: [1, 3, { mode: "edge" }], inputs: [[2, 2, 1]] },
    { arguments: [[1, 0], [2, 4], { mode: "circular" }], inputs: [[3, 2]] },
    { arguments: [3, { mode: "reflect" }], inputs: [[1, 2]] },
  ],
  create({ before, after, mode, value }) {
    return {
      outputShape(shape) {
        const [first, last] = [
          padsAlong(shape, before),
          after === undefined
            ? padsAlong(shape, before)
            : padsAlong(shape, after, "after"),
        ];
        return shape.map((size, axis) => first[axis] + size + last[axis]);
      },
      bind(site) {
        const [input] = site.inputShapes;
        if (mode !== "constant") {
          const first = padsAlong(input, before);
          const table = foldedTable(
            input,
            site.outputShape,
            (index, axis) => folds[mode](index - first[axis], input[axis]),
          );
          return repeatPlaces(site, table);
        }
        const starts = padsAlong(input, before).map((extent) => -extent);
        const table = tableOf(input, site.outputShape, axesOf(input), starts);
        return takePlaces(site, table, value);
      },
    };
  },
});

/** Which entry of an axis of `n` stands at an index beyond its ends. */
export const folds = {
  reflect(index: number, n: number) {
    const period = Math.max(2 * (n - 1), 1);
    const at = (index % period + period) % period;
    return Math.min(at, period - at) % n;
  },
  edge: (index: number, n: number) => Math.min(Math.max(index, 0), n - 1),
  circular: (index: number, n: number) => (index % n + n) % n,
};

/** An extent for each axis. */
export function padsAlong(
  shape: Shape,
  extents: Extents,
  name = "before",
): readonly number[] {
  if (shape.length === 0) {
    throw new ShapeError({
      layer: "pad",
      rule: say("its input must have at least one axis"),
      found: shape,
    });
  }
  if (typeof extents === "number") {
    const channels = shape.length === 1 ? -1 : shape.length - 1;
    return shape.map((_, axis) => axis === channels ? 0 : extents);
  }
  if (extents.length === shape.length) return extents;
  throw new ShapeError({
    layer: "pad",
    rule: say("a list must have a number for each axis, {count} for {shape}", {
      count: shape.length,
      shape: formatShape(shape),
    }),
    found: say("found {count} in [{list}]", {
      count: extents.length,
      list: extents.join(),
    }),
    argument: { name, instead: extents[0] },
    wayOut: say("write one number, or a list of {count}", {
      count: shape.length,
    }),
  });
}
