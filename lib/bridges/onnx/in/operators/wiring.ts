import { say } from "../../../../../words/say.ts";
import { elementCount } from "../../../../base/shape.ts";
import { arraySizes } from "../fixed/fixed_arrays.ts";
import { soleNumber } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { refuseShapes, requireExamples } from "../values/requirements.ts";
import { makeStep } from "../values/step.ts";
import { alike, axisAt } from "../values/alike_views.ts";
import { givenFor } from "../values/given_numbers.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  isSame,
  part,
  reshaped,
  shapeOf,
  sizeOf,
  type View,
  withOwnAxis,
} from "../values/view.ts";

export const wiringOperators: Readonly<Record<string, OnnxOperator>> = {
  Identity: (node) => [node.any(0)],
  Shape: (node) => [arraySizes(node, node.any(0))],
  Dropout(node) {
    if (node.inputs[2] !== undefined && soleNumber(node.known(2)) !== 0) {
      node.fail(say("it is written for training"));
    }
    node.float("ratio");
    node.int("seed");
    node.ints("consumed_inputs");
    node.int("is_test");
    return [node.any(0)];
  },
  Cast(node) {
    const type = node.int("to");
    node.int("saturate");
    const view = node.view(0);
    // Floats stay as they are; those of half precision would be rounded.
    const [floats, integers] = [[1, 11], [2, 3, 4, 5, 6, 7, 12, 13]];
    const isTruth = /^(logical_|greater|less|equal|not_equal|is_)/
      .test(view.step.layer);
    if (type === 9 && !isTruth) {
      const step = makeStep("not_equal", {
        branches: [view.step, 0],
        shape: view.step.shape,
      });
      return [{ ...view, step, isWhole: true }];
    }
    // Numbers of entries are integers in any case: others are refused when they are run.
    const isSame = floats.includes(type ?? 0) || type === 9 ||
      integers.includes(type ?? 0) &&
        (view.isWhole === true || node.isForEntries());
    if (!isSame) {
      node.fail(say("arrays are cast to floats and to nothing else"));
    }
    return [{ ...view, isWhole: !floats.includes(type ?? 0) }];
  },
  Reshape(node) {
    const view = node.view(0);
    const given = node.opset < 5 ? node.ints("shape") : node.integersAt(1);
    if (given === undefined) return node.fail(say("it has no shape"));
    const keepsZero = node.int("allowzero") === 1;
    return [reshapedTo(node, view, given, keepsZero)];
  },
  Flatten(node) {
    const view = node.view(0);
    const rank = view.axes.length;
    const given = node.int("axis") ?? 1;
    const axis = given === rank ? rank : node.axis(given, rank);
    const [front, back] = [view.axes.slice(0, axis), view.axes.slice(axis)];
    return [{ ...view, axes: [front.flat(), back.flat()] }];
  },
  Squeeze(node) {
    const view = node.view(0);
    const given = node.opset < 13 ? node.ints("axes") : node.integersAt(1);
    const gone = given?.map((axis) => node.axis(axis, view.axes.length)) ??
      view.axes.flatMap((axis, i) => axis.length === 0 ? [i] : []);
    if (gone.some((axis) => sizeOf(view.axes[axis]) !== 1)) {
      refuseShapes(node, [view]);
    }
    if (gone.some((axis) => hasBatch(view.axes[axis]))) {
      node.fail(say("the axis of the batch must stay"));
    }
    return [{ ...view, axes: view.axes.filter((_, i) => !gone.includes(i)) }];
  },
  Unsqueeze(node) {
    const view = node.view(0);
    const given = node.opset < 13 ? node.ints("axes") : node.integersAt(1);
    if (given === undefined) return node.fail(say("it has no axes"));
    const rank = view.axes.length + given.length;
    const places = given.map((axis) => node.axis(axis, rank));
    const axes: Axis[] = [...view.axes];
    for (const place of places.toSorted((a, b) => a - b)) {
      axes.splice(place, 0, []);
    }
    if (new Set(places).size !== places.length) refuseShapes(node, [view]);
    return [{ ...view, axes }];
  },
  Transpose(node) {
    const view = node.view(0);
    const rank = view.axes.length;
    const order = node.ints("perm") ??
      view.axes.map((_, i) => rank - 1 - i);
    const isOrder = order.length === rank &&
      view.axes.every((_, i) => order.includes(i));
    if (!isOrder) node.fail(say("its order must name each axis once"));
    return [{ ...view, axes: order.map((axis) => view.axes[axis]) }];
  },
  Concat(node) {
    const all = node.inputs.map((_, i) => node.any(i));
    const [first] = all.filter(isView);
    const rank = first.axes.length;
    const axis = node.axis(node.int("axis") ?? 0, rank);
    if (all.length === 1) return all;
    return [joined(node, all, axis, rank)];
  },
  Expand(node) {
    const view = node.view(0);
    const sizes = node.integersAt(1) ?? [];
    const rank = Math.max(sizes.length, view.axes.length);
    const axes = Array.from({ length: rank }, (_, i): Axis => {
      const axis = axisAt(view, rank, i);
      const size = sizes[i - rank + sizes.length] ?? 1;
      if (size === 1 || sizeOf(axis) === size) return axis;
      if (axis.length > 0) return refuseShapes(node, [view]);
      return part(size);
    });
    const isWider =
      axes.some((axis, i) =>
        axis !== (view.axes[i - rank + view.axes.length] ?? axis)
      ) || axes.slice(0, rank - view.axes.length).some((a) => a.length > 0);
    if (!isWider) return [{ ...view, axes }];
    const own = axes.map(exampleParts);
    const held = new Set(view.own.flat());
    const from = own.map((axis) => axis.every((p) => held.has(p)) ? axis : []);
    const laid = arranged(view, from);
    const step = makeStep("expand", {
      places: shapeOf(own),
      main: laid.step,
      shape: shapeOf(own),
    });
    return [{ step, own, axes }];
  },
  Tile(node) {
    const view = node.view(0);
    const times = node.integersAt(1) ?? [];
    if (times.length !== view.axes.length) refuseShapes(node, [view]);
    requireExamples(node, ...view.axes.filter((_, i) => times[i] !== 1));
    const own = view.axes.map(exampleParts);
    const laid = arranged(view, own);
    const sizes = own.map((axis, i) => sizeOf(axis) * times[i]);
    const axes = view.axes.map((axis, i) =>
      times[i] === 1 ? axis : part(sizes[i])
    );
    const step = makeStep("tile", {
      places: [times],
      main: laid.step,
      shape: sizes,
    });
    return [{ step, own: axes.map(exampleParts), axes }];
  },
};

