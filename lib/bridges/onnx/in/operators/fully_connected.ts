import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { attentionOf } from "../values/attention.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import type { NodeReading } from "../values/node_reading.ts";
import { makeStep, parameter } from "../values/step.ts";
import { refuseShapes, requireFixed } from "../values/requirements.ts";
import {
  arranged,
  type Axis,
  hasBatch,
  isSame,
  part,
  shapeOf,
  sizeOf,
  type View,
} from "../values/view.ts";

/** The bias of a layer: a number for each output; undefined if it is something else. */
export function biasOf(
  node: NodeReading,
  known: Known,
  weight: Known,
  beta: number,
): Float32Array | undefined {
  requireFixed(node, known);
  const width = weight.shape[1];
  const last = known.shape.at(-1) ?? 1;
  const isRow = known.shape.slice(0, -1).every((size) => size === 1);
  const values = knownNumbers(known);
  if (!isRow || values === undefined || !(last === width || last === 1)) {
    return undefined;
  }
  return Float32Array.from(
    { length: width },
    (_, i) => values[last === 1 ? 0 : i] * beta,
  );
}

/** A product with a fixed matrix, on the last axis. */
export function fullyConnected(
  node: NodeReading,
  view: View,
  matrix: Known,
  alpha: number,
  bias: Float32Array | undefined,
): View {
  requireFixed(node, matrix);
  const last = view.axes[view.axes.length - 1] ?? [];
  const [rows, columns] = matrix.shape;
  const numbers = knownNumbers(matrix);
  if (sizeOf(last) !== rows || hasBatch(last) || matrix.shape.length !== 2) {
    return refuseShapes(node, [view, matrix]);
  }
  if (numbers === undefined) return refuseShapes(node, [view, matrix]);
  const attended = attentionOf(
    node,
    view,
    last,
    transposedBy(numbers, rows, columns, 1),
    bias,
  );
  if (attended !== undefined) return attended;
  const { laid, order } = flattenedTo(view, last);
  const weight = transposedBy(numbers, rows, columns, alpha);
  const width = part(columns);
  const own = [...laid.own.slice(0, -1), width];
  const step = makeStep("fc", {
    places: [columns],
    named: { bias: bias === undefined ? "none" : undefined },
    main: laid.step,
    shape: shapeOf(own),
    parameters: [
      parameter(
        "weight",
        [columns, rows],
        reordered(weight, columns, last, order),
      ),
      bias && parameter("bias", [columns], bias),
    ],
  });
  return { step, own, axes: [...view.axes.slice(0, -1), width] };
}

/** A matrix with its rows as columns, each number times a factor. */
function transposedBy(
  numbers: ArrayLike<number>,
  rows: number,
  columns: number,
  by: number,
): Float32Array {
  const weight = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      weight[j * rows + i] = numbers[i * columns + j] * by;
    }
  }
  return weight;
}

/** Laid out with an axis as the last of ours, in the order of parts that costs least. */
function flattenedTo(
  view: View,
  last: Axis,
): { readonly laid: View; readonly order: Axis } {
  let first = view.own.length;
  let count = 0;
  while (first > 0 && count < last.length) count += view.own[--first].length;
  const tail = view.own.slice(first).flat();
  const isTail = tail.length === last.length &&
    tail.every((each) => last.includes(each));
  const isLone = last.length === 0 && view.own.at(-1)?.length === 0;
  if (isLone) return { laid: view, order: last };
  if (isTail && last.length > 0) {
    return {
      laid: arranged(view, [...view.own.slice(0, first), tail]),
      order: tail,
    };
  }
  const others = view.own
    .map((axis) => axis.filter((each) => !last.includes(each)))
    .filter((axis) => axis.length > 0);
  return { laid: arranged(view, [...others, last]), order: last };
}

/** A weight whose columns stand in the order of parts that they have here. */
function reordered(
  weight: Float32Array,
  rows: number,
  from: Axis,
  to: Axis,
): Float32Array {
  if (isSame(from, to)) return weight;
  const laid = new Float32Array(weight.length);
  permuteAxes(
    laid,
    weight,
    [rows, ...from.map(({ size }) => size)],
    [0, ...to.map((each) => from.indexOf(each) + 1)],
  );
  return laid;
}
