import { say } from "../../../../../words/say.ts";
import { elementCount } from "../../../../base/shape.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers, soleNumber } from "./known.ts";
import { type GraphValue, isView, type NodeReading } from "./node_reading.ts";
import { type Given, shortest, type StepOperand } from "./step.ts";
import {
  arranged,
  type Axis,
  type AxisPart,
  divide,
  exampleParts,
  hasBatch,
  isSame,
  renewed,
  replacedIn,
  sizeOf,
  type View,
} from "./view.ts";

/** Arrays that meet number by number, laid out alike and stretched by NumPy's rule. */
export interface Stretched {
  readonly own: readonly Axis[];
  readonly axes: readonly Axis[];
  readonly operands: readonly StepOperand[];
}

/** The most numbers that are written into a text. */
const maxGiven = 10_000;

/** Lays arrays out alike. One of them at least is a view. */
export function stretched(
  node: NodeReading,
  incoming: readonly GraphValue[],
): Stretched {
  const rank = Math.max(...incoming.map((each) => rankOf(each)));
  const views = alike(node, incoming.filter(isView), rank);
  const axes = Array.from({ length: rank }, (_, i) => {
    const sides = views.map((view) => axisAt(view, rank, i));
    return sides.find((axis) => axis.length > 0) ?? [];
  });
  for (const each of incoming) {
    if (isView(each)) continue;
    for (let i = 0; i < rank; i++) {
      const size = each.shape[i - rank + each.shape.length] ?? 1;
      if (size === 1) continue;
      if (axes[i].length === 0) {
        if (typeof each.values === "number") refuseShapes(node, incoming);
        axes[i] = [{ size }];
      } else if (sizeOf(axes[i]) !== size) refuseShapes(node, incoming);
    }
  }
  const parts = axes.flatMap(exampleParts);
  const whole = views.find((view) => view.own.flat().length === parts.length);
  const all = [
    ...views.map((view) => new Set(view.own.flat())),
    ...incoming.filter((each) => !isView(each))
      .map((each) => new Set(partsOf(each as Known, axes).flat())),
  ];
  const suits = (own: readonly Axis[]) =>
    all.every((held) => isOfWhole(own, held));
  const plain = axes.filter((axis) => !hasBatch(axis) || axis.length > 1)
    .map(exampleParts);
  const own = whole !== undefined && suits(whole.own)
    ? whole.own
    : parts.length === 0
    ? views[0].own
    : plain;
  let next = 0;
  const operands = incoming.map((each) => {
    if (!isView(each)) return givenFor(node, each, axes, own);
    const view = views[next++];
    const held = new Set(view.own.flat());
    const layout = own.map((axis) =>
      axis.every((p) => held.has(p)) ? axis : []
    );
    return arranged(view, withoutOnes(layout, own, view)).step;
  });
  return { own, axes, operands };
}

/** Whether each axis is among these parts as a whole, or not at all. */
function isOfWhole(
  own: readonly Axis[],
  parts: ReadonlySet<AxisPart>,
): boolean {
  return own.every((axis) => {
    const count = axis.filter((each) => parts.has(each)).length;
    return count === 0 || count === axis.length;
  });
}

/** The axes along which fixed numbers differ. */
function partsOf({ shape }: Known, axes: readonly Axis[]): readonly Axis[] {
  return axes.filter((_, i) =>
    (shape[i - axes.length + shape.length] ?? 1) !== 1
  );
}

/** Axes of one entry in front are left out where they are stretched anyway. */
function withoutOnes(
  layout: readonly Axis[],
  own: readonly Axis[],
  view: View,
): readonly Axis[] {
  let first = 0;
  while (
    first < layout.length - 1 && layout[first].length === 0 &&
    own[first].length > 0
  ) first++;
  // What has no axes at all stays a single number.
  if (view.own.length === 0) return [];
  return layout.slice(first);
}

/** Views whose axes have the same parts wherever they have the same sizes. */
export function alike(
  node: NodeReading,
  given: readonly View[],
  rank: number,
  axesAlike: (i: number) => boolean = () => true,
): readonly View[] {
  const views = [...given];
  for (let k = 1; k < views.length; k++) {
    if (isEntangled(views.slice(0, k), views[k], rank, axesAlike)) {
      views[k] = renewed(views[k]);
    }
    for (let i = 0; i < rank; i++) {
      if (!axesAlike(i)) continue;
      const other = views.slice(0, k).find((view) =>
        axisAt(view, rank, i).length > 0
      );
      const axis = axisAt(views[k], rank, i);
      if (other === undefined || axis.length === 0) {
        if (hasBatch(axis) && k > 0) {
          node.fail(
            say("the batch is another axis of one input than of another"),
          );
        }
        continue;
      }
      const by = common(axisAt(other, rank, i), axis);
      if (by === undefined) return refuseShapes(node, given);
      for (let j = 0; j < views.length; j++) {
        views[j] = replacedIn(views[j], by);
      }
    }
  }
  return views;
}

