import { say } from "../../../../../words/say.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import { requireExamples } from "../values/requirements.ts";
import { finite } from "../values/attention.ts";
import { type GraphStep, makeStep } from "../values/step.ts";
import {
  arranged,
  exampleParts,
  hasBatch,
  shapeOf,
  sizeOf,
  type View,
  withOwnAxis,
} from "../values/view.ts";
import { imageOf } from "./image.ts";
import { met } from "./pairs.ts";
import { onEach } from "./elementwise.ts";

/** A reduction with the layers that stand before and behind it. */
function reduction(
  layer: string,
  { before, behind, since = 18 }: {
    readonly before?: string;
    readonly behind?: string;
    readonly since?: number;
  } = {},
): OnnxOperator {
  return (node) => {
    const view = node.view(0);
    const keeps = (node.int("keepdims") ?? 1) === 1;
    const skips = node.int("noop_with_empty_axes") === 1;
    const given = node.opset < since ? node.ints("axes") : node.integersAt(1);
    const axes = (given?.length ? given : skips ? [] : undefined)
      ?.map((axis) => node.axis(axis, view.axes.length)) ??
      view.axes.map((_, i) => i);
    const squared = before === undefined ? view : onEach(view, before);
    const reduced = axes.length === 0
      ? squared
      : reducedAlong(node, squared, layer, axes, keeps);
    return [behind === undefined ? reduced : onEach(reduced, behind)];
  };
}

export const reductionsOperators: Readonly<Record<string, OnnxOperator>> = {
  ReduceSum: reduction("sum", { since: 13 }),
  ReduceMean: reduction("mean"),
  ReduceMax: reduction("max"),
  ReduceMin: reduction("min"),
  ReduceProd: reduction("prod"),
  ReduceL2: reduction("norm"),
  ReduceL1: reduction("sum", { before: "abs" }),
  ReduceSumSquare: reduction("sum", { before: "square" }),
  ReduceLogSum: reduction("sum", { behind: "log" }),
  ReduceLogSumExp: reduction("logsumexp"),
  ArgMax: placeOf("argmax"),
  ArgMin: placeOf("argmin"),
  Softmax: alongOne("softmax"),
  LogSoftmax: alongOne("log_softmax"),
  Hardmax: alongOne("hardmax"),
  LpNormalization(node) {
    const view = node.view(0);
    const axis = node.axis(node.int("axis") ?? -1, view.axes.length);
    const isPlain = node.int("p") === 1;
    const before = isPlain ? onEach(view, "abs") : view;
    const size = reducedAlong(
      node,
      before,
      isPlain ? "sum" : "norm",
      [axis],
      true,
    );
    return [met(node, "div", view, size)];
  },
  CumSum(node) {
    const view = node.view(0);
    const [given = 0] = node.integersAt(1) ?? [];
    const isPlain = (node.int("exclusive") ?? 0) === 0 &&
      (node.int("reverse") ?? 0) === 0;
    if (!isPlain) {
      node.fail(say("sums from the end, or without the entry, are not read"));
    }
    return [along(node, view, "cumsum", node.axis(given, view.axes.length))];
  },
};

/** A layer along one axis of the graph, which stays. */
function along(
  node: NodeReading,
  view: View,
  layer: string,
  axis: number,
): View {
  const parts = view.axes[axis];
  requireExamples(node, parts);
  const found = withOwnAxis(view, parts);
  const isLast = found.place === found.view.own.length - 1;
  const { step: main } = found.view;
  const step = makeStep(layer, {
    named: { axis: isLast ? undefined : found.place },
    main,
    shape: main.shape,
  });
  return { ...found.view, step };
}

/** Softmax and its like: along one axis; before version 13 along all from one on. */
function alongOne(layer: string): OnnxOperator {
  return (node) => {
    const given = node.view(0);
    const rank = given.axes.length;
    const axis = node.axis(
      node.int("axis") ?? (node.opset < 13 ? 1 : -1),
      rank,
    );
    const view = {
      ...given,
      step: layer === "softmax" ? hidden(given.step) : given.step,
    };
    if (node.opset >= 13 || axis === rank - 1) {
      return [along(node, view, layer, axis)];
    }
    const merged = {
      ...view,
      axes: [...view.axes.slice(0, axis), view.axes.slice(axis).flat()],
    };
    const { step, own } = along(node, merged, layer, axis);
    return [{ step, own, axes: view.axes }];
  };
}

/** What a softmax hides by an infinite number it hides by a large one: exp gives 0 of both. */
function hidden(step: GraphStep): GraphStep {
  if (step.layer !== "add") return step;
  return {
    ...step,
    branches: step.branches.map((branch) => ({
      ...branch,
      from: finite(branch.from),
    })),
  };
}

function placeOf(layer: string): OnnxOperator {
  return (node) => {
    const view = node.view(0);
    const axis = node.axis(node.int("axis") ?? 0, view.axes.length);
    const keeps = (node.int("keepdims") ?? 1) === 1;
    const ties = node.int("select_last_index") === 1 ? "last" : undefined;
    return [reducedAlong(node, view, layer, [axis], keeps, { ties })];
  };
}

/** A reduction along axes of the graph. */
export function reducedAlong(
  node: NodeReading,
  given: View,
  layer: string,
  along: readonly number[],
  keeps: boolean,
  named: Readonly<Record<string, string | undefined>> = {},
): View {
  const gone = along.map((i) => given.axes[i]);
  requireExamples(node, ...gone);
  const axes = keeps
    ? given.axes.map((axis, i) => along.includes(i) ? [] : axis)
    : given.axes.filter((_, i) => !along.includes(i));
  const parts = new Set(gone.flat());
  if (parts.size === 0) {
    // One entry: its sum is itself, but its norm or place is not.
    return layer.startsWith("arg")
      ? { ...onEach(given, "scale", [0]), axes }
      : layer === "norm"
      ? { ...onEach(given, "abs"), axes }
      : { ...given, axes };
  }
  const isPool = layer === "mean" && isImagePool(given, along);
  if (isPool) {
    const { view, positions } = imageOf(node);
    const channels = view.own[positions];
    const step = makeStep("global_avgpool", {
      main: view.step,
      shape: [sizeOf(channels)],
    });
    return { step, own: [channels], axes };
  }
  const isWhole = given.own.every((own) => {
    const count = own.filter((each) => parts.has(each)).length;
    return count === 0 || count === own.length;
  });
  const others = given.own
    .map((own) => own.filter((each) => !parts.has(each)))
    .filter((own) => own.length > 0);
  const view = isWhole
    ? given
    : arranged(given, [...others, ...gone.filter((axis) => axis.length > 0)]);
  const places = view.own.flatMap((own, i) =>
    own.length > 0 && parts.has(own[0]) ? [i] : []
  );
  const own = view.own.filter((_, i) => !places.includes(i));
  const step = makeStep(layer, {
    named: {
      axis: places.length === view.own.length
        ? undefined
        : places.length === 1
        ? places[0]
        : places,
      ...named,
    },
    main: view.step,
    shape: shapeOf(own),
  });
  return { step, own, axes };
}

/** Whether a mean is over all positions of an image, whose channels are last here. */
function isImagePool(view: View, along: readonly number[]): boolean {
  const [batch, channels, ...positions] = view.axes;
  const last = view.own[view.own.length - 1];
  return positions.length > 0 && along.length === positions.length &&
    along.every((i) => i >= 2) && hasBatch(batch) &&
    exampleParts(batch).length === 0 && last !== undefined &&
    view.own.length === view.axes.length - 1 &&
    channels.length > 0 && last.every((each) => channels.includes(each));
}