/** Another shape of the same numbers; nothing is computed where parts stay whole. */
export function reshapedTo(
  node: NodeReading,
  view: View,
  given: readonly number[],
  keepsZero = false,
): View {
  const sizes = given.map((size, i) =>
    size === 0 && !keepsZero ? sizeOf(view.axes[i] ?? []) : size
  );
  const total = view.axes.reduce((product, axis) => product * sizeOf(axis), 1);
  const others = sizes.reduce(
    (product, size) => size === -1 ? product : product * size,
    1,
  );
  const whole = sizes.map((size) => size === -1 ? total / others : size);
  const isWhole = whole.every((size) => Number.isInteger(size) && size > 0) &&
    elementCount(whole) === total;
  if (!isWhole) refuseShapes(node, [view]);
  const plain = reshaped(view, whole);
  if (plain !== undefined) return plain;
  // Where parts would be divided otherwise: those behind the batch become one.
  if (!isSame(view.axes[0].filter(({ isBatch }) => isBatch), view.axes[0])) {
    return node.fail(say("the new shape divides the axis of the batch"));
  }
  const laid = arranged(view, [view.axes.slice(1).flat()]);
  const one = part(elementCount(laid.step.shape));
  const fresh = { ...laid, own: [one], axes: [view.axes[0], one] };
  return reshaped(fresh, whole) ??
    node.fail(say("the new shape divides the axis of the batch"));
}

/** Arrays side by side. */
function joined(
  node: NodeReading,
  all: readonly GraphValue[],
  axis: number,
  rank: number,
): View {
  const views = alike(node, all.filter(isView), rank, (i) => i !== axis);
  requireExamples(node, ...views.map((view) => view.axes[axis]));
  if (views.some((view) => view.axes.length !== rank)) refuseShapes(node, all);
  const made = withOwnAxis(views[0], views[0].axes[axis]);
  const sizes = all.map((each) =>
    isView(each) ? sizeOf(each.axes[axis]) : each.shape[axis < 0 ? 0 : axis]
  );
  const whole = part(sizes.reduce((sum, size) => sum + size, 0));
  const ownWith = (own: Axis) =>
    made.view.own.map((each, i) => i === made.place ? own : each);
  let next = 0;
  const operands = all.map((each) => {
    if (isView(each)) {
      const view = views[next++];
      return arranged(view, ownWith(exampleParts(view.axes[axis]))).step;
    }
    const size = part(each.shape[axis]);
    const axes = views[0].axes.map((one, i) => i === axis ? size : one);
    const given = givenFor(node, each, axes, ownWith(size));
    const isWhole = typeof given === "object" && "given" in given &&
      given.given.length === made.view.own.length;
    return isWhole
      ? given
      : node.fail(say("what is fixed must have the whole shape"));
  });
  const own = ownWith(whole);
  const isLast = made.place === own.length - 1;
  const step = makeStep("concat", {
    branches: operands,
    named: { axis: isLast ? undefined : made.place },
    shape: shapeOf(own),
  });
  const axes = views[0].axes.map((each, i) => i === axis ? whole : each);
  return { step, own, axes };
}
