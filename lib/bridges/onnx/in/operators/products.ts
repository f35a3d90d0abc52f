import { say } from "../../../../../words/say.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import type { GraphStep } from "../values/step.ts";
import { alike, axisAt } from "../values/alike_views.ts";
import { givenFor } from "../values/given_numbers.ts";
import { refuseShapes } from "../values/requirements.ts";
import {
  arranged,
  exampleParts,
  hasBatch,
  isSame,
  part,
  shapeOf,
  sizeOf,
  type View,
} from "../values/view.ts";
import { merged, met } from "./pairs.ts";
import { onEach } from "./elementwise.ts";
import { biasOf, fullyConnected } from "./fully_connected.ts";

export const productsOperators: Readonly<Record<string, OnnxOperator>> = {
  MatMul(node) {
    const [a, b] = [node.any(0), node.any(1)];
    return [product(node, a, b)];
  },
  Gemm(node) {
    const alpha = node.float("alpha") ?? 1;
    const beta = node.float("beta") ?? 1;
    const [a, b] = [
      turned(node.any(0), node.int("transA") === 1),
      turned(node.any(1), node.int("transB") === 1),
    ];
    const c = node.inputs[2];
    if (isView(a) && !isView(b) && (c === undefined || !isView(c))) {
      const bias = c === undefined ? undefined : biasOf(node, c, b, beta);
      if (c === undefined || bias !== undefined) {
        return [fullyConnected(node, a, b, alpha, bias)];
      }
    }
    const plain = product(node, a, b);
    const scaled = alpha === 1 ? plain : onEach(plain, "scale", [alpha]);
    if (c === undefined) return [scaled];
    const added = beta === 1
      ? c
      : isView(c)
      ? onEach(c, "scale", [beta])
      : { ...c, values: scaledNumbers(c, beta) };
    return [met(node, "add", scaled, added)];
  },
};

function scaledNumbers({ values }: Known, by: number): Known["values"] {
  return typeof values === "number" ? values * by : values.map((n) => n * by);
}

/** The last two axes the other way round. */
function turned(incoming: GraphValue, isTurned: boolean): GraphValue {
  if (!isTurned) return incoming;
  if (isView(incoming)) {
    const { axes } = incoming;
    return {
      ...incoming,
      axes: [
        ...axes.slice(0, -2),
        axes[axes.length - 1],
        axes[axes.length - 2],
      ],
    };
  }
  const numbers = knownNumbers(incoming);
  const [rows, columns] = incoming.shape;
  if (numbers === undefined || incoming.shape.length !== 2) return incoming;
  const values = numbers.slice();
  permuteAxes(values, numbers, [rows, columns], [1, 0]);
  return { ...incoming, shape: [columns, rows], values };
}

function product(node: NodeReading, a: GraphValue, b: GraphValue): View {
  if (isView(a) && !isView(b) && b.shape.length === 2) {
    const last = a.axes[a.axes.length - 1];
    if (last !== undefined && !hasBatch(last)) {
      return fullyConnected(node, a, b, 1, undefined);
    }
  }
  if (isView(a) && isView(b)) return productOfViews(node, a, b);
  return productWithGiven(node, a, b);
}

/** NumPy's product of two arrays of the graph. */
function productOfViews(node: NodeReading, a: View, b: View): View {
  if (a.axes.length < 2 || b.axes.length < 2) {
    node.fail(say("products of vectors are not read"));
  }
  const rank = Math.max(a.axes.length, b.axes.length);
  // The inner axis is the last of one and the last but one of the other: so that they meet, the other is turned.
  const over = turned(b, true) as View;
  const [left, right] = alike(node, [a, over], rank, (i) => i !== rank - 2);
  const inner = axisAt(left, rank, rank - 1);
  const rows = axisAt(left, rank, rank - 2);
  const columns = axisAt(right, rank, rank - 2);
  if (!isSame(inner, axisAt(right, rank, rank - 1))) refuseShapes(node, [a, b]);
  if ([inner, rows, columns].some(hasBatch)) {
    node.fail(
      say("it works along the axis of the batch, which mixes examples"),
    );
  }
  const outer = Array.from({ length: rank - 2 }, (_, i) => {
    const axis = axisAt(left, rank, i);
    return axis.length > 0 ? axis : axisAt(right, rank, i);
  });
  const before = outer.map(exampleParts).filter((axis) => axis.length > 0);
  const own = (view: View) => {
    const held = new Set(view.own.flat());
    return before.map((axis) => axis.every((p) => held.has(p)) ? axis : []);
  };
  const first = arranged(left, [...own(left), rows, inner]);
  const second = arranged(right, [...own(right), inner, columns]);
  const ownAxes = [...before, rows, columns];
  const step: GraphStep = {
    ...merged("matmul", [first.step, second.step], shapeOf(ownAxes)),
  };
  const view = { step, own: ownAxes, axes: [...outer, rows, columns] };
  // Before they were laid out: attention is found in them.
  node.factors.set(step, { left, right });
  return view;
}

/** A product in which one side is fixed and no matrix of a layer. */
function productWithGiven(
  node: NodeReading,
  a: GraphValue,
  b: GraphValue,
): View {
  const [view, known] = isView(a) ? [a, b as Known] : [b as View, a as Known];
  const isRight = isView(a);
  if (known.shape.length !== 2 || view.axes.length < 2) {
    return node.fail(say("products with fixed arrays must be with a matrix"));
  }
  const rank = view.axes.length;
  const [inner, kept] = isRight
    ? [view.axes[rank - 1], view.axes[rank - 2]]
    : [view.axes[rank - 2], view.axes[rank - 1]];
  if (hasBatch(inner) || hasBatch(kept)) {
    node.fail(
      say("it works along the axis of the batch, which mixes examples"),
    );
  }
  const [rows, columns] = known.shape;
  if (sizeOf(inner) !== (isRight ? rows : columns)) refuseShapes(node, [a, b]);
  const outer = view.axes.slice(0, -2);
  const before = outer.map(exampleParts).filter((axis) => axis.length > 0);
  const laid = arranged(
    view,
    [...before, ...view.axes.slice(-2)],
  );
  const made = part(isRight ? columns : rows);
  const tail = isRight ? [kept, made] : [made, kept];
  const own = [...before, ...tail];
  const sides = known.shape.map(part);
  const matrix = givenFor(node, known, sides, sides);
  const operands = isRight ? [laid.step, matrix] : [matrix, laid.step];
  return {
    step: merged("matmul", operands, shapeOf(own)),
    own,
    axes: [...outer, ...tail],
  };
}
