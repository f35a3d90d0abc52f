import { say } from "../../../../../words/say.ts";
import type { NodeReading } from "./node_reading.ts";
import { refuseShapes } from "./requirements.ts";
import {
  type Axis,
  type AxisPart,
  divide,
  hasBatch,
  isSame,
  renewed,
  replacedIn,
  sizeOf,
  type View,
} from "./view.ts";

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

/** An axis of several arrays, counted from the end as NumPy does; none where an array has fewer. */
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
