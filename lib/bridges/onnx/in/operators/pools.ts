import { say } from "../../../../../words/say.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import { alone, makeStep, type WrittenArgument } from "../values/step.ts";
import { shapeOf, sizeOf, type View } from "../values/view.ts";
import { imageOf, seen } from "./image.ts";
import { axisLeft, readWindows } from "./windows.ts";

/** Operators that take one number of each window. */
export const poolOperators: Readonly<Record<string, OnnxOperator>> = {
  MaxPool(node) {
    node.int("storage_order");
    if (node.isWanted(1)) node.fail(say("places of the largest are not read"));
    return [pooled(node, "maxpool", {})];
  },
  AveragePool(node) {
    const counts = node.int("count_include_pad") ?? 0;
    return [pooled(node, "avgpool", {}, counts === 0)];
  },
  GlobalAveragePool: (node) => [globally(node, "global_avgpool")],
  GlobalMaxPool: (node) => [globally(node, "global_maxpool")],
};

function pooled(
  node: NodeReading,
  layer: string,
  more: Readonly<Record<string, WrittenArgument>>,
  countsInside = false,
): View {
  const image = imageOf(node);
  const kernel = node.ints("kernel_shape") ?? [];
  if (kernel.length !== image.positions || image.positions === 0) {
    node.fail(say("its windows must have an axis for each of the image"));
  }
  const windows = readWindows(node, image, kernel);
  const isCeil = node.int("ceil_mode") === 1;
  const sizes = windows.sizes(isCeil);
  const isCeiled = sizes.join() !== windows.sizes(false).join();
  const isPadded = [...windows.before, ...windows.after].some((n) => n > 0);
  const { view } = image;
  const own = [
    ...sizes.map((size) => axisLeft(node, size)),
    view.own[image.positions],
  ];
  const stride = alone(windows.strides);
  const step = makeStep(layer, {
    places: [alone(kernel)],
    named: {
      ...windows.named,
      stride: String(stride) === String(alone(kernel)) ? undefined : stride,
      ceil: isCeiled ? "yes" : undefined,
      count: countsInside && (isPadded || isCeiled) ? "inside" : undefined,
      ...more,
    },
    main: view.step,
    shape: shapeOf(own),
  });
  return { step, own, axes: seen(view, own) };
}

function globally(node: NodeReading, layer: string): View {
  const { view, positions } = imageOf(node);
  const channels = view.own[positions];
  const step = makeStep(layer, {
    main: view.step,
    shape: [sizeOf(channels)],
  });
  return {
    step,
    own: [channels],
    axes: [view.axes[0], channels, ...view.axes.slice(2).map(() => [])],
  };
}
