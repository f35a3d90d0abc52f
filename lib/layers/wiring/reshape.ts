import { say } from "../../../words/say.ts";
import { fittingGroups } from "../../base/ranges.ts";
import type { ShapeFacts } from "../../base/facts.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { integers, sizesOrOpen } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { copyPass } from "./flatten.ts";
import { tableOf, takePlaces } from "./places.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/**
 * The same numbers in the same order with other axes: `reshape(4,7)` makes 28
 * numbers 4×7, and so does `reshape(4,-1)`, whose −1 stands for what is left over.
 * The sizes are those of an example, without the batch axis.
 *
 * ```ts
 * import { input, pipeline, reshape } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(28), reshape(4, 7)).outputShape, [4, 7]);
 * ```
 */
export const reshape: LayerType<readonly number[]> = defineLayer({
  name: "reshape",
  summary: "the same numbers in the same order with other axes",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy" },
  arguments: {
    sizes: sizesOrOpen(
      "the sizes of the axes, without the batch axis; -1 for one that follows from the others",
    ),
  },
  sets: "sizes",
  examples: [
    { arguments: [2, 3], inputs: [[6]] },
    { arguments: [-1, 2], inputs: [[2, 3]] },
    { arguments: [4], inputs: [[2, 2]] },
    { arguments: [1, 3, 2], inputs: [[3, 2]] },
    { arguments: [1], inputs: [[]] },
  ],
  create: ({ sizes }) => ({
    outputShape: (shape) => reshaped(shape, sizes),
    bind: (site) => ({
      ...copyPass(site),
      perturb(_of, entry, outputs) {
        site.y[entry] = site.x[entry];
        outputs.start = entry;
        outputs.count = outputs.stride = 1;
        return true;
      },
    }),
  }),
});

/** The sizes, with one in place of −1. @throws {ShapeError} if the numbers do not come out even. */
function reshaped(shape: Shape, sizes: Shape): Shape {
  const open = sizes.indexOf(-1);
  if (open !== sizes.lastIndexOf(-1)) {
    throw new ShapeError({
      layer: "reshape",
      rule: say("one size at most can follow from the others"),
      found: say("found -1 twice in {sizes}", { sizes: sizes.join() }),
      wayOut: say("write the size in place of one -1"),
      ...sizes.at(-1) === -1 ? { argument: { name: "sizes", instead: 1 } } : {},
    });
  }
  const known = open < 0 ? sizes : sizes.toSpliced(open, 1);
  const size = elementCount(shape) / elementCount(known);
  if (open >= 0 && Number.isInteger(size)) return sizes.with(open, size);
  if (open < 0 && size === 1) return sizes;
  throw new ShapeError({
    layer: "reshape",
    rule: open < 0
      ? say("{count} numbers must come in", { count: product(sizes) })
      : say("a multiple of {count} numbers must come in", {
        count: product(known),
      }),
    found: say("found {found}", { found: product(shape) }),
    wayOut: open < 0
      ? say("write sizes whose product is {count}", {
        count: elementCount(shape),
      })
      : say("write sizes that {count} numbers can be divided into", {
        count: elementCount(shape),
      }),
    ...lastSize(elementCount(shape), sizes),
  });
}

/** The last size that goes with the others, if one does. */
function lastSize(
  numbers: number,
  sizes: Shape,
): Pick<ShapeFacts, "argument"> {
  const last = sizes[sizes.length - 1];
  const others = elementCount(sizes.slice(0, -1).filter((size) => size > 0));
  const rest = numbers / others;
  if (!Number.isInteger(rest) || rest < 1 || last < 1) return {};
  const instead = sizes.includes(-1) ? fittingGroups(last, [rest]) : rest;
  return instead === last ? {} : { argument: { name: "sizes", instead } };
}

/**
 * The axes in another order: axis `i` of the output is axis `axes[i]` of the
 * input, both counted from 0 without the batch axis, as in NumPy's transpose.
 * `permute(1,0)` turns a matrix; `permute(2,0,1)` brings the channels of
 * height×width×channels to the front.
 *
 * ```ts
 * import { input, permute, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(2, 3), permute(1, 0)).bind();
 * net.x.set([1, 2, 3, 4, 5, 6]);
 * net.forward();
 * assertEquals([...net.y], [1, 4, 2, 5, 3, 6]);
 * ```
 */
export const permute: LayerType<readonly number[]> = defineLayer({
  name: "permute",
  summary: "the axes in another order, counted from 0 without the batch axis",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, its axes back in order" },
  arguments: { axes: integers("the axes in their new order", 0) },
  examples: [
    { arguments: [1, 0], inputs: [[2, 3]] },
    { arguments: [2, 0, 1], inputs: [[2, 3, 4]] },
    { arguments: [0, 2, 1], inputs: [[2, 1, 3]] },
    { arguments: [0], inputs: [[4]] },
  ],
  create: ({ axes }) => ({
    outputShape(shape) {
      const isFit = axes.length === shape.length &&
        shape.every((_, axis) => axes.includes(axis));
      if (isFit) return axes.map((axis) => shape[axis]);
      throw new ShapeError({
        layer: "permute",
        rule: shape.length === 0
          ? say("its input must have at least one axis")
          : say("it must name each of the axes {axes} of {shape} once", {
            axes: [...shape.keys()].join(", "),
            shape: formatShape(shape),
          }),
        found: say("found {found}", { found: axes.join(", ") }),
        wayOut: say("name each once, as in `permute({axes})`", {
          axes: [...shape.keys()].reverse().join(),
        }),
      });
    },
    bind(site) {
      const [input] = site.inputShapes;
      const starts = axes.map(() => 0);
      return takePlaces(site, tableOf(input, site.outputShape, axes, starts));
    },
  }),
});

/**
 * The last two axes the other way round: a matrix transposed, or each of several.
 *
 * ```ts
 * import { input, pipeline, transpose } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(5, 2, 3), transpose()).outputShape, [5, 3, 2]);
 * ```
 */
export const transpose: LayerType<readonly []> = defineLayer({
  name: "transpose",
  summary: "the last two axes the other way round",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, transposed" },
  examples: [
    { arguments: [], inputs: [[2, 3]] },
    { arguments: [], inputs: [[2, 3, 2]] },
    { arguments: [], inputs: [[1, 4]] },
  ],
  outputShape: (shape) => turnedAxes(shape).map((axis) => shape[axis]),
  bind(site) {
    const [input] = site.inputShapes;
    const axes = turnedAxes(input);
    const starts = axes.map(() => 0);
    return takePlaces(site, tableOf(input, site.outputShape, axes, starts));
  },
});

/** All axes in order, but the last before the one before it. */
function turnedAxes(shape: Shape): readonly number[] {
  const rank = shape.length;
  if (rank > 1) {
    return [...shape.keys()].with(rank - 2, rank - 1).with(rank - 1, rank - 2);
  }
  throw new ShapeError({
    layer: "transpose",
    rule: say("its input must have at least two axes"),
    found: shape,
    first: `reshape(${rank === 0 ? 1 : shape[0]},1)`,
  });
}

/** `2×3 = 6` */
function product(shape: Shape): string {
  return shape.length < 2
    ? String(elementCount(shape))
    : `${formatShape(shape)} = ${elementCount(shape)}`;
}
