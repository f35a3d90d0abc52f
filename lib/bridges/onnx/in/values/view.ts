/**
 * Layouts. The axes of an array in a graph and those of ours differ: channels come
 * first there, the batch is an axis among others, and a graph is full of reshapes and
 * transposes that only prepare what comes next. So both sides are written down in
 * parts that no reshape has divided, and an array is laid out anew only where a layer
 * needs it otherwise.
 *
 * @module
 */

import type { Shape } from "../../../../base/shape.ts";
import { type GraphStep, makeStep } from "./step.ts";

/** A part of an axis; the same part stands on both sides. Parts of one entry are left out, but for the batch. */
export interface AxisPart {
  readonly size: number;
  readonly isBatch?: boolean;
}

/** The product of its parts, the last one changing fastest; without any, one entry. */
export type Axis = readonly AxisPart[];

/** An array of the graph, and the step that gives its numbers. */
export interface View {
  readonly step: GraphStep;
  /** The axes of what the step gives, without the batch. */
  readonly own: readonly Axis[];
  /** The axes that the graph sees. */
  readonly axes: readonly Axis[];
  /** Whether its numbers are integers. */
  readonly isWhole?: boolean;
}

export function part(size: number): Axis {
  return size === 1 ? [] : [{ size }];
}

export function sizeOf(axis: Axis): number {
  return axis.reduce((product, { size }) => product * size, 1);
}

export function shapeOf(axes: readonly Axis[]): Shape {
  return axes.map(sizeOf);
}

/** Without the batch. */
export function exampleParts(axis: Axis): Axis {
  return axis.filter(({ isBatch }) => !isBatch);
}

export function hasBatch(axis: Axis): boolean {
  return axis.some(({ isBatch }) => isBatch);
}

/** Whether two axes are the same parts in the same order. */
export function isSame(a: Axis, b: Axis): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** Axes in which parts are replaced by others. */
export function replaced(
  axes: readonly Axis[],
  by: ReadonlyMap<AxisPart, Axis>,
): readonly Axis[] {
  return axes.map((axis) => axis.flatMap((each) => by.get(each) ?? [each]));
}

export function replacedIn(view: View, by: ReadonlyMap<AxisPart, Axis>): View {
  if (by.size === 0) return view;
  return {
    ...view,
    own: replaced(view.own, by),
    axes: replaced(view.axes, by),
  };
}

/**
 * The array with the axes that a reshape gives it; nothing is computed.
 *
 * @returns undefined if the sizes would divide the batch.
 */
export function reshaped(view: View, sizes: Shape): View | undefined {
  const rest: AxisPart[] = view.axes.flat();
  const by = new Map<AxisPart, Axis>();
  const axes: AxisPart[][] = [];
  /** A batch of one goes to an axis before the features rather than to these. */
  const takesLone = (i: number) =>
    sizes[i] === 1 || i < sizes.length - 1 || axes.length === 0;
  for (const [i, size] of sizes.entries()) {
    const axis: AxisPart[] = [];
    let left = size;
    while (rest.length > 0 && rest[0].size === 1) {
      if (!takesLone(i)) axes[i - 1].push(rest.shift() as AxisPart);
      else {
        axis.push(rest.shift() as AxisPart);
        break;
      }
    }
    while (left > 1) {
      const first = rest.shift();
      if (first === undefined) return undefined;
      if (left % first.size === 0) {
        axis.push(first);
        left /= first.size;
      } else if (first.size % left === 0 && !first.isBatch) {
        const halves = [{ size: left }, { size: first.size / left }];
        divide(by, first, halves);
        axis.push(halves[0]);
        rest.unshift(halves[1]);
        left = 1;
      } else return undefined;
    }
    axes.push(axis);
  }
  for (const each of rest) {
    if (each.size !== 1) return undefined;
    if (axes.length === 0) return undefined;
    axes[axes.length - 1].push(each);
  }
  return { ...view, own: replaced(view.own, by), axes };
}

