import { say } from "../../../../../words/say.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import {
  makeStep,
  parameter,
  shortest,
  type WrittenArgument,
} from "../values/step.ts";
import { refuseShapes, requireFixed } from "../values/stretched.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  part,
  shapeOf,
  sizeOf,
  type View,
} from "../values/view.ts";

export const imagesOperators: Readonly<Record<string, OnnxOperator>> = {
  Conv(node) {
    const image = imageOf(node);
    const weight = node.known(1);
    const [out, depth, ...kernel] = weight.shape;
    const groups = node.int("group") ?? 1;
    const channels = sizeOf(image.view.own[image.positions]);
    requireKernel(node, image, kernel);
    if (depth * groups !== channels || out % groups !== 0) {
      refuseShapes(node, [image.view, weight]);
    }
    const windows = windowsOf(node, image, kernel);
    const sizes = windows.sizes(false);
    return [convolved(node, image, {
      layer: "conv",
      out,
      kernel,
      sizes,
      named: { ...windows.named, groups: unless(groups, 1) },
      weight: channelsLast(node, weight),
    })];
  },
  ConvTranspose(node) {
    const image = imageOf(node);
    const weight = node.known(1);
    const [depth, width, ...kernel] = weight.shape;
    const groups = node.int("group") ?? 1;
    requireKernel(node, image, kernel);
    if (depth !== sizeOf(image.view.own[image.positions])) {
      refuseShapes(node, [image.view, weight]);
    }
    const automatic = node.text("auto_pad") ?? "NOTSET";
    if (!["NOTSET", "VALID"].includes(automatic) || node.ints("output_shape")) {
      node.fail(say("its edges must be given as pads"));
    }
    const one = kernel.map(() => 1);
    const strides = node.ints("strides") ?? one;
    const dilations = node.ints("dilations") ?? one;
    const extra = node.ints("output_padding") ?? kernel.map(() => 0);
    const pads = node.ints("pads") ?? [...one, ...one].map(() => 0);
    node.ints("kernel_shape");
    const [front, back] = [
      pads.slice(0, kernel.length),
      pads.slice(kernel.length),
    ];
    const sizes = kernel.map((k, i) =>
      (sizeOf(image.view.own[i]) - 1) * strides[i] + (k - 1) * dilations[i] +
      1 +
      extra[i] - front[i] - back[i]
    );
    return [convolved(node, image, {
      layer: "conv_transpose",
      out: width * groups,
      kernel,
      sizes,
      named: {
        stride: unless(alone(strides), 1),
        pad: unless(alone(front), 0),
        after: front.join() === back.join() ? undefined : alone(back),
        extra: unless(alone(extra), 0),
        dilation: unless(alone(dilations), 1),
        groups: unless(groups, 1),
      },
      weight: channelsLast(node, weight),
    })];
  },
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
  LRN(node) {
    const { view } = imageOf(node);
    const size = node.int("size") ?? node.fail(say("it has no size"));
    const named = {
      alpha: unless(shortest(node.float("alpha") ?? Math.fround(1e-4)), 1e-4),
      beta: unless(shortest(node.float("beta") ?? 0.75), 0.75),
      k: unless(shortest(node.float("bias") ?? 1), 1),
    };
    const step = makeStep("lrn", {
      places: [size],
      named,
      main: view.step,
      shape: view.step.shape,
    });
    return [{ ...view, step }];
  },
};

/** An image with its channels last, as images are here. */
export interface Image {
  readonly view: View;
  /** How many axes its positions have. */
  readonly positions: number;
}

export function imageOf(node: NodeReading): Image {
  const view = node.view(0);
  const [batch, channels, ...positions] = view.axes;
  const isImage = batch !== undefined && channels !== undefined &&
    hasBatch(batch) && exampleParts(batch).length === 0 &&
    ![channels, ...positions].some(hasBatch);
  if (!isImage) {
    node.fail(say("the first axis must be the batch, the second the channels"));
  }
  return {
    view: arranged(view, [...positions, channels]),
    positions: positions.length,
  };
}

function requireKernel(
  node: NodeReading,
  { positions }: Image,
  kernel: readonly number[],
): void {
  const given = node.ints("kernel_shape");
  const isSame = given === undefined || given.join() === kernel.join();
  if (isSame && kernel.length === positions && positions > 0) return;
  node.fail(say("its windows must have an axis for each of the image"));
}

/** The axes that the graph sees of an image. */
export function seen(view: View, own: readonly Axis[]): View["axes"] {
  return [view.axes[0], own[own.length - 1], ...own.slice(0, -1)];
}