/** Whether a part is on another axis of one view than of another. */
function isEntangled(
  others: readonly View[],
  view: View,
  rank: number,
  axesAlike: (i: number) => boolean,
): boolean {
  return others.some((other) =>
    view.axes.some((axis, i) =>
      axis.some((each) =>
        !each.isBatch && other.axes.some((from, j) =>
          from.includes(each) &&
          (i - view.axes.length !== j - other.axes.length ||
            !isSame(from, axis) || !axesAlike(rank - view.axes.length + i))
        )
      )
    )
  );
}

export function axisAt(view: View, rank: number, i: number): Axis {
  return view.axes[i - rank + view.axes.length] ?? [];
}

/** How the parts of two axes of one size become the same ones; undefined if they cannot. */
function common(a: Axis, b: Axis): ReadonlyMap<AxisPart, Axis> | undefined {
  const by = new Map<AxisPart, Axis>();
  const [left, right] = [[...a], [...b]];
  if (sizeOf(a) !== sizeOf(b) || hasBatch(a) !== hasBatch(b)) return undefined;
  while (left.length > 0 && right.length > 0) {
    const [one] = left;
    const [other] = right;
    if (one === other) {
      left.shift();
      right.shift();
    } else if (one.isBatch || other.isBatch) {
      if (!(one.isBatch && other.isBatch)) return undefined;
      divide(by, other, [one]);
      left.shift();
      right.shift();
    } else if (one.size === other.size) {
      divide(by, other, [one]);
      left.shift();
      right.shift();
    } else if (other.size % one.size === 0) {
      const tail = { size: other.size / one.size };
      divide(by, other, [one, tail]);
      left.shift();
      right[0] = tail;
    } else if (one.size % other.size === 0) {
      const tail = { size: one.size / other.size };
      divide(by, one, [other, tail]);
      right.shift();
      left[0] = tail;
    } else return undefined;
  }
  return left.length === 0 && right.length === 0 ? by : undefined;
}

/** Fixed numbers laid out as ours: a number, or given ones. */
export function givenFor(
  node: NodeReading,
  known: Known,
  axes: readonly Axis[],
  own: readonly Axis[],
): StepOperand {
  requireFixed(node, known);
  // What is the same everywhere needs no axes, where others have them.
  const isSole = elementCount(known.shape) === 1 ||
    typeof known.values === "number";
  const sole = isSole ? soleNumber(known) : undefined;
  if (sole !== undefined && Number.isFinite(sole)) return shortest(sole);
  const { given: shape, values } = laidOut(node, known, axes, own);
  let first = 0;
  while (first < shape.length && shape[first] === 1) first++;
  if (values.length > maxGiven) {
    node.fail(
      say("its text would have {count} fixed numbers, and may have {most}", {
        count: values.length,
        most: maxGiven,
      }),
    );
  }
  return { given: shape.slice(first), values: Array.from(values, shortest) };
}

/** Fixed numbers in the order of our axes, one entry along those that they have not. */
export function laidOut(
  node: NodeReading,
  known: Known,
  axes: readonly Axis[],
  own: readonly Axis[],
): Given {
  const along = partsOf(known, axes);
  if (along.some(hasBatch)) {
    node.fail(say("its fixed numbers differ from example to example"));
  }
  const from = along.flat();
  const to = own.flatMap((axis) => axis.filter((each) => from.includes(each)));
  const numbers = knownNumbers(known);
  const isWhole = to.length === from.length && isOfWhole(own, new Set(from));
  if (!isWhole || numbers?.length !== sizeOf(from)) {
    return node.fail(say("its fixed numbers are too many"));
  }
  const values = new Float64Array(numbers.length);
  if (isSame(from, to)) values.set(numbers);
  else {
    permuteAxes(
      values,
      numbers,
      from.map(({ size }) => size),
      to.map((each) => from.indexOf(each)),
    );
  }
  const shape = own.map((axis) =>
    sizeOf(axis.filter((each) => from.includes(each)))
  );
  return { given: shape, values: values as unknown as readonly number[] };
}

/** @throws if the size of the batch has a part in numbers that are computed with. */
export function requireFixed(node: NodeReading, known: Known): void {
  if (known.ofBatch === undefined) return;
  node.fail(say("it computes with the size of the batch"));
}

export function refuseShapes(
  node: NodeReading,
  incoming: readonly GraphValue[],
): never {
  return node.fail(
    say("its inputs do not fit together: {shapes}", {
      shapes: incoming.map((each) => graphShape(each)).join(", "),
    }),
  );
}

function graphShape(incoming: GraphValue): string {
  const words = isView(incoming)
    ? incoming.axes.map((axis) => {
      const size = sizeOf(exampleParts(axis));
      return hasBatch(axis) ? size === 1 ? "N" : `N·${size}` : `${size}`;
    })
    : incoming.shape.map(String);
  return words.join("×") || "1";
}

function rankOf(incoming: GraphValue): number {
  return isView(incoming) ? incoming.axes.length : incoming.shape.length;
}
