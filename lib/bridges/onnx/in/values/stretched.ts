import { alike, axisAt } from "./alike_views.ts";
import { givenFor, isOfWhole, partsAlong } from "./given_numbers.ts";
import type { Known } from "./known.ts";
import { type GraphValue, isView, type NodeReading } from "./node_reading.ts";
import { refuseShapes } from "./requirements.ts";
import type { StepOperand } from "./step.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  sizeOf,
  type View,
} from "./view.ts";

/** Arrays that meet number by number, laid out alike and stretched by NumPy's rule. */
export interface Stretched {
  readonly own: readonly Axis[];
  readonly axes: readonly Axis[];
  readonly operands: readonly StepOperand[];
}

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
      .map((each) => new Set(partsAlong(each as Known, axes).flat())),
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

function rankOf(incoming: GraphValue): number {
  return isView(incoming) ? incoming.axes.length : incoming.shape.length;
}
