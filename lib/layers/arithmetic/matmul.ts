import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { plural } from "../../base/words.ts";
import type { Values } from "../../base/values.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType, shapesJoined } from "../../layer/merge.ts";
import { rearranged } from "../../layer/rearranged.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { stretch, stretchedShape } from "../../layer/stretch.ts";

/**
 * The matrix product of its branches, as NumPy's: of their last two axes, and for each
 * entry of the axes in front, which stretch as those of `add` do. A vector on the left
 * is a row, on the right a column, and its axis falls away.
 *
 * ```ts
 * import { id, input, matmul, pipeline, transpose } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(2, 3), matmul(id(), transpose())).bind();
 * net.x.set([1, 2, 3, 4, 5, 6]);
 * net.forward();
 * assertEquals([...net.y], [14, 32, 32, 77]);
 * ```
 */
export const matmul: MergeType = mergeType(defineLayer({
  name: "matmul",
  gradients: { a: "dy·bᵀ", b: "aᵀ·dy" },
  summary: "the matrix product of its branches, y = a·b",
  branches: { least: 2, most: 2, verb: "multiply" },
  examples: [
    { arguments: [], inputs: [[2, 3], [3, 2]] },
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[3], [3, 2]] },
    { arguments: [], inputs: [[2, 3], [3]] },
    { arguments: [], inputs: [[2, 2, 3], [3, 1]] },
    { arguments: [], inputs: [[2, 3], [2, 3, 2]] },
    { arguments: [], inputs: [[2, 1, 1, 2], [3, 2, 2]] },
  ],
  outputShape: (a, b) => matricesOf(a, b).outputShape,
  cost(a, b) {
    const { count, rows, inner, columns } = matricesOf(a, b);
    return { work: count * rows * inner * columns, numbers: 0 };
  },
  bind(site) {
    const { batch, inputShapes: [a, b] } = site;
    const own = matricesOf(a, b);
    const { count, rows, inner, columns, wide } = own;
    const shapes = [[count, rows, inner], [count, inner, columns]];
    const ways = [own.a, own.b].map((shape, k) =>
      stretch(shape, wide[k], batch, site.kernels)
    );
    return rearranged(
      site,
      {
        inputs: ways,
        inputShapes: shapes,
        outputShape: [count, rows, columns],
      },
      multiply,
    );
  },
}));

/** Matrices of two shapes, as many of each. */
interface Matrices {
  /** The shapes with at least two axes. */
  readonly a: Shape;
  readonly b: Shape;
  /** The shapes that they stretch to. */
  readonly wide: readonly [Shape, Shape];
  /** How many products there are in an example. */
  readonly count: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly outputShape: Shape;
}

/** @throws {ShapeError} if there is no such product. */
function matricesOf(left: Shape, right: Shape): Matrices {
  const refuse = (rule: string) => {
    throw new ShapeError({
      layer: "matmul",
      rule,
      found: say("its branches end with {shapes}", {
        shapes: shapesJoined([left, right]),
      }),
      branches: "factors",
    });
  };
  if (left.length === 0 || right.length === 0) {
    return refuse(say("both branches must have at least one axis"));
  }
  const a = left.length === 1 ? [1, ...left] : left;
  const b = right.length === 1 ? [...right, 1] : right;
  const [rows, inner] = a.slice(-2);
  const [other, columns] = b.slice(-2);
  if (inner !== other) {
    return refuse(
      say("{columns} on the left, {rows} on the right: they must be equal", {
        columns: plural(inner, "column"),
        rows: plural(other, "row"),
      }),
    );
  }
  const fronts = [a, b].map((shape) => shape.slice(0, -2));
  const front = stretchedShape(fronts);
  if (front === undefined) {
    return refuse(say("the sizes of the axes in front must be equal or 1"));
  }
  const outputShape = [
    ...front,
    ...left.length === 1 ? [] : [rows],
    ...right.length === 1 ? [] : [columns],
  ];
  const count = elementCount(front);
  // All rows on the left go through one matrix on the right.
  const isOne = elementCount(fronts[1]) === 1;
  return {
    a,
    b,
    wide: isOne
      ? [a, b]
      : [[...front, rows, inner], [...front, inner, columns]],
    count: isOne ? 1 : count,
    rows: isOne ? count * rows : rows,
    inner,
    columns,
    outputShape,
  };
}

/** The products of matrices in order, as many on the left as on the right. */
function multiply(site: Site): Pass {
  const { batch, inputs: [a, b], dinputs: [da, db], y, dy, kernels } = site;
  const [[count, rows, inner], [, , columns]] = site.inputShapes;
  const forward = (y: Values, a: Values, b: Values) =>
    kernels.products({ y, a, b, count: batch * count, rows, columns, inner });
  /** To the gradients of both, where they are wanted. */
  const backward = (da: Values, db: Values, a: Values, b: Values) => {
    const own = { count: batch * count };
    const left = { rows, columns: inner, inner: columns, isBT: true };
    const right = { rows: inner, columns, inner: rows, isAT: true };
    const all = [
      ...da.length > 0 ? [{ ...own, ...left, y: da, a: dy, b }] : [],
      ...db.length > 0 ? [{ ...own, ...right, y: db, a, b: dy }] : [],
    ].map((place) => kernels.products(place));
    return () => all.forEach((run) => run());
  };
  return {
    forward: forward(y, a, b),
    backward: backward(da, db, a, b),
    ...secondOrder(site, ({ inputs: [u, w], output, dinputs: [va, vb] }) => {
      const part = site.scratch(output.length);
      const [left, right] = [forward(output, u, b), forward(part, a, w)];
      return {
        tangent() {
          left();
          right();
          kernels.addScaled(output, part, 1, part.length);
        },
        second: backward(va, vb, u, w),
      };
    }),
  };
}
