import { say } from "../../../../../words/say.ts";
import { quote } from "../../../../base/words.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import { refuseShapes, requireExamples } from "../values/requirements.ts";
import { makeStep, shortest } from "../values/step.ts";
import { soleNumber } from "../values/known.ts";
import {
  arranged,
  exampleParts,
  isSame,
  part,
  shapeOf,
  sizeOf,
  type View,
  withOwnAxis,
} from "../values/view.ts";

export const slicingOperators: Readonly<Record<string, OnnxOperator>> = {
  Slice(node) {
    let view = node.view(0);
    const list = (input: number, name: string) =>
      node.opset < 10 ? node.ints(name) : node.integersAt(input);
    const starts = list(1, "starts") ?? [];
    const ends = list(2, "ends") ?? [];
    const rank = view.axes.length;
    const axes = (list(3, "axes") ?? starts.map((_, i) => i))
      .map((axis) => node.axis(axis, rank));
    const steps = node.opset < 10
      ? starts.map(() => 1)
      : node.integersAt(4) ?? starts.map(() => 1);
    const isWhole = [ends, axes, steps].every((each) =>
      each.length === starts.length
    );
    if (!isWhole) {
      node.fail(say("its starts, ends, axes and steps must be as many"));
    }
    for (const [i, axis] of axes.entries()) {
      const size = sizeOf(view.axes[axis]);
      const [from, to] = bounds(starts[i], ends[i], steps[i], size);
      if (from === 0 && to === size && steps[i] === 1) continue;
      view = cut(node, view, axis, from, to, steps[i]);
    }
    return [view];
  },
  Split(node) {
    const view = node.view(0);
    const axis = node.axis(node.int("axis") ?? 0, view.axes.length);
    const size = sizeOf(view.axes[axis]);
    const given = node.opset < 13 ? node.ints("split") : node.integersAt(1);
    const count = node.int("num_outputs") ?? outputsOf(node);
    const each = Math.ceil(size / count);
    const sizes = given ??
      Array.from({ length: count }, (_, i) => Math.min(each, size - each * i));
    if (
      sizes.reduce((sum, n) => sum + n, 0) !== size || sizes.some((n) => n < 1)
    ) {
      refuseShapes(node, [view]);
    }
    let at = 0;
    return sizes.map((length, i) => {
      const from = at;
      at += length;
      return node.isWanted(i) ? cut(node, view, axis, from, at, 1) : undefined;
    });
  },
  Pad(node) {
    const view = node.view(0);
    const rank = view.axes.length;
    const mode = node.text("mode") ?? "constant";
    const pads = (node.opset < 11 ? node.ints("pads") : node.integersAt(1)) ??
      [];
    const value = node.opset < 11
      ? node.float("value") ?? 0
      : node.inputs[2] === undefined
      ? 0
      : soleNumber(node.known(2));
    const axes = node.inputs[3] === undefined
      ? view.axes.map((_, i) => i)
      : (node.integersAt(3) ?? []).map((axis) => node.axis(axis, rank));
    if (pads.length !== 2 * axes.length || pads.some((n) => n < 0)) {
      node.fail(
        say(
          "its entries before and behind must be whole numbers, one for each axis",
        ),
      );
    }
    if (value === undefined) node.fail(say("it must add one number"));
    const before = view.axes.map(() => 0);
    const after = view.axes.map(() => 0);
    for (const [i, axis] of axes.entries()) {
      before[axis] = pads[i];
      after[axis] = pads[i + axes.length];
    }
    const isPadded = (i: number) => before[i] + after[i] > 0;
    requireExamples(node, ...view.axes.filter((_, i) => isPadded(i)));
    if (!view.axes.some((_, i) => isPadded(i))) return [view];
    return [padded(node, view, before, after, mode, value as number)];
  },
};