/** Notes that a part is divided, also where it came of one that was. */
export function divide(
  by: Map<AxisPart, Axis>,
  whole: AxisPart,
  halves: Axis,
): void {
  for (const [key, axis] of by) {
    if (!axis.includes(whole)) continue;
    by.set(key, axis.flatMap((each) => each === whole ? halves : [each]));
  }
  by.set(whole, halves);
}

/** The array laid out with these axes of ours: by steps that reshape and permute, if there is need. */
export function arranged(view: View, own: readonly Axis[]): View {
  if (sameAxes(view.own, own)) return view;
  const shape = shapeOf(own);
  const from = view.own.flat();
  const to = own.flat();
  if (isSame(from, to)) {
    return { ...view, step: reshapedStep(view.step, shape), own };
  }
  const blocks = blocksOf(view.own, own);
  const before = blocks.toSorted((a, b) =>
    from.indexOf(a[0]) - from.indexOf(b[0])
  );
  const order = blocks.map((each) => before.indexOf(each));
  const divided = reshapedStep(view.step, shapeOf(before));
  const last = order.length - 1;
  const isTranspose = order.every((axis, i) =>
    axis === (i === last ? last - 1 : i === last - 1 ? last : i)
  );
  const permuted = makeStep(isTranspose ? "transpose" : "permute", {
    places: isTranspose ? [] : order,
    main: divided,
    shape: shapeOf(blocks),
  });
  return { ...view, step: reshapedStep(permuted, shape), own };
}

function sameAxes(a: readonly Axis[], b: readonly Axis[]): boolean {
  return a.length === b.length && a.every((each, i) => isSame(each, b[i]));
}

/** The longest runs of parts that stay together, and are divided on neither side. */
function blocksOf(
  from: readonly Axis[],
  to: readonly Axis[],
): readonly Axis[] {
  const starts = new Set([...from, ...to].map((axis) => axis.at(0)));
  const order = from.flat();
  const blocks: AxisPart[][] = [];
  let last = -2;
  for (const each of to.flat()) {
    const place = order.indexOf(each);
    if (place !== last + 1 || starts.has(each)) blocks.push([]);
    blocks[blocks.length - 1].push(each);
    last = place;
  }
  return blocks;
}

function reshapedStep(main: GraphStep, shape: Shape): GraphStep {
  if (main.shape.join() === shape.join()) return main;
  return shape.length === 1
    ? makeStep("flatten", { main, shape })
    : makeStep("reshape", { places: shape, main, shape });
}

/** The array with parts of its own, but for the batch. */
export function renewed(view: View): View {
  return replacedIn(
    view,
    new Map(
      view.own.flat().map((
        each,
      ): [AxisPart, Axis] => [each, [{ size: each.size }]]),
    ),
  );
}

/** The array with one of the graph's axes as an axis of our own, and where that is. */
export function withOwnAxis(
  view: View,
  axis: Axis,
): { readonly view: View; readonly place: number } {
  const parts = exampleParts(axis);
  const found = view.own.findIndex((each) => isSame(each, parts));
  if (found >= 0 && (parts.length > 0 || view.own.length > 0)) {
    return { view, place: found };
  }
  // Where it is a piece of one of ours, that one is divided.
  const divided = view.own.flatMap((each) => {
    const at = each.indexOf(parts[0]);
    if (parts.length === 0 || at < 0) return [each];
    if (!isSame(each.slice(at, at + parts.length), parts)) return [each];
    return [each.slice(0, at), parts, each.slice(at + parts.length)]
      .filter((piece) => piece.length > 0);
  });
  const place = parts.length === 0
    ? -1
    : divided.findIndex((each) => isSame(each, parts));
  if (place >= 0) return { view: arranged(view, divided), place };
  const others = view.own.map((each) =>
    each.filter((one) => !parts.includes(one))
  ).filter((each) => each.length > 0);
  return { view: arranged(view, [...others, parts]), place: others.length };
}
