import { say } from "../../../../../words/say.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import {
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { requireExamples, requireFixed } from "../values/requirements.ts";
import { makeStep, parameter, shortest } from "../values/step.ts";
import {
  part,
  shapeOf,
  sizeOf,
  type View,
  withOwnAxis,
} from "../values/view.ts";
import { cut } from "./slicing.ts";

/** Operators that take rows and entries by their numbers. */
export const gatheringOperators: Readonly<Record<string, OnnxOperator>> = {
  Gather(node) {
    const data = node.any(0);
    const ids = node.any(1);
    if (isView(data) && isView(ids)) {
      return node.fail(
        say("rows of an array by numbers of another are not read"),
      );
    }
    if (isView(ids)) return [embedded(node, data as Known, ids)];
    return [taken(node, data as View, ids)];
  },
};

/** A row of a table for each number. */
function embedded(node: NodeReading, table: Known, ids: View): View {
  requireFixed(node, table);
  const numbers = knownNumbers(table);
  const axis = node.axis(node.int("axis") ?? 0, table.shape.length);
  if (table.shape.length !== 2 || axis !== 0 || numbers === undefined) {
    return node.fail(say("the table must be a matrix, whose rows are taken"));
  }
  const [count, width] = table.shape;
  const made = part(width);
  const own = [...ids.own, made];
  const step = makeStep("embedding", {
    places: [count, width],
    main: ids.step,
    shape: shapeOf(own),
    parameters: [parameter("weight", table.shape, Float32Array.from(numbers))],
  });
  return { step, own, axes: [...ids.axes, made] };
}

/** The entries of an axis that fixed numbers name. */
function taken(node: NodeReading, view: View, ids: Known): View {
  requireFixed(node, ids);
  const axis = node.axis(node.int("axis") ?? 0, view.axes.length);
  const size = sizeOf(view.axes[axis]);
  requireExamples(node, view.axes[axis]);
  const entries = [...knownNumbers(ids) ?? []].map((each) =>
    each < 0 ? each + size : each
  );
  if (
    entries.some((each) =>
      !(each >= 0 && each < size && Number.isInteger(each))
    )
  ) {
    return node.fail(say("there is no entry of such a number"));
  }
  if (ids.shape.length > 1) {
    return node.fail(say("the numbers of entries must be a list"));
  }
  if (ids.shape.length === 0) {
    return cut(node, view, axis, entries[0], entries[0] + 1, 1, true);
  }
  const isRun = entries.every((each, i) => each === entries[0] + i);
  if (isRun) {
    return cut(node, view, axis, entries[0], entries[0] + entries.length, 1);
  }
  const found = withOwnAxis(view, view.axes[axis]);
  const made = part(entries.length);
  const own = found.view.own.map((each, i) => i === found.place ? made : each);
  const step = makeStep("gather", {
    branches: [found.view.step, {
      given: [entries.length],
      values: entries.map(shortest),
    }],
    named: { axis: found.place === 0 ? undefined : found.place },
    shape: shapeOf(own),
  });
  return {
    step,
    own,
    axes: found.view.axes.map((each, i) => i === axis ? made : each),
  };
}