/** Adds entries along axes of the graph, in whatever order they are ours. */
function padded(
  node: NodeReading,
  view: View,
  before: readonly number[],
  after: readonly number[],
  mode: string,
  value: number,
): View {
  const modes = new Map([
    ["constant", undefined],
    ["reflect", "reflect"],
    ["edge", "edge"],
    ["wrap", "circular"],
  ]);
  if (!modes.has(mode)) {
    node.fail(say("its mode {mode} is not read", { mode: quote(mode) }));
  }
  const places = (own: View["own"]) =>
    own.map((axis) =>
      view.axes.findIndex((each) => isSame(exampleParts(each), axis))
    );
  const isWhole = places(view.own).every((place) => place >= 0) &&
    new Set(places(view.own)).size === view.own.length &&
    view.axes.every((_, i) =>
      before[i] + after[i] === 0 || places(view.own).includes(i)
    );
  const laid = isWhole ? view : arranged(view, view.axes.map(exampleParts));
  const at = isWhole ? places(view.own) : view.axes.map((_, i) => i);
  const axes = view.axes.map((axis, i) =>
    before[i] + after[i] === 0
      ? axis
      : part(sizeOf(axis) + before[i] + after[i])
  );
  const own = at.map((i) => exampleParts(axes[i]));
  const [front, back] = [at.map((i) => before[i]), at.map((i) => after[i])];
  const named = modes.get(mode);
  const step = makeStep("pad", {
    places: front.join() === back.join() ? [front] : [front, back],
    named: {
      mode: named,
      value: named === undefined && value !== 0 ? shortest(value) : undefined,
    },
    main: laid.step,
    shape: shapeOf(own),
  });
  return { step, own, axes };
}

/** How many outputs of a node are named. */
function outputsOf(node: NodeReading): number {
  let count = 0;
  while (node.hasOutput(count)) count++;
  return Math.max(1, count);
}

/** Where a slice of Python's begins and ends. */
function bounds(
  start: number,
  end: number,
  step: number,
  size: number,
): readonly [number, number] {
  const from = start < 0 ? start + size : start;
  const to = end < 0 ? end + size : end;
  const within = (n: number, low: number, high: number) =>
    Math.min(Math.max(n, low), high);
  return step > 0
    ? [within(from, 0, size), within(to, 0, size)]
    : [within(from, 0, size - 1), within(to, -1, size - 1)];
}

/** The entries of an axis from one to the one before another; a single one may lose the axis. */
export function cut(
  node: NodeReading,
  view: View,
  axis: number,
  from: number,
  to: number,
  step: number,
  isGone = false,
): View {
  const parts = view.axes[axis];
  requireExamples(node, parts);
  const count = Math.ceil((to - from) / step);
  if (!(count > 0)) node.fail(say("nothing would be left of it"));
  const made = part(count);
  const axes = isGone
    ? view.axes.filter((_, i) => i !== axis)
    : view.axes.map((each, i) => i === axis ? made : each);
  if (parts.length === 0) return { ...view, axes };
  // The first part of one of our axes: its entries are a run of that axis.
  const home = view.own.findIndex((own) =>
    step === 1 && own.length > parts.length &&
    isSame(own.slice(0, parts.length), parts)
  );
  if (home >= 0) {
    const rest = view.own[home].slice(parts.length);
    const stride = sizeOf(rest);
    const own = view.own.map((each, i) =>
      i === home ? [...made, ...rest] : each
    );
    return {
      step: sliceStep(view, home, from * stride, to * stride, 1, shapeOf(own)),
      own,
      axes,
    };
  }
  const found = withOwnAxis(view, parts);
  const own = found.view.own.map((each, i) => i === found.place ? made : each);
  if (isGone) {
    const left = own.filter((_, i) => i !== found.place);
    const gathered = makeStep("gather", {
      branches: [found.view.step, from],
      named: { axis: found.place === 0 ? undefined : found.place },
      shape: shapeOf(left),
    });
    return { step: gathered, own: left, axes };
  }
  const [first, last] = step > 0
    ? [from, to]
    // Ours goes from the last to the first of the same entries.
    : [from + (count - 1) * step, from + 1];
  return {
    step: sliceStep(found.view, found.place, first, last, step, shapeOf(own)),
    own,
    axes,
  };
}

function sliceStep(
  { step: main, own }: View,
  place: number,
  from: number,
  to: number,
  step: number,
  shape: readonly number[],
) {
  const isLast = place === own.length - 1;
  return makeStep("slice", {
    places: [from, to],
    named: {
      axis: isLast ? undefined : place,
      step: step === 1 ? undefined : step,
    },
    main,
    shape,
  });
}
