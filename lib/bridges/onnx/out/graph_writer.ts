import { int, ints } from "./attributes.ts";
import { type GraphNodes, graphNodes } from "./graph_nodes.ts";

/** Writes the nodes of a graph. */
export interface GraphWriter extends GraphNodes {
  /** A single number. */
  number(value: number): string;
  /** The same numbers with other axes; 0 keeps that of the batch. */
  reshape(x: string, sizes: readonly number[]): string;
  /** The same with the axes in another order, the batch not counted; nothing where they stay. */
  transpose(x: string, axes: readonly number[]): string;
  /** A reduction of axes, the batch counted as 0. */
  reduce(
    op: string,
    x: string,
    axes: readonly number[],
    keeps: boolean,
  ): string;
  /** The entries from, …, to - 1 of an axis, the batch counted as 0. */
  slice(
    x: string,
    axis: number,
    from: number,
    to: number,
    step?: number,
  ): string;
}

/** The first version in which all reductions take their axes as an input. */
const opsetOfAxes = 18;

/** Starts a graph. The names `kept` are for those who ask for them. */
export function graphWriter(
  opset: number,
  kept: Iterable<string>,
): GraphWriter {
  const nodes = graphNodes(opset, kept);
  const { node, ints: integers } = nodes;
  return {
    ...nodes,
    number: (value) => nodes.floats([value], []),
    reshape: (x, sizes) => node("Reshape", [x, integers(sizes)]),
    transpose(x, axes) {
      if (axes.every((axis, i) => axis === i)) return x;
      const perm = ints([0, ...axes.map((axis) => axis + 1)]);
      return node("Transpose", [x], { perm });
    },
    reduce(op, x, axes, keeps) {
      const keepdims = int(keeps ? 1 : 0);
      return opset >= opsetOfAxes || op === "ReduceSum"
        ? node(op, [x, integers(axes)], { keepdims })
        : node(op, [x], { axes: ints(axes), keepdims });
    },
    slice: (x, axis, from, to, step = 1) =>
      node("Slice", [
        x,
        ...[[from], [to], [axis], [step]].map((each) => integers(each)),
      ]),
  };
}