function convolved(
  node: NodeReading,
  { view }: Image,
  { layer, out, kernel, sizes, named, weight }: {
    readonly layer: string;
    readonly out: number;
    readonly kernel: readonly number[];
    readonly sizes: readonly number[];
    readonly named: Readonly<Record<string, WrittenArgument | undefined>>;
    readonly weight: { shape: readonly number[]; values: Float32Array };
  },
): View {
  const bias = node.inputs[2] === undefined ? undefined : node.known(2);
  const numbers = bias && knownNumbers(bias);
  if (bias && (bias.shape.join() !== `${out}` || numbers === undefined)) {
    refuseShapes(node, [view, bias]);
  }
  if (bias) requireFixed(node, bias);
  const own = [...sizes.map((size) => positive(node, size)), part(out)];
  const step = makeStep(layer, {
    places: [alone(kernel), out],
    named: { ...named, bias: bias ? undefined : "none" },
    main: view.step,
    shape: shapeOf(own),
    parameters: [
      parameter("weight", weight.shape, weight.values),
      numbers && parameter("bias", [out], Float32Array.from(numbers)),
    ],
  });
  return { step, own, axes: seen(view, own) };
}

function positive(node: NodeReading, size: number): Axis {
  return size >= 1 ? part(size) : node.fail(say("nothing would be left of it"));
}

/** A weight whose second axis is the last here. */
function channelsLast(node: NodeReading, known: Known) {
  requireFixed(node, known);
  const numbers = knownNumbers(known);
  const { shape } = known;
  if (numbers === undefined) return node.fail(say("its weights are too many"));
  const order = [0, ...shape.map((_, i) => i).slice(2), 1];
  const values = new Float32Array(numbers.length);
  permuteAxes(values, numbers, shape, order);
  return { shape: order.map((axis) => shape[axis]), values };
}

/** How windows lie, as a layer here is told. */
function windowsOf(
  node: NodeReading,
  { view }: Image,
  kernel: readonly number[],
) {
  const one = kernel.map(() => 1);
  const strides = node.ints("strides") ?? one;
  const dilations = node.ints("dilations") ?? one;
  const automatic = node.text("auto_pad") ?? "NOTSET";
  const given = node.ints("pads") ?? [...one, ...one].map(() => 0);
  const isFit =
    [strides, dilations].every((each) => each.length === kernel.length) &&
    given.length === 2 * kernel.length;
  if (!isFit) {
    node.fail(say("its windows must have an axis for each of the image"));
  }
  const reach = kernel.map((k, i) => (k - 1) * dilations[i] + 1);
  const missing = kernel.map((_, i) => {
    const size = sizeOf(view.own[i]);
    const count = Math.ceil(size / strides[i]);
    return Math.max(0, (count - 1) * strides[i] + reach[i] - size);
  });
  const small = missing.map((n) => Math.floor(n / 2));
  const large = missing.map((n) => Math.ceil(n / 2));
  const zero = kernel.map(() => 0);
  const edges = new Map([
    ["NOTSET", [given.slice(0, kernel.length), given.slice(kernel.length)]],
    ["VALID", [zero, zero]],
    ["SAME_UPPER", [small, large]],
    ["SAME_LOWER", [large, small]],
  ]).get(automatic);
  if (edges === undefined || edges.flat().some((n) => n < 0)) {
    return node.fail(say("its edges must be given as pads"));
  }
  const [before, after] = edges;
  return {
    before,
    after,
    strides,
    named: {
      pad: unless(alone(before), 0),
      after: before.join() === after.join() ? undefined : alone(after),
      stride: unless(alone(strides), 1),
      dilation: unless(alone(dilations), 1),
    },
    sizes: (isCeil: boolean) =>
      kernel.map((_, i) => {
        const size = sizeOf(view.own[i]);
        const room = size + before[i] + after[i] - reach[i];
        if (!isCeil) return Math.floor(room / strides[i]) + 1;
        const count = Math.ceil(room / strides[i]) + 1;
        // A window must begin before the image's end, or in what is added in front.
        return (count - 1) * strides[i] >= size + before[i] ? count - 1 : count;
      }),
  };
}

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
  const windows = windowsOf(node, image, kernel);
  const isCeil = node.int("ceil_mode") === 1;
  const sizes = windows.sizes(isCeil);
  const isCeiled = sizes.join() !== windows.sizes(false).join();
  const isPadded = [...windows.before, ...windows.after].some((n) => n > 0);
  const { view } = image;
  const own = [
    ...sizes.map((size) => positive(node, size)),
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

/** One number for a list of equal ones. */
export function alone(numbers: readonly number[]): WrittenArgument {
  const [first] = numbers;
  return numbers.every((each) => each === first) ? first : numbers;
}

/** What need not be said is left out. */
export function unless(
  value: WrittenArgument,
  usual: WrittenArgument,
): WrittenArgument | undefined {
  return value === usual ? undefined : value;
}
